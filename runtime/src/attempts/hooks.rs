use core::time::Duration;
use std::sync::Arc;

use super::{Cause, RequestId};
use crate::{command::Method, error::OutcomeUnknown};

/// What is called before and after each attempt, for logs and figures. Nothing that it is handed holds a secret.
///
/// Calls are made in the middle of sending: do not block.
pub trait Hooks: Send + Sync + 'static {
    /// The attempt is handed to the transport.
    fn before(&self, _attempt: &Attempt) {}

    /// The attempt succeeded, or failed for a reason; how long it took, where the client has a clock.
    fn after(&self, _attempt: &Attempt, _outcome: Result<(), Cause>, _took: Option<Duration>) {}

    /// Another attempt is to follow this failed one, after a pause; limits and the deadline may still prevent it.
    fn retrying(&self, _attempt: &Attempt, _pause: Duration) {}

    /// The call was dropped after the attempt was handed to the transport, so that nobody learns of its outcome. What the
    /// call would have returned is here.
    fn abandoned(&self, _attempt: &Attempt, _unknown: &OutcomeUnknown) {}
}

/// Whoever keeps the other one reads what was told.
impl<T: Hooks + ?Sized> Hooks for Arc<T> {
    fn before(&self, attempt: &Attempt) {
        T::before(self, attempt);
    }

    fn after(&self, attempt: &Attempt, outcome: Result<(), Cause>, took: Option<Duration>) {
        T::after(self, attempt, outcome, took);
    }

    fn retrying(&self, attempt: &Attempt, pause: Duration) {
        T::retrying(self, attempt, pause);
    }

    fn abandoned(&self, attempt: &Attempt, unknown: &OutcomeUnknown) {
        T::abandoned(self, attempt, unknown);
    }
}

/// An attempt of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The same for all attempts of a call.
    pub request_id: RequestId,
    /// Counted from 1.
    pub number: u32,
    /// The app.
    pub app_id: u64,
    /// The gateway's key in the spec.
    pub gateway: &'static str,
    /// The command's name on the wire.
    pub command: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// Whether sending the command twice does no harm, as the spec says.
    pub idempotent: bool,
}
