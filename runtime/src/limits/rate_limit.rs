use core::time::Duration;

/// How often a command may be sent for an app, attempts that repeat one included:
/// [`ClientBuilder::rate_limit`](crate::ClientBuilder::rate_limit).
///
/// In any span of time no more attempts begin than are due in it, plus one burst, plus one. Callers get their turn in the
/// order in which they came; one whose deadline comes first gets [`Error::NotStarted`](crate::Error::NotStarted).
///
/// # When the server asks to slow down
///
/// A refusal whose remedy is [`BackOff`](crate::Remedy::BackOff) slows down all calls of that command for that app:
///
/// - With a rate it halves the rate, down to a sixteenth of what was set, and bursts shrink to what is due in 10 ms.
/// - Without one ([`RateLimit::unlimited`]) it holds them off: no attempt begins for half a second; what had to wait
///   begins spread at random over as long a time again. Each further refusal doubles that time, up to 4 s.
///
/// Refusals of attempts that began before the last slowdown do not count again, so that many requests under way are one
/// reason to slow down and not many. A success five seconds after the last change undoes one halving (one doubling of the
/// hold-off), so that it takes at least 20 s to come back from a sixteenth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    rate: Option<Rate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rate {
    count: u32,
    period: Duration,
    burst: Option<u32>,
}

/// The longest time that a burst may stand for: far beyond any use, and far from what overflows.
const LONGEST: Duration = Duration::from_hours(24);

impl RateLimit {
    /// This many in a second. Timers have steps of a millisecond: beyond a few hundred a second the rate is reached only
    /// with a burst that covers some of these.
    #[must_use]
    pub const fn per_second(count: u32) -> Self {
        Self { rate: Some(Rate { count, period: Duration::from_secs(1), burst: None }) }
    }

    /// This many in a minute, evenly spread.
    #[must_use]
    pub const fn per_minute(count: u32) -> Self {
        Self { rate: Some(Rate { count, period: Duration::from_mins(1), burst: None }) }
    }

    /// As often as you like, until the server asks to slow down.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self { rate: None }
    }

    /// How many may begin at once after a time without any; unless set, what is due in 100 ms, and at least one. Means
    /// nothing without a rate.
    #[must_use]
    pub const fn burst(mut self, burst: u32) -> Self {
        if let Some(rate) = &mut self.rate {
            rate.burst = Some(burst);
        }
        self
    }

    /// Whether it would let nothing through.
    pub(super) fn is_zero(&self) -> bool {
        self.rate.is_some_and(|rate| rate.count == 0 || rate.burst == Some(0))
    }

    /// The time between two attempts and the size of a burst; `None` without a rate.
    pub(super) fn interval_and_burst(&self) -> Option<(Duration, u32)> {
        let Rate { count, period, burst } = self.rate?;
        let interval = (period / count.max(1)).max(Duration::from_nanos(1));
        let burst = burst.unwrap_or_else(|| due_in(Duration::from_millis(100), interval));
        Some((interval, burst.min(due_in(LONGEST, interval))))
    }
}

/// How many are due in `time`, at least one.
pub(super) fn due_in(time: Duration, interval: Duration) -> u32 {
    let due = time.as_nanos() / interval.as_nanos().max(1);
    u32::try_from(due).unwrap_or(u32::MAX).max(1)
}
