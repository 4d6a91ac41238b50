//! Handing orders over: each to one taker at a time, until somebody acknowledges it.

use std::time::Duration;

use super::{OrderId, StoredOrder};

/// What to lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Take {
    /// The most orders.
    pub limit: usize,
    /// How long nobody else gets them.
    pub visibility: Duration,
    /// After how many leases without an acknowledgement an order becomes a dead letter.
    pub max_attempts: u32,
    /// Milliseconds since 1970.
    pub now: i64,
}

/// An order that nobody else gets for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// To give it back with.
    pub id: LeaseId,
    /// The order; `attempts` counts this lease.
    pub order: StoredOrder,
}

/// The number of a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LeaseId {
    /// Of which order.
    pub order: OrderId,
    /// Which of its leases, counted from 1 and never afresh.
    pub lease: i64,
}
