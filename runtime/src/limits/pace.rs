use core::{num::NonZeroU32, time::Duration};
use std::{sync::Arc, time::Instant};

use governor::{
    Quota, RateLimiter,
    clock::{self, Clock as _},
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};

use crate::clock::Clock;

/// One rate and its burst.
pub(super) struct Pace {
    limiter: RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Duration>>,
}

impl Pace {
    pub(super) fn new(interval: Duration, burst: u32, clock: &Arc<dyn Clock>) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let interval = interval.max(Duration::from_nanos(1));
        let quota = Quota::with_period(interval).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(burst);
        let ticks = Ticks { start: clock.now(), clock: Arc::clone(clock) };
        Self { limiter: RateLimiter::direct_with_clock(quota, ticks) }
    }

    /// Takes one of those that are due.
    ///
    /// # Errors
    /// None is; when the next one will be.
    pub(super) fn take(&self) -> Result<(), Duration> {
        self.limiter.check().map_err(|not_until| not_until.wait_time_from(self.limiter.clock().now()))
    }
}

/// The client's clock as governor reads one: the time since the start.
struct Ticks {
    start: Instant,
    clock: Arc<dyn Clock>,
}

impl clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.clock.now().saturating_duration_since(self.start)
    }
}
