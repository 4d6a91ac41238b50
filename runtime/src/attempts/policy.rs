use core::time::Duration;
use std::sync::Arc;

use super::{Attempt, Backoff, Cause};
use crate::code::Remedy;

/// Decides whether a failed attempt is followed by another one.
///
/// It is not asked where repeating could do harm: of a command that is not idempotent, when the attempt may have taken
/// effect. And its word is not the last: deadline and [`RetryBudget`](super::RetryBudget) can still forbid an attempt.
pub trait RetryPolicy: Send + Sync + 'static {
    /// What to do after this failure.
    fn decide(&self, failed: &Failed<'_>) -> Decision;
}

impl<T: RetryPolicy + ?Sized> RetryPolicy for Arc<T> {
    fn decide(&self, failed: &Failed<'_>) -> Decision {
        T::decide(self, failed)
    }
}

/// What a policy knows.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Failed<'a> {
    /// The attempt.
    pub attempt: &'a Attempt,
    /// Why it failed.
    pub cause: Cause,
    /// Why the attempts before it failed, the first one first.
    pub earlier: &'a [Cause],
}

/// What a policy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The call ends with this failure.
    Stop,
    /// Sign again and try once more after this time.
    RetryAfter(Duration),
}

/// Never a second attempt.
#[derive(Debug, Clone, Copy, Default)]
pub struct NeverRetry;

impl RetryPolicy for NeverRetry {
    fn decide(&self, _: &Failed<'_>) -> Decision {
        Decision::Stop
    }
}

/// What the error tables and the state of the connection ask for; a client's policy unless it is given another.
///
/// - `retry_once`: once more, at once.
/// - `back_off`, no connection, and where repeating does no harm HTTP 502 to 504 and no answer: after a [`Backoff`].
/// - Anything else: never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandardRetry {
    /// The most attempts of a call, the first one included.
    pub attempts: u32,
    /// The pauses.
    pub backoff: Backoff,
}

/// Three attempts.
impl Default for StandardRetry {
    fn default() -> Self {
        Self { attempts: 3, backoff: Backoff::default() }
    }
}

impl RetryPolicy for StandardRetry {
    fn decide(&self, failed: &Failed<'_>) -> Decision {
        let Failed { attempt, cause, earlier } = failed;
        if attempt.number >= self.attempts {
            return Decision::Stop;
        }
        match cause {
            cause if cause.asks_for_one_retry() && !earlier.iter().any(Cause::asks_for_one_retry) => {
                Decision::RetryAfter(Duration::ZERO)
            }
            Cause::Refused { remedy: Some(Remedy::BackOff), .. }
            | Cause::NotSent
            | Cause::OutcomeUnknown
            | Cause::Status(502..=504) => Decision::RetryAfter(self.backoff.wait(attempt.number)),
            _ => Decision::Stop,
        }
    }
}
