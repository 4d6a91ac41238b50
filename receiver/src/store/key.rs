//! Texts that every store can index.

use std::{error::Error, fmt};

/// The most bytes of a [`Key`]: PostgreSQL indexes rows up to about 2,700 bytes, and two [`Name`]s stand beside it.
pub const MAX_KEY: usize = 2_000;

/// The most bytes of a [`Name`].
pub const MAX_NAME: usize = 128;

/// By what an order is told from others of its app and callback. Compared byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// A key from its text.
    ///
    /// # Errors
    /// It is empty, longer than [`MAX_KEY`] bytes, or has a NUL in it.
    pub fn new(text: impl Into<String>) -> Result<Self, Unstorable> {
        checked(text.into(), MAX_KEY).map(Self)
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The name of an app or of a callback. Compared byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// A name from its text.
    ///
    /// # Errors
    /// It is empty, longer than [`MAX_NAME`] bytes, or has a NUL in it.
    pub fn new(text: impl Into<String>) -> Result<Self, Unstorable> {
        checked(text.into(), MAX_NAME).map(Self)
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

fn checked(text: String, limit: usize) -> Result<String, Unstorable> {
    match text.len() {
        0 => Err(Unstorable::Empty),
        bytes if bytes > limit => Err(Unstorable::TooLong { bytes, limit }),
        _ if text.contains('\0') => Err(Unstorable::Nul),
        _ => Ok(text),
    }
}

/// Why a text cannot be a key or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unstorable {
    /// There is nothing to tell it by.
    Empty,
    /// It is too long for an index.
    TooLong {
        /// Its length in UTF-8.
        bytes: usize,
        /// The greatest length.
        limit: usize,
    },
    /// It has a NUL in it, which PostgreSQL refuses.
    Nul,
}

impl fmt::Display for Unstorable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("it is empty"),
            Self::TooLong { bytes, limit } => write!(out, "it has {bytes} bytes; the store indexes at most {limit}"),
            Self::Nul => out.write_str("it has a NUL in it"),
        }
    }
}

impl Error for Unstorable {}
