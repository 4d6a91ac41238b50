use std::sync::{Arc, Mutex, PoisonError};

use super::{Expectation, SeenRequest, expectation::Then};
use crate::{
    command::{Command, Gateway},
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError},
};

/// A transport that answers as its expectations say. The first one that holds and is not used up answers; a request that
/// none answers gets HTTP 501, and its error says what was sent. Clones share everything.
#[derive(Debug, Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    expectations: Vec<Expectation>,
    seen: Vec<SeenRequest>,
}

impl Script {
    /// A script without expectations.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an expectation; it can be added while the client is in use.
    #[must_use]
    pub fn expect(self, expectation: Expectation) -> Self {
        self.with_state(|state| state.expectations.push(expectation));
        self
    }

    /// Every request so far, in the order in which they came.
    #[must_use]
    pub fn seen(&self) -> Vec<SeenRequest> {
        self.with_state(|state| state.seen.clone())
    }

    /// The requests of one command.
    #[must_use]
    pub fn seen_of<C: Command>(&self) -> Vec<SeenRequest> {
        let mut seen = self.seen();
        seen.retain(|sent| sent.is_of(C::Gateway::SPEC.name, C::SPEC));
        seen
    }

    /// The expectations that were to hold a number of times and did not: one line each.
    #[must_use]
    pub fn unmet(&self) -> Vec<String> {
        self.with_state(|state| {
            let unmet = state.expectations.iter().filter_map(|expected| match expected.left {
                None | Some(0) => None,
                Some(left) => Some(format!("`{}` is expected {left} more times", expected.command)),
            });
            unmet.collect()
        })
    }

    fn then(&self, sent: SeenRequest) -> Then {
        self.with_state(|state| {
            let then = state.expectations.iter_mut().find_map(|expected| expected.take(&sent));
            let then = then.unwrap_or_else(|| {
                Then::Respond(HttpResponse::new(501, format!("no expectation of the script holds for {sent:?}")))
            });
            state.seen.push(sent);
            then
        })
    }

    fn with_state<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        // A condition that panicked has changed nothing.
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Script {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { self.then(SeenRequest::new(request)).happen().await })
    }
}
