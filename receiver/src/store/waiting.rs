//! What a store holds that somebody has yet to do something about.

/// What waits in a store. No more than [`Waiting::MOST`] of each kind are counted, so that looking costs the same however
/// much there is, and nothing for what is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting {
    /// Orders to be handed over, or being handed over.
    pub pending: u64,
    /// Those of them that nobody else gets now: they are being handed over, or were given back to come again later.
    pub leased: u64,
    /// When the first pending order came, the one with the lowest number, in milliseconds since 1970.
    pub oldest_pending: Option<i64>,
    /// Dead letters.
    pub dead: u64,
    /// Entries of the quarantine that nobody has decided about.
    pub held: u64,
}

impl Waiting {
    /// The most of each kind that are counted: this number stands for itself and all above.
    pub const MOST: u64 = 100_000;

    /// How long the first pending order has waited at `now`, in milliseconds; 0 where there is none, or where the clock by which
    /// it came is ahead.
    #[must_use]
    pub fn oldest_for(&self, now: i64) -> u64 {
        let since = self.oldest_pending.map(|came| now.saturating_sub(came));
        since.and_then(|since| u64::try_from(since).ok()).unwrap_or_default()
    }
}
