use core::time::Duration;
use std::time::Instant;

/// The most times that a rate is halved.
pub(super) const MOST: usize = 4;

/// How long nothing may have changed before a success undoes one halving.
const RECOVERY: Duration = Duration::from_secs(5);

/// For how long nothing begins after the first refusal, where there is no rate to halve.
const FIRST_HOLD_OFF: Duration = Duration::from_millis(500);

/// How far the server's wish to be asked less often has been followed.
#[derive(Debug, Default)]
pub(super) struct Slowdown {
    halvings: usize,
    changed: Option<Instant>,
    held_until: Option<Instant>,
}

impl Slowdown {
    /// How often the rate is halved at present.
    pub(super) const fn halvings(&self) -> usize {
        self.halvings
    }

    /// An attempt that began at `began` was asked to slow down.
    pub(super) fn refused(&mut self, began: Instant, now: Instant) {
        if self.changed.is_some_and(|changed| began <= changed) {
            return;
        }
        self.halvings = MOST.min(self.halvings + 1);
        self.changed = Some(now);
        self.held_until = now.checked_add(self.hold_off());
    }

    /// An attempt succeeded.
    pub(super) fn succeeded(&mut self, now: Instant) {
        let is_calm = self.changed.is_some_and(|changed| now.saturating_duration_since(changed) >= RECOVERY);
        if self.halvings > 0 && is_calm {
            self.halvings -= 1;
            self.changed = Some(now);
        }
    }

    /// For how long an attempt that would begin now is held off, where there is no rate to halve.
    pub(super) fn held_off(&self, now: Instant) -> Option<Duration> {
        let left = self.held_until?.saturating_duration_since(now);
        // All at once would be as bad as before.
        (!left.is_zero()).then(|| left.saturating_add(self.hold_off().mul_f64(fastrand::f64())))
    }

    fn hold_off(&self) -> Duration {
        let doublings = u32::try_from(self.halvings.saturating_sub(1)).unwrap_or(0);
        FIRST_HOLD_OFF.saturating_mul(2_u32.saturating_pow(doublings))
    }
}
