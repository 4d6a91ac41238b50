use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{
    Limits,
    rate_limit::RateLimit,
    rates::{CommandKey, Rates},
};
use crate::{
    client::{BuildError, ClientBuilder},
    clock::Clock,
    command::Command,
};

/// What a builder was told.
#[derive(Default)]
pub(crate) struct Settings {
    rate: Option<RateLimit>,
    rates: Vec<(CommandKey, RateLimit)>,
    max_in_flight: Option<usize>,
}

impl ClientBuilder {
    /// Sends each command that has no limit of its own at most so often for each app; every pair of app and command has a
    /// limiter to itself. No limit unless set, and then a refusal that asks to back off delays its own call alone.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.limits.rate = Some(limit);
        self
    }

    /// Sends the command `C` at most so often for each app, in place of [`ClientBuilder::rate_limit`].
    pub fn rate_limit_for<C: Command>(mut self, limit: RateLimit) -> Self {
        self.limits.rates.push((CommandKey::of::<C>(), limit));
        self
    }

    /// The most requests under way at a time, of all apps and commands; any number unless set. Whoever came first begins
    /// first. One that waits for its deadline in vain gets [`Error::NotStarted`](crate::Error::NotStarted).
    pub fn max_in_flight(mut self, most: usize) -> Self {
        self.limits.max_in_flight = Some(most);
        self
    }
}

impl Settings {
    pub(crate) fn build(self, clock: Option<&Arc<dyn Clock>>) -> Result<Limits, BuildError> {
        let Self { rate, rates, max_in_flight } = self;
        let mut all = rates.iter().map(|(_, limit)| limit).chain(&rate);
        if all.any(RateLimit::is_zero) || max_in_flight == Some(0) {
            return Err(BuildError::ZeroLimit);
        }
        let rates = match (rate.is_none() && rates.is_empty(), clock) {
            (true, _) => None,
            (false, Some(clock)) => Some(Rates::new(rate, rates, Arc::clone(clock))),
            (false, None) => return Err(BuildError::NoClock),
        };
        // More than that are as good as no limit.
        let capacity = max_in_flight.map(|most| Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Ok(Limits { rates, capacity })
    }
}
