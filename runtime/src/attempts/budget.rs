use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// One retry, in the unit in which a budget counts.
const RETRY: u64 = 1_000;

/// How many retries all calls of a client may make together.
///
/// Each call that is sent adds a share of a retry, each retry takes one. However bad an outage is, a client with a share of
/// 10 % sends little more than 1.1 requests for each of them: a server that is down is not buried under repetitions.
#[derive(Debug)]
pub struct RetryBudget {
    left: AtomicU64,
    per_call: u64,
    reserve: u64,
}

impl RetryBudget {
    /// `percent` retries for a hundred calls, and at most `reserve` at once: so many are there from the beginning.
    #[must_use]
    pub fn new(percent: u32, reserve: u32) -> Self {
        let reserve = u64::from(reserve) * RETRY;
        Self { left: AtomicU64::new(reserve), per_call: u64::from(percent) * RETRY / 100, reserve }
    }

    /// The first attempt of a call begins.
    pub(super) fn deposit(&self) {
        // Most often it is full, and then nothing is written that other threads would wait for.
        let more = |left: u64| (left < self.reserve).then(|| (left + self.per_call).min(self.reserve));
        // Full is as good as filled.
        let _ = self.left.fetch_update(Relaxed, Relaxed, more);
    }

    /// Takes a retry if there is one.
    pub(super) fn withdraw(&self) -> bool {
        self.left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(RETRY)).is_ok()
    }
}

/// 10 retries for a hundred calls, 10 at once.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(10, 10)
    }
}
