//! Limits of a client: how often a command may be sent, and how many requests may be under way.
//!
//! In: an attempt that is about to begin, and until when it may wait. Out: a slot that it holds while it is under way.
//! **Invariants**: waiting is first come, first served, never lasts beyond the call's deadline and works under any
//! executor; a call that is dropped gives back what it holds; a limit that was set is never exceeded, slowed down or not.

mod builder;
mod gate;
mod pace;
mod rate_limit;
mod rates;
mod slowdown;
mod waiting;

use std::sync::Arc;

use tokio::sync::{Semaphore, SemaphorePermit};

pub use self::rate_limit::RateLimit;
use self::rates::Rates;
pub(crate) use self::{builder::Settings, gate::Gate, waiting::Waiting};
use crate::{
    attempts::Attempt,
    error::{NotStarted, WaitingFor},
};

/// What all calls of a client share.
pub(crate) struct Limits {
    rates: Option<Rates>,
    capacity: Option<Semaphore>,
}

/// A place among the requests under way, until it is dropped.
pub(crate) struct Slot<'a> {
    _permit: Option<SemaphorePermit<'a>>,
}

impl Limits {
    /// Where calls like this one wait their turn; `None` where nothing says how often it may be sent.
    pub(crate) fn gate(&self, attempt: &Attempt) -> Option<Arc<Gate>> {
        self.rates.as_ref()?.gate(attempt)
    }

    /// Waits until another attempt may begin.
    pub(crate) async fn enter(&self, gate: Option<&Gate>, waiting: &Waiting<'_>) -> Result<Slot<'_>, NotStarted> {
        // The turn is kept until there is room: what has passed the gate and cannot begin yet is one attempt, and not a
        // crowd that begins at once when there is.
        let _turn = match gate {
            Some(gate) => gate.pass(waiting).await?,
            None => None,
        };
        let permit = match &self.capacity {
            Some(capacity) => waiting.until(WaitingFor::Capacity, capacity.acquire()).await?.ok(),
            None => None,
        };
        Ok(Slot { _permit: permit })
    }
}
