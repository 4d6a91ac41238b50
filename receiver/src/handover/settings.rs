//! Bounds of handing over, and pauses between two attempts.

use std::{error::Error, fmt, time::Duration};

/// The most milliseconds of a pause: far beyond what anybody waits for.
const LONGEST_MS: u64 = 1_000 * 60 * 60 * 24 * 365;

/// How orders are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The most orders that are handed over at once. No others are taken from the store meanwhile.
    pub at_once: usize,
    /// How long the handler may take for one.
    pub time_limit: Duration,
    /// How long nobody else gets an order that was taken; after a crash it comes again when that is over. Longer than
    /// `time_limit`.
    pub visibility: Duration,
    /// After how many attempts an order becomes a dead letter.
    pub max_attempts: u32,
    /// The pauses between two attempts.
    pub backoff: Backoff,
    /// How often the store is asked for orders while there is none.
    pub poll: Duration,
    /// How long what is under way may go on, once it is to stop.
    pub drain: Duration,
}

/// 16 at once, 15 seconds for each, a minute's lease, 300 attempts (a day with the default pauses), a question to the store
/// each second, 5 seconds to end.
impl Default for Settings {
    fn default() -> Self {
        Self {
            at_once: 16,
            time_limit: Duration::from_secs(15),
            visibility: Duration::from_mins(1),
            max_attempts: 300,
            backoff: Backoff::default(),
            poll: Duration::from_secs(1),
            drain: Duration::from_secs(5),
        }
    }
}

/// Pauses before an order is handed over again: random ones, up to a bound that doubles with each attempt. So what failed
/// together does not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The bound after the first attempt.
    pub first: Duration,
    /// The bound after many. Nobody who asks for a later attempt gets it later than this.
    pub most: Duration,
}

/// Up to 1 second, 2, 4 … 10 minutes.
impl Default for Backoff {
    fn default() -> Self {
        Self { first: Duration::from_secs(1), most: Duration::from_mins(10) }
    }
}

/// Why settings cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingsError {
    /// Something that must be there at least once is there never.
    Zero {
        /// The field's name.
        field: &'static str,
    },
    /// An order would be free for others while its handler still works.
    LeaseTooShort {
        /// How long a handler may take.
        time_limit: Duration,
        /// How long the lease is.
        visibility: Duration,
    },
}

impl Settings {
    /// Whether they can be used.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn check(&self) -> Result<(), SettingsError> {
        let zero = [
            ("at_once", self.at_once == 0),
            ("time_limit", self.time_limit.is_zero()),
            ("max_attempts", self.max_attempts == 0),
            ("poll", self.poll.is_zero()),
        ];
        if let Some((field, _)) = zero.into_iter().find(|(_, is_zero)| *is_zero) {
            return Err(SettingsError::Zero { field });
        }
        let Self { time_limit, visibility, .. } = *self;
        if visibility <= time_limit {
            return Err(SettingsError::LeaseTooShort { time_limit, visibility });
        }
        Ok(())
    }
}

impl Backoff {
    /// The pause after so many attempts, counted from 1.
    pub(super) fn pause(&self, attempts: u32) -> Duration {
        Duration::from_millis(fastrand::u64(0..=self.bound_ms(attempts)))
    }

    fn bound_ms(&self, attempts: u32) -> u64 {
        let millis = |span: Duration| u64::try_from(span.as_millis()).unwrap_or(u64::MAX).min(LONGEST_MS);
        let doubled = 1_u64.checked_shl(attempts.saturating_sub(1)).unwrap_or(u64::MAX);
        millis(self.first).saturating_mul(doubled).min(millis(self.most))
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero { field } => write!(f, "{field} is zero, so nothing would ever be handed over"),
            Self::LeaseTooShort { time_limit, visibility } => write!(
                f,
                "a lease of {visibility:?} would end while a handler still works, which may take {time_limit:?}: make \
                 visibility longer than time_limit"
            ),
        }
    }
}

impl Error for SettingsError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_bound() {
        let backoff = Backoff { first: Duration::from_secs(1), most: Duration::from_secs(7) };
        let bounds = [1, 2, 3, 4, 63, 64, 65, u32::MAX].map(|attempts| backoff.bound_ms(attempts));
        assert_eq!(bounds, [1_000, 2_000, 4_000, 7_000, 7_000, 7_000, 7_000, 7_000]);
        let pauses: Vec<_> = (0..1_000).map(|_| backoff.pause(4).as_millis()).collect();
        assert!(pauses.iter().all(|pause| *pause <= 7_000));
        // All of the span, not only its end: a thousand draws that miss a half of it would be a miracle.
        assert!(pauses.iter().any(|pause| *pause < 3_500) && pauses.iter().any(|pause| *pause > 3_500));
        let never = Backoff { first: Duration::MAX, most: Duration::MAX };
        assert!(never.pause(u32::MAX) <= Duration::from_millis(LONGEST_MS));
    }
}
