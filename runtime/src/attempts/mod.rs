//! The attempts of one call: when each may begin, how long it may take, and whether another one follows.
//!
//! In: a signed request, what became of it. Out: an answer of the transport, or the end. **Invariants**: what may have
//! arrived is not sent again unless the spec calls the command idempotent, whatever a policy says; nothing begins after
//! the deadline; a call that is dropped starts nothing further and is reported if it may have arrived. Not generic:
//! it is compiled once for all commands.

mod backoff;
mod budget;
mod cause;
mod hooks;
mod in_flight;
mod policy;
mod request_id;

use core::{future::poll_fn, task::Poll, time::Duration};
use std::{sync::Arc, time::Instant};

use self::in_flight::InFlight;
pub use self::{
    backoff::Backoff,
    budget::RetryBudget,
    cause::{Cause, Layer},
    hooks::{Attempt, Hooks},
    policy::{Decision, Failed, NeverRetry, RetryPolicy, StandardRetry},
    request_id::RequestId,
};
use crate::{
    client::Shared,
    clock::Clock,
    error::NotStarted,
    limits::{Gate, Slot, Waiting},
    transport::{BoxFuture, HttpRequest, HttpResponse, TransportError},
};

/// When a call ends at the latest.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Deadline {
    /// Then.
    At(Instant),
    /// After this time from its beginning.
    After(Duration),
}

/// One call and its attempts so far.
pub(crate) struct Attempts<'a> {
    client: &'a Shared,
    attempt: Attempt,
    /// What became of the attempts before.
    earlier: Vec<Cause>,
    deadline: Option<Instant>,
    /// Where the attempts wait until their rate limit lets them pass.
    gate: Option<Arc<Gate>>,
    /// When the present attempt began.
    began: Option<Instant>,
}

impl<'a> Attempts<'a> {
    /// A call that ends at `deadline`, or when the client's time for a whole call is over.
    pub(crate) fn new(client: &'a Shared, attempt: Attempt, deadline: Option<Deadline>) -> Self {
        let deadline = match deadline.unwrap_or(Deadline::After(client.overall_timeout)) {
            Deadline::At(deadline) => Some(deadline),
            Deadline::After(time) => client.clock.as_ref().and_then(|clock| clock.now().checked_add(time)),
        };
        let gate = client.limits.gate(&attempt);
        Self { client, attempt, earlier: Vec::new(), deadline, gate, began: None }
    }

    /// Counted from 1.
    pub(crate) const fn number(&self) -> u32 {
        self.attempt.number
    }

    /// Whether an attempt before this one was made because a code asked to sign again and send once more.
    pub(crate) fn did_retry_once(&self) -> bool {
        self.earlier.iter().any(Cause::asks_for_one_retry)
    }

    /// Waits until the limits let another attempt begin; how long that one may take, and its place among those under way.
    pub(crate) async fn begin(&mut self) -> Result<(Duration, Slot<'a>), NotStarted> {
        // What comes too late takes nothing from the limits.
        self.time_for_attempt()?;
        let waiting = Waiting::new(self.attempt.command, self.client.clock.as_deref(), self.deadline);
        let slot = self.client.limits.enter(self.gate.as_deref(), &waiting).await?;
        self.began = self.now();
        let time = self.time_for_attempt()?;
        if self.attempt.number == 1 {
            self.client.budget.deposit();
        }
        Ok((time, slot))
    }

    fn time_for_attempt(&self) -> Result<Duration, NotStarted> {
        let most = self.client.attempt_timeout;
        match self.time_left() {
            Some(Duration::ZERO) => Err(NotStarted::too_late(self.attempt.command)),
            Some(left) => Ok(left.min(most)),
            None => Ok(most),
        }
    }

    /// Hands `request` to the transport, and ends when its time is over, even if the transport does not.
    pub(crate) async fn exchange(
        &self,
        request: &HttpRequest,
        _until_the_answer: Slot<'a>,
    ) -> Result<HttpResponse, TransportError> {
        let mut in_flight = InFlight::new(&self.client.hooks, &self.attempt, request);
        let transport = &self.client.transport;
        let mut sending = transport.send(request);
        let clock = self.client.clock.as_ref().filter(|_| !transport.keeps_time());
        let mut timer = None;
        let answer = poll_fn(|context| {
            in_flight.begin();
            if let Poll::Ready(answer) = sending.as_mut().poll(context) {
                return Poll::Ready(answer);
            }
            // After the transport's own: that one knows whether anything was sent, and is to end no later.
            let timer = timer.get_or_insert_with(|| clock?.sleep(request.timeout()));
            match timer.as_mut().map(|timer| timer.as_mut().poll(context)) {
                Some(Poll::Ready(())) => Poll::Ready(Err(TransportError::TimedOut)),
                _ => Poll::Pending,
            }
        });
        let answer = answer.await;
        in_flight.end();
        answer
    }

    /// Takes note of what became of the attempt; whether another one is to be made, after the pause that goes before it. One
    /// that is free takes nothing from the budget.
    pub(crate) async fn again(&mut self, failure: Option<Cause>, is_free: bool) -> bool {
        let times = self.now().zip(self.began);
        if let (Some(gate), Some((now, began))) = (&self.gate, times) {
            gate.learn(failure, began, now);
        }
        let took = times.map(|(now, began)| now.saturating_duration_since(began));
        for hooks in &self.client.hooks {
            hooks.after(&self.attempt, failure.map_or(Ok(()), Err), took);
        }
        let Some(cause) = failure else { return false };
        let Some(Pause { time, sleep }) = self.pause_after(cause, is_free) else { return false };
        for hooks in &self.client.hooks {
            hooks.retrying(&self.attempt, time);
        }
        if let Some(sleep) = sleep {
            sleep.await;
        }
        self.earlier.push(cause);
        self.attempt.number = self.attempt.number.saturating_add(1);
        true
    }

    /// What goes before the next attempt; `None` where none is to be made.
    fn pause_after(&self, cause: Cause, is_free: bool) -> Option<Pause> {
        if cause.may_have_taken_effect() && !self.attempt.idempotent {
            return None;
        }
        let failed = Failed { attempt: &self.attempt, cause, earlier: &self.earlier };
        let Decision::RetryAfter(time) = self.client.retry.decide(&failed) else { return None };
        if self.time_left().is_some_and(|left| left <= time) {
            return None;
        }
        let sleep = if time.is_zero() { None } else { Some(self.client.clock.as_ref()?.sleep(time)?) };
        (is_free || self.client.budget.withdraw()).then_some(Pause { time, sleep })
    }

    fn time_left(&self) -> Option<Duration> {
        Some(self.deadline?.saturating_duration_since(self.now()?))
    }

    fn now(&self) -> Option<Instant> {
        self.client.clock.as_ref().map(Clock::now)
    }
}

/// What goes before another attempt.
struct Pause {
    time: Duration,
    sleep: Option<BoxFuture<'static, ()>>,
}
