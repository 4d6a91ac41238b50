//! The error of an answer that cannot be understood.

use core::fmt;
use std::borrow::Cow;

/// An answer that could not be understood.
///
/// **The request was sent and answered**: it may have taken effect. Do not repeat it blindly unless the command is
/// idempotent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong: `expected a whole number, found a list`.
    pub what: Cow<'static, str>,
    /// Where: `data.list[3].id`; empty for the body as a whole.
    pub path: String,
    /// The beginning of the body, at most 200 characters: secrets as `***`, control characters escaped.
    pub excerpt: String,
}

impl DecodeError {
    /// An error of the body as a whole.
    pub(crate) fn new(what: impl Into<Cow<'static, str>>) -> Self {
        Self::at(String::new(), what)
    }

    pub(crate) fn at(path: String, what: impl Into<Cow<'static, str>>) -> Self {
        Self { what: what.into(), path, excerpt: String::new() }
    }

    pub(crate) fn with_excerpt(self, excerpt: String) -> Self {
        Self { excerpt, ..self }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer cannot be understood: ")?;
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        f.write_str(&self.what)?;
        if !self.excerpt.is_empty() {
            write!(f, "; it begins: {}", self.excerpt)?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}
