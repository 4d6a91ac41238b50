//! Why a store did not do it.

use std::{error::Error, fmt, sync::Arc};

/// What a store's driver said.
pub type Cause = Arc<dyn Error + Send + Sync>;

/// Why a store did not do it; one variant for each thing that an operator can do about it. Whatever it is, **nothing may be
/// acknowledged**. Many may wait for one batch and get the same, so it can be cloned.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum StoreError {
    /// A setting of the store makes it forget what it has acknowledged. It is not used.
    NotDurable {
        /// The setting's name, as the store's manual has it.
        setting: &'static str,
        /// Its value.
        found: String,
        /// The value that is needed.
        needed: &'static str,
    },
    /// The store was written by a later version of this program. It is left alone.
    Newer {
        /// The version of its tables.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// The store has tables of an earlier version, or none yet, and was opened to be looked into alone.
    Older {
        /// The version of its tables; 0 where there are none.
        found: i64,
        /// The version that is needed.
        known: i64,
    },
    /// There is no room left.
    Full(Cause),
    /// It may only be read.
    ReadOnly(Cause),
    /// It cannot be reached, read or written now: an I/O error, a lost connection, a lock that somebody else holds. It is
    /// tried afresh with the next call.
    Unavailable(Cause),
    /// The server does not let this program in: by its name, its password, or to that database.
    NotLetIn(Cause),
    /// The store's file was removed, replaced or cut while it was open: nobody would find what is stored now. No other file
    /// is made in its place. Where the same one is put back, the next call finds it.
    Replaced {
        /// What is there instead.
        how: String,
    },
    /// What it holds is damaged, or is no store.
    Damaged(Cause),
    /// The store was closed, or what ran it ended.
    Closed,
    /// A mistake of this program, or something in what it was given that the store cannot take: without that, the rest of
    /// a batch may be stored.
    Internal(Cause),
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDurable { setting, found, needed } => {
                write!(out, "the store would lose orders: {setting} is {found}, not {needed}")
            }
            Self::Newer { found, known } => {
                write!(out, "the store has tables of version {found}; this program knows versions up to {known}")
            }
            Self::Older { found, known } => write!(
                out,
                "the store has tables of version {found}, and those of version {known} are needed: whoever opens it to write, \
                 as a receiver does, brings it up"
            ),
            Self::Full(cause) => write!(out, "the store is full: {cause}"),
            Self::ReadOnly(cause) => write!(out, "the store can only be read: {cause}"),
            Self::Unavailable(cause) => write!(out, "the store is not available: {cause}"),
            Self::NotLetIn(cause) => write!(out, "the store does not let this program in: {cause}"),
            Self::Replaced { how } => write!(
                out,
                "the file of the store was removed or replaced while it was open: {how}; put the same file back, with what \
                 was beside it, or open the store anew"
            ),
            Self::Damaged(cause) => write!(out, "the store is damaged or no store: {cause}"),
            Self::Closed => out.write_str("the store is closed"),
            Self::Internal(cause) => write!(out, "the store was misused: {cause}"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Full(cause)
            | Self::ReadOnly(cause)
            | Self::Unavailable(cause)
            | Self::NotLetIn(cause)
            | Self::Damaged(cause)
            | Self::Internal(cause) => Some(cause.as_ref()),
            Self::NotDurable { .. }
            | Self::Newer { .. }
            | Self::Older { .. }
            | Self::Replaced { .. }
            | Self::Closed => None,
        }
    }
}
