use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use core::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    pace::Pace,
    rate_limit::{RateLimit, due_in},
    slowdown::{MOST, Slowdown},
    waiting::Waiting,
};
use crate::{
    attempts::Cause,
    clock::Clock,
    code::Remedy,
    error::{NotStarted, WaitingFor},
};

/// Where all attempts of one command for one app pass.
pub(crate) struct Gate {
    /// One waits for the rate, and those behind it for their turn: they pass in the order in which they came, and do not
    /// all wake up for one place.
    turn: Semaphore,
    paces: Option<Paces>,
    slowdown: Mutex<Slowdown>,
}

struct Paces {
    whole: Pace,
    /// After one halving, after two, …
    halved: [Pace; MOST],
}

impl Gate {
    pub(super) fn new(limit: RateLimit, clock: &Arc<dyn Clock>) -> Self {
        let paces = limit.interval_and_burst().map(|(interval, burst)| Paces::new(interval, burst, clock));
        Self { turn: Semaphore::new(1), paces, slowdown: Mutex::default() }
    }

    /// Waits until an attempt may begin. Others wait for as long as the turn is kept.
    pub(super) async fn pass(&self, waiting: &Waiting<'_>) -> Result<Option<SemaphorePermit<'_>>, NotStarted> {
        let Some(paces) = &self.paces else {
            self.wait_until_held_off_no_longer(waiting).await?;
            return Ok(None);
        };
        let turn = waiting.until(WaitingFor::RateLimit, self.turn.acquire()).await?;
        let halvings = self.slowdown().halvings();
        // What passes slowly counts in the whole rate too, so that this is never exceeded when it comes back.
        let halved = halvings.checked_sub(1).and_then(|index| paces.halved.get(index));
        for pace in halved.into_iter().chain([&paces.whole]) {
            while let Err(time) = pace.take() {
                waiting.sleep(WaitingFor::RateLimit, time).await?;
            }
        }
        Ok(turn.ok())
    }

    async fn wait_until_held_off_no_longer(&self, waiting: &Waiting<'_>) -> Result<(), NotStarted> {
        let held_off = || self.slowdown().held_off(waiting.now()?);
        while let Some(time) = held_off() {
            waiting.sleep(WaitingFor::HoldOff, time).await?;
        }
        Ok(())
    }

    /// Learns what became of an attempt.
    pub(crate) fn learn(&self, failure: Option<Cause>, began: Instant, now: Instant) {
        match failure {
            None => self.slowdown().succeeded(now),
            Some(Cause::Refused { remedy: Some(Remedy::BackOff), .. }) => self.slowdown().refused(began, now),
            Some(_) => {}
        }
    }

    fn slowdown(&self) -> MutexGuard<'_, Slowdown> {
        self.slowdown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Paces {
    fn new(interval: Duration, burst: u32, clock: &Arc<dyn Clock>) -> Self {
        let halved = |halvings: usize| {
            let interval = interval.saturating_mul(1 << halvings);
            Pace::new(interval, burst.min(due_in(Duration::from_millis(10), interval)), clock)
        };
        Self { whole: Pace::new(interval, burst, clock), halved: core::array::from_fn(|index| halved(index + 1)) }
    }
}
