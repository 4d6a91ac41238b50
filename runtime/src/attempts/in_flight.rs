use super::{Attempt, Hooks};
use crate::{
    error::OutcomeUnknown,
    transport::{HttpRequest, TransportError},
};

/// A request under way. Dropped before its end, it tells the hooks: from its beginning on it may have arrived.
pub(super) struct InFlight<'a> {
    hooks: &'a [Box<dyn Hooks>],
    attempt: &'a Attempt,
    request: &'a HttpRequest,
    is_under_way: bool,
}

impl<'a> InFlight<'a> {
    pub(super) fn new(hooks: &'a [Box<dyn Hooks>], attempt: &'a Attempt, request: &'a HttpRequest) -> Self {
        Self { hooks, attempt, request, is_under_way: false }
    }

    /// The transport has it.
    pub(super) fn begin(&mut self) {
        if !core::mem::replace(&mut self.is_under_way, true) {
            self.hooks.iter().for_each(|hooks| hooks.before(self.attempt));
        }
    }

    /// Whatever became of it, it is known.
    pub(super) fn end(mut self) {
        self.is_under_way = false;
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if self.is_under_way && !self.hooks.is_empty() {
            let Attempt { request_id, number, .. } = *self.attempt;
            let unknown = OutcomeUnknown::new(self.request.signed(), TransportError::Abandoned, request_id);
            let unknown = OutcomeUnknown { attempts: number, ..unknown };
            self.hooks.iter().for_each(|hooks| hooks.abandoned(self.attempt, &unknown));
        }
    }
}
