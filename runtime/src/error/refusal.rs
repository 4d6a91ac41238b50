//! Refused by gateway or command.

use core::fmt;

use crate::{
    attempts::{Cause, Layer},
    code::{ErrorCode, Remedy},
};

/// A refusal by gateway or command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal<T> {
    /// The code.
    pub code: T,
    /// The beginning of the message that came with it, at most 200 characters, secrets as `***`; may be empty. Meant for
    /// people: match on the code.
    pub message: String,
    /// What is left to do: what the error table says of the code, and after the call did that itself, what is to be done if
    /// it did not help. So [`Remedy::RetryOnce`] stands here only where the call did not retry; where it did, the next is
    /// [`Remedy::CheckCredentials`]. `None` for a code that the table does not list.
    pub remedy: Option<Remedy>,
    /// The HTTP status with which it came: 200, or from 400 to 499.
    pub status: u16,
    /// How many attempts the call made.
    pub attempts: u32,
}

impl<T: ErrorCode> Refusal<T> {
    pub(crate) fn new(code: i64, message: String, status: u16) -> Self {
        let code = T::from_code(code);
        Self { code, message, remedy: code.remedy(), status, attempts: 1 }
    }

    pub(super) fn cause(&self, by: Layer) -> Cause {
        Cause::Refused { by, code: self.code.number(), remedy: self.code.remedy(), status: self.status }
    }
}

/// `-5 SignatureMismatch: The signature … (签名验证失败); it says "sign error"; remedy: … (重试一次…); advice: …`.
impl<T: ErrorCode> fmt::Display for Refusal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if self.status != 200 {
            write!(f, "; HTTP status {}", self.status)?;
        }
        if !self.message.is_empty() {
            write!(f, "; it says {:?}", self.message)?;
        }
        let Some(entry) = self.code.entry() else { return Ok(()) };
        match (entry.en_remedy, entry.zh_remedy) {
            ("", "") => {}
            (only, "") | ("", only) => write!(f, "; remedy: {only}")?,
            (en, zh) => write!(f, "; remedy: {en} ({zh})")?,
        }
        write!(f, "; advice: {}", self.remedy.unwrap_or(entry.remedy))
    }
}

impl<T: ErrorCode> std::error::Error for Refusal<T> {}
