//! Handing orders over: each to one taker at a time, until somebody acknowledges it.

use std::{error::Error, fmt, str::FromStr, time::Duration};

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

/// `17:2`, the second lease of order 17.
impl fmt::Display for LeaseId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.order, self.lease)
    }
}

impl FromStr for LeaseId {
    type Err = NoLeaseId;

    fn from_str(text: &str) -> Result<Self, NoLeaseId> {
        let (order, lease) = text.split_once(':').ok_or(NoLeaseId)?;
        Ok(Self { order: order.parse().map_err(|_| NoLeaseId)?, lease: lease.parse().map_err(|_| NoLeaseId)? })
    }
}

/// Why a text is no [`LeaseId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLeaseId;

impl fmt::Display for NoLeaseId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a lease is an order's number and its own, as in 17:1, which is what it was taken with")
    }
}

impl Error for NoLeaseId {}
