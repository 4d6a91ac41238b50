//! What to look for in a store.

use super::{OrderId, QuarantineId, QuarantineState, State};

/// Which orders to show. Every `None` means any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderQuery {
    /// Of this app.
    pub app: Option<String>,
    /// Of this callback.
    pub callback: Option<String>,
    /// With this key.
    pub key: Option<String>,
    /// In this state.
    pub state: Option<State>,
    /// After this one: the last one of the page before.
    pub after: Option<OrderId>,
    /// The most orders.
    pub limit: usize,
}

impl Default for OrderQuery {
    /// The first 100 orders.
    fn default() -> Self {
        Self { app: None, callback: None, key: None, state: None, after: None, limit: 100 }
    }
}

/// What to show of the quarantine. Every `None` means any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineQuery {
    /// Of this app.
    pub app: Option<String>,
    /// In this state.
    pub state: Option<QuarantineState>,
    /// After this one: the last one of the page before.
    pub after: Option<QuarantineId>,
    /// The most entries.
    pub limit: usize,
}

impl Default for QuarantineQuery {
    /// The first 100 that nobody has decided about.
    fn default() -> Self {
        Self { app: None, state: Some(QuarantineState::Held), after: None, limit: 100 }
    }
}

/// How much there is of everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Orders to be handed over, or being handed over.
    pub pending: u64,
    /// Orders that were acknowledged.
    pub done: u64,
    /// Dead letters.
    pub dead: u64,
    /// Other bodies that came with an order's key.
    pub conflicts: u64,
    /// Entries of the quarantine that nobody has decided about.
    pub held: u64,
    /// Those that became orders.
    pub admitted: u64,
    /// Those that are not to become any.
    pub discarded: u64,
}

impl Counts {
    /// Orders, in whatever state.
    #[must_use]
    pub const fn orders(&self) -> u64 {
        self.pending.saturating_add(self.done).saturating_add(self.dead)
    }
}
