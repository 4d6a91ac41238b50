//! What can be wrong with a callback, at either end. No text here holds a value.

use core::fmt;
use std::borrow::Cow;

use qq_cgi_wire::{InvalidParam, Unverified};

use crate::reply::DecodeError;

/// Why a received callback was not taken or cannot be understood. Names parameters, and never shows the key, the sign or
/// a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackError {
    /// The receiver's key is empty: everybody could make the sign.
    EmptyKey,
    /// The query is not from the sender, or was changed on the way: do not believe any of it.
    Unverified(Unverified),
    /// The query **is genuine**, and something in it cannot be understood.
    Unreadable {
        /// The parameter.
        param: String,
        /// Where in it: `items[3].id`; empty for the parameter as a whole.
        path: String,
        /// What is wrong: `expected a whole number, found a list`.
        what: Cow<'static, str>,
    },
}

impl CallbackError {
    pub(super) fn unreadable(param: &str, error: DecodeError) -> Self {
        Self::Unreadable { param: param.to_owned(), path: error.path, what: error.what }
    }
}

impl From<Unverified> for CallbackError {
    fn from(error: Unverified) -> Self {
        Self::Unverified(error)
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyKey => f.write_str("the key is empty, so that everybody could make the sign"),
            Self::Unverified(error) => write!(f, "the callback is not taken: {error}"),
            Self::Unreadable { param, path, what } => {
                write!(f, "the callback is genuine and cannot be understood: parameter `{param}`: ")?;
                if !path.is_empty() {
                    write!(f, "`{path}`: ")?;
                }
                f.write_str(what)
            }
        }
    }
}

/// What stands in the text already is no source of it.
impl std::error::Error for CallbackError {}

/// Why a callback cannot be sent. Nothing was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackUrlError {
    /// A parameter breaks its documented limits.
    InvalidParam(InvalidParam),
    /// The receiver's URL cannot be one.
    Receiver {
        /// Why: `it has a fragment`.
        why: &'static str,
    },
}

impl From<InvalidParam> for CallbackUrlError {
    fn from(error: InvalidParam) -> Self {
        Self::InvalidParam(error)
    }
}

impl fmt::Display for CallbackUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidParam(error) => error.fmt(f),
            Self::Receiver { why } => write!(f, "the receiver's URL cannot be used: {why}"),
        }
    }
}

impl std::error::Error for CallbackUrlError {}
