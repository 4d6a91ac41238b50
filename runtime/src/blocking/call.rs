//! The twin of the call.

use core::{fmt, time::Duration};
use std::time::Instant;

use super::network::Network;
use crate::{
    command::{Command, Method},
    error::{Error, SendError},
};

/// A [`crate::Call`] that waits.
#[must_use = "nothing is sent before `.send()`"]
pub struct Call<'a, C> {
    call: crate::Call<'a, C>,
    network: &'a Network,
}

impl<'a, C: Command> Call<'a, C> {
    pub(super) const fn new(call: crate::Call<'a, C>, network: &'a Network) -> Self {
        Self { call, network }
    }

    /// See [`crate::Call::method`].
    pub const fn method(mut self, method: Method) -> Self {
        self.call = self.call.method(method);
        self
    }

    /// See [`crate::Call::deadline`].
    pub const fn deadline(mut self, deadline: Instant) -> Self {
        self.call = self.call.deadline(deadline);
        self
    }

    /// See [`crate::Call::timeout`].
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// See [`crate::Call::send`].
    ///
    /// # Errors
    /// See [`Error`]: its variants say whether anything was sent.
    pub fn send(self) -> Result<C::Reply, SendError<C>> {
        self.network.wait(self.call.send()).map_err(Error::WithinRuntime)?
    }
}

impl<C> fmt::Debug for Call<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
