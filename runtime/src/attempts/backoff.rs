use core::time::Duration;

/// How long to wait before trying again: a random time between nothing and a bound that doubles with each attempt ("full
/// jitter"), so that clients that failed together do not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The bound after the first attempt.
    pub first: Duration,
    /// The bound never gets longer than this.
    pub most: Duration,
}

impl Backoff {
    /// The longest wait after the attempt `number`, counted from 1.
    #[must_use]
    pub fn bound(&self, number: u32) -> Duration {
        let doubled = 1_u32.checked_shl(number.saturating_sub(1)).unwrap_or(u32::MAX);
        self.first.saturating_mul(doubled).min(self.most)
    }

    /// A random wait after the attempt `number`, shorter than [`Backoff::bound`].
    #[must_use]
    pub fn wait(&self, number: u32) -> Duration {
        self.bound(number).mul_f64(fastrand::f64())
    }
}

/// At first up to 1 second, at most 20.
impl Default for Backoff {
    fn default() -> Self {
        Self { first: Duration::from_secs(1), most: Duration::from_secs(20) }
    }
}
