//! Orders, as they are stored.

use std::{fmt, num::ParseIntError, str::FromStr};

use super::{Key, Name};

/// A signed callback as it came, understood far enough to be told from others.
#[derive(Clone, PartialEq, Eq)]
pub struct Order {
    /// The receiver's name of the app.
    pub app: Name,
    /// The callback's key in the spec.
    pub callback: Name,
    /// What tells it from others of the app and callback.
    pub key: Key,
    /// The payload in a form that is the same whenever its fields are: two orders of one key that differ here conflict.
    pub fields: String,
    /// The payload's bytes as they were signed.
    pub raw: Vec<u8>,
    /// When it came, in milliseconds since 1970.
    pub received_at: i64,
}

impl fmt::Debug for Order {
    /// Without the payload, which names a player.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { app, callback, received_at, .. } = self;
        out.debug_struct("Order")
            .field("app", app)
            .field("callback", callback)
            .field("received_at", received_at)
            .finish_non_exhaustive()
    }
}

/// The number of an order in its store. Later orders have greater numbers; none is ever used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrderId(pub i64);

impl fmt::Display for OrderId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for OrderId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// What became of an order. Each names the one that is kept for its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// Its key was not there before.
    New(OrderId),
    /// Its key was there, with the same fields.
    Duplicate(OrderId),
    /// Its key was there, with other fields: the first order stands, and this body is stored beside it.
    Conflict(OrderId),
}

impl Stored {
    /// The order that is kept for the key.
    #[must_use]
    pub const fn id(self) -> OrderId {
        match self {
            Self::New(id) | Self::Duplicate(id) | Self::Conflict(id) => id,
        }
    }
}

/// An order in its store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOrder {
    /// Its number.
    pub id: OrderId,
    /// As it came first.
    pub order: Order,
    /// Whether it was handed over.
    pub state: State,
    /// How often it was leased since it came or was revived.
    pub attempts: u32,
    /// How many other bodies came with its key.
    pub conflicts: u64,
    /// Why it was not taken when it was handed over last, if whoever gave it back said so.
    pub last_error: Option<String>,
}

/// How far an order has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// To be handed over, or being handed over.
    Pending,
    /// Acknowledged by whoever took it.
    Done,
    /// A dead letter: leased too often without an acknowledgement. Only [`revive`](super::Store::revive) or
    /// [`ack`](super::Store::ack) changes that.
    Dead,
}

impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Dead => "dead",
        })
    }
}

/// Another body that came with an order's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its fields.
    pub fields: String,
    /// Its bytes as they were signed.
    pub raw: Vec<u8>,
    /// When it came first, in milliseconds since 1970.
    pub received_at: i64,
}
