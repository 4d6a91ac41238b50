//! An order on its way to the game's code.

use std::{error::Error, fmt, time::Duration};

use serde_json::Value;

use crate::store::{Lease, OrderId};

/// An order that is handed over.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Delivery {
    /// Its number in the store, the same with each attempt: whoever has done it already does nothing.
    pub order: OrderId,
    /// The receiver's name of the app.
    pub app: String,
    /// The callback's key in the spec.
    pub callback: String,
    /// What tells it from others of the app and callback: a JSON list of texts.
    pub key: String,
    /// The payload's fields.
    pub fields: Value,
    /// The payload's bytes as they were signed.
    pub raw: Vec<u8>,
    /// Which attempt this is, counted from 1; after a dead letter was revived, from 1 again.
    pub attempt: u32,
    /// When it came, in milliseconds since 1970.
    pub received_at: i64,
}

impl From<Lease> for Delivery {
    fn from(lease: Lease) -> Self {
        let stored = lease.order;
        Self {
            order: stored.id,
            app: stored.order.app.to_string(),
            callback: stored.order.callback.to_string(),
            key: stored.order.key.to_string(),
            // The receiver stores JSON; what somebody else stored may be any text.
            fields: serde_json::from_str(&stored.order.fields).unwrap_or(Value::String(stored.order.fields)),
            raw: stored.order.raw,
            attempt: stored.attempts,
            received_at: stored.order.received_at,
        }
    }
}

impl fmt::Debug for Delivery {
    /// Without the payload, which names a player.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { order, app, callback, attempt, received_at, .. } = self;
        f.debug_struct("Delivery")
            .field("order", order)
            .field("app", app)
            .field("callback", callback)
            .field("attempt", attempt)
            .field("received_at", received_at)
            .finish_non_exhaustive()
    }
}

/// Why an order was not taken. Every error becomes one with `?`; so it is none itself.
///
/// Its text goes to alerts and logs: no secret and no player should stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverError {
    why: String,
    not_before: Option<Duration>,
}

impl HandoverError {
    /// Not taken, for this reason.
    #[must_use]
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), not_before: None }
    }

    /// Asks for a pause of this length at least, within the bounds of [`Backoff`](super::Backoff).
    #[must_use]
    pub const fn not_before(mut self, pause: Duration) -> Self {
        self.not_before = Some(pause);
        self
    }

    pub(super) const fn asked_pause(&self) -> Option<Duration> {
        self.not_before
    }
}

impl fmt::Display for HandoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl<E: Error> From<E> for HandoverError {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}
