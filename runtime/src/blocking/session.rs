//! The twin of the session.

use core::fmt;
use std::sync::Arc;

use qq_cgi_wire::InvalidParam;

use super::{call::Call, network::Network};
use crate::{
    command::Command,
    error::{Error, SendError},
    request::SignedRequest,
};

/// A [`crate::Session`] whose methods wait. Cloning is cheap.
#[derive(Clone)]
pub struct Session {
    session: crate::Session,
    network: Arc<Network>,
}

impl Session {
    pub(super) const fn new(session: crate::Session, network: Arc<Network>) -> Self {
        Self { session, network }
    }

    /// The app's id.
    #[must_use]
    pub fn app_id(&self) -> u64 {
        self.session.app_id()
    }

    /// The player's openid.
    #[must_use]
    pub fn openid(&self) -> &str {
        self.session.openid()
    }

    /// See [`crate::Session::sign`].
    ///
    /// # Errors
    /// The first parameter that breaks its documented limits.
    pub fn sign<C: Command>(&self, request: &C) -> Result<SignedRequest, InvalidParam> {
        self.session.sign(request)
    }

    /// See [`crate::Session::send`].
    ///
    /// # Errors
    /// See [`Error`]: its variants say whether anything was sent.
    pub fn send<C: Command>(&self, request: &C) -> Result<C::Reply, SendError<C>> {
        self.network.wait(self.session.send(request)).map_err(Error::WithinRuntime)?
    }

    /// See [`crate::Session::call`].
    pub fn call<'a, C: Command>(&'a self, request: &'a C) -> Call<'a, C> {
        Call::new(self.session.call(request), &self.network)
    }
}

/// `Debug` shows who, not the token.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.session.fmt(f)
    }
}
