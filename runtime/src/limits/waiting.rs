use core::{future::poll_fn, pin::pin, task::Poll, time::Duration};
use std::time::Instant;

use crate::{
    clock::Clock,
    error::{NotStarted, WaitingFor},
};

/// An attempt that waits, and until when at the latest.
pub(crate) struct Waiting<'a> {
    command: &'static str,
    clock: Option<&'a dyn Clock>,
    deadline: Option<Instant>,
    since: Option<Instant>,
}

impl<'a> Waiting<'a> {
    pub(crate) fn new(command: &'static str, clock: Option<&'a dyn Clock>, deadline: Option<Instant>) -> Self {
        Self { command, clock, deadline, since: clock.map(Clock::now) }
    }

    pub(super) fn now(&self) -> Option<Instant> {
        self.clock.map(Clock::now)
    }

    /// Waits for `future`.
    ///
    /// # Errors
    /// The deadline comes first.
    pub(super) async fn until<T>(&self, what: WaitingFor, future: impl Future<Output = T>) -> Result<T, NotStarted> {
        let mut future = pin!(future);
        let mut timer = None;
        poll_fn(|context| {
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            // Most often nobody has to wait, and needs no timer.
            let timer = timer.get_or_insert_with(|| self.clock?.sleep(self.time_left()?));
            match timer.as_mut().map(|timer| timer.as_mut().poll(context)) {
                Some(Poll::Ready(())) => Poll::Ready(Err(self.not_started(what))),
                _ => Poll::Pending,
            }
        })
        .await
    }

    /// Waits for `time`.
    ///
    /// # Errors
    /// The deadline comes first, or nothing here can wait. Known at once, it is said at once.
    pub(super) async fn sleep(&self, what: WaitingFor, time: Duration) -> Result<(), NotStarted> {
        let is_in_vain = self.time_left().is_some_and(|left| left <= time);
        match self.clock.filter(|_| !is_in_vain).and_then(|clock| clock.sleep(time)) {
            Some(sleep) => sleep.await,
            None => return Err(self.not_started(what)),
        }
        Ok(())
    }

    fn time_left(&self) -> Option<Duration> {
        Some(self.deadline?.saturating_duration_since(self.now()?))
    }

    fn not_started(&self, what: WaitingFor) -> NotStarted {
        let waited = self.now().zip(self.since).map(|(now, since)| now.saturating_duration_since(since));
        NotStarted { command: self.command, waited: waited.unwrap_or_default(), waited_for: Some(what) }
    }
}
