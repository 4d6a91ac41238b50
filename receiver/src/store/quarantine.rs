//! Signed callbacks that cannot be used: kept until somebody has looked at them.

use std::{fmt, num::ParseIntError, str::FromStr};

use super::Name;

/// A signed callback that cannot be used.
#[derive(Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The receiver's name of the app.
    pub app: Name,
    /// The callback's key in the spec.
    pub callback: Name,
    /// Why it cannot be used, for whoever looks at it.
    pub reason: String,
    /// The payload's bytes as they were signed.
    pub raw: Vec<u8>,
    /// When it came, in milliseconds since 1970.
    pub received_at: i64,
}

impl fmt::Debug for Quarantined {
    /// Without the payload, which may name a player.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { app, callback, reason, received_at, .. } = self;
        out.debug_struct("Quarantined")
            .field("app", app)
            .field("callback", callback)
            .field("reason", reason)
            .field("received_at", received_at)
            .finish_non_exhaustive()
    }
}

/// The number of something in quarantine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuarantineId(pub i64);

impl fmt::Display for QuarantineId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for QuarantineId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// What the store has of something that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub id: QuarantineId,
    /// What somebody decided about it, if the same bytes came before.
    pub state: QuarantineState,
}

/// Something in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOrder {
    /// Its number.
    pub id: QuarantineId,
    /// As it came first.
    pub quarantined: Quarantined,
    /// What somebody decided.
    pub state: QuarantineState,
    /// Who discarded it, if somebody did, also where it was admitted after all.
    pub discarded: Option<Discard>,
}

/// Who said that nothing is to become of something in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discard {
    /// Who said so.
    pub by: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Why, for whoever is asked about the money.
    pub reason: String,
}

/// What somebody decided about something in quarantine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuarantineState {
    /// Nothing yet.
    Held,
    /// It became an order.
    Admitted,
    /// It is not to become one, unless somebody admits it after all.
    Discarded,
}

impl fmt::Display for QuarantineState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Held => "held",
            Self::Admitted => "admitted",
            Self::Discarded => "discarded",
        })
    }
}
