//! A clock that skips the pauses between attempts.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use qq_cgi::{BoxFuture, Clock};

/// Waits for time-outs of attempts as long as they are, and for anything else not at all, but writes down how long.
#[derive(Clone)]
pub(crate) struct Skipping {
    attempt: Duration,
    skipped: Arc<Mutex<Vec<Duration>>>,
}

impl Skipping {
    pub(crate) fn all_but(attempt: Duration) -> Self {
        Self { attempt, skipped: Arc::default() }
    }

    pub(crate) fn skipped(&self) -> Vec<Duration> {
        self.skipped.lock().unwrap().clone()
    }
}

impl Clock for Skipping {
    fn now(&self) -> Instant {
        Instant::now() + self.skipped().iter().sum::<Duration>()
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        if time == self.attempt {
            return Some(Box::pin(tokio::time::sleep(time)));
        }
        self.skipped.lock().unwrap().push(time);
        Some(Box::pin(async {}))
    }
}
