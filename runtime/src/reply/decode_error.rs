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
    kind: DecodeErrorKind,
    /// What is wrong: `expected a whole number, found a list`.
    pub what: Cow<'static, str>,
    /// Where: `data.list[3].id`; empty for the body as a whole.
    pub path: String,
    /// The beginning of the body, at most 200 characters: secrets as `***`, control characters escaped.
    pub excerpt: String,
    /// How many attempts the call made whose answer it is; 1 where there is no call.
    attempts: u32,
}

/// What is wrong with an answer, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The body is empty or blank.
    Empty,
    /// The body ends before its JSON does.
    Truncated,
    /// The body is an HTML page; most often a proxy or a load balancer wrote it, and not the gateway.
    HtmlPage,
    /// The body is no JSON, and its content type says that it never was meant to be. A content type alone is no error:
    /// gateways answer JSON as `text/html`.
    WrongContentType,
    /// The body is no UTF-8. A refusal is read even so, for its code.
    NotUtf8,
    /// The body is no JSON.
    NotJson,
    /// The body's JSON is nested deeper than 128.
    TooDeep,
    /// The body calls another function than the one that was asked for (JSONP).
    WrongCallback,
    /// What was to be read stands there twice, with different values. Readers differ in which of them they take.
    DuplicateField,
    /// A number is larger or smaller than its field allows, or has more digits than can be kept.
    NumberOutOfRange,
    /// A field that must be there is not.
    MissingField,
    /// A value is of another type than its field, or none of those that the field may have.
    WrongType,
    /// A code by its name, and no error table lists it.
    UnlistedCode,
}

impl DecodeError {
    /// An error of the body as a whole.
    pub(crate) fn new(kind: DecodeErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self::at(String::new(), kind, what)
    }

    pub(crate) fn at(path: String, kind: DecodeErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, what: what.into(), path, excerpt: String::new(), attempts: 1 }
    }

    pub(crate) fn missing(path: String) -> Self {
        Self::at(path, DecodeErrorKind::MissingField, "the field is missing")
    }

    /// What is wrong, for programs.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    pub(crate) const fn attempts(&self) -> u32 {
        self.attempts
    }

    pub(crate) const fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
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
