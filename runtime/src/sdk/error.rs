//! What can come back in place of an SDK's reply.

use core::fmt;

use qq_cgi_wire::InvalidParam;
use serde_json::Value as JsonValue;

use super::{call::SdkCall, matrix::Unsupported};
use crate::{
    code::{ErrorCode, Remedy},
    reply::DecodeError,
    transport::BoxError,
};

/// The error of making the call `C`.
pub type SdkError<C> = CallError<<C as SdkCall>::Code, <C as SdkCall>::Detail, <C as SdkCall>::Failure>;

/// Why there is no reply; `K` are the codes of the answer, `D` those of its detail, `F` those of the SDK itself. One
/// variant for each situation of the caller.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<K, D, F> {
    /// A parameter breaks its documented limits. Nothing was handed to the platform.
    InvalidParam(InvalidParam),
    /// The call does not go to the chosen place. Nothing was handed to the platform.
    Unsupported(Unsupported),
    /// The SDK did not take the call: it returned `false`.
    NotAccepted,
    /// The answer is a refusal.
    Refused(CallRefusal<K, D>),
    /// The SDK itself failed: no network, no host app, …
    Failed(CallFailure<F>),
    /// The player cancelled.
    Cancelled,
    /// A later call took the listener, as SDKs keep one for each method. Whether this one took effect is not known.
    Superseded,
    /// The answer cannot be understood. **The call was made**: it may well have taken effect.
    Decode(DecodeError),
    /// The platform's side could not make the call.
    Platform(BoxError),
}

impl<K: ErrorCode, D: ErrorCode, F: ErrorCode> CallError<K, D, F> {
    /// The number with which the call was refused or failed; `None` also for a code whose number is not public. The same
    /// number means different things in the two.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Refused(refusal) => refusal.code.number(),
            Self::Failed(failure) => failure.code.number(),
            _ => None,
        }
    }

    /// What to do, as the error table says: that of the detail where it says something, else that of the code.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Refused(refusal) => {
                refusal.detail.and_then(|detail| detail.remedy()).or_else(|| refusal.code.remedy())
            }
            Self::Failed(failure) => failure.code.remedy(),
            _ => None,
        }
    }
}

impl<K: ErrorCode, D: ErrorCode, F: ErrorCode> fmt::Display for CallError<K, D, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidParam(error) => write!(f, "{error}; nothing was handed to the platform"),
            Self::Unsupported(error) => write!(f, "{error}; nothing was handed to the platform"),
            Self::NotAccepted => f.write_str("the SDK did not take the call"),
            Self::Refused(refusal) => write!(f, "the call was refused: {refusal}"),
            Self::Failed(failure) => write!(f, "the SDK failed: {failure}"),
            Self::Cancelled => f.write_str("the player cancelled"),
            Self::Superseded => {
                f.write_str("a later call took the listener; whether this one took effect is not known")
            }
            Self::Decode(error) => error.fmt(f),
            Self::Platform(error) => write!(f, "the platform could not make the call: {error}"),
        }
    }
}

impl<K: ErrorCode, D: ErrorCode, F: ErrorCode> std::error::Error for CallError<K, D, F> {
    /// What stands in the text already is no source of it: reports would say it twice.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Platform(error) => error.source(),
            _ => None,
        }
    }
}

impl<K, D, F> From<DecodeError> for CallError<K, D, F> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl<K, D, F> From<SdkRefused> for CallError<K, D, F> {
    fn from(error: SdkRefused) -> Self {
        match error {
            SdkRefused::InvalidParam(error) => Self::InvalidParam(error),
            SdkRefused::Unsupported(error) => Self::Unsupported(error),
        }
    }
}

/// Why a call cannot be prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SdkRefused {
    /// A parameter breaks its documented limits.
    InvalidParam(InvalidParam),
    /// The call does not go to the chosen place.
    Unsupported(Unsupported),
}

impl From<InvalidParam> for SdkRefused {
    fn from(error: InvalidParam) -> Self {
        Self::InvalidParam(error)
    }
}

impl fmt::Display for SdkRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidParam(error) => error.fmt(f),
            Self::Unsupported(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SdkRefused {}

/// A refusal in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallRefusal<K, D> {
    /// The code; that of success where only the detail refuses.
    pub code: K,
    /// The message that came with it, secrets as `***`; may be empty. Meant for people: match on the codes.
    pub message: String,
    /// The second code, where there is one.
    pub detail: Option<D>,
    /// The answer as it came: a refusal can hold more than its codes.
    pub answer: WholeAnswer,
}

/// An answer as it came. `Debug` does not show it: it may hold a token.
#[derive(Clone, PartialEq, Eq)]
pub struct WholeAnswer(Box<JsonValue>);

impl WholeAnswer {
    pub(super) fn new(json: JsonValue) -> Self {
        Self(Box::new(json))
    }

    /// The answer, with whatever secrets it holds.
    #[must_use]
    pub fn json(&self) -> &JsonValue {
        &self.0
    }
}

impl fmt::Debug for WholeAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WholeAnswer(..)")
    }
}

impl<K: ErrorCode, D: ErrorCode> fmt::Display for CallRefusal<K, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(detail) = &self.detail {
            write!(f, "; detail: {detail}")?;
        }
        if !self.message.is_empty() {
            write!(f, "; it says {:?}", self.message)?;
        }
        let advice = self.detail.and_then(|detail| detail.remedy()).or_else(|| self.code.remedy());
        advice.map_or(Ok(()), |advice| write!(f, "; advice: {advice}"))
    }
}

impl<K: ErrorCode, D: ErrorCode> std::error::Error for CallRefusal<K, D> {}

/// A failure of the SDK itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallFailure<F> {
    /// The code.
    pub code: F,
    /// The message that came with it, secrets as `***`; may be empty.
    pub message: String,
    /// More of it, secrets as `***`; may be empty.
    pub detail: String,
}

impl<F: ErrorCode> fmt::Display for CallFailure<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for text in [&self.message, &self.detail].into_iter().filter(|text| !text.is_empty()) {
            write!(f, "; it says {text:?}")?;
        }
        self.code.remedy().map_or(Ok(()), |advice| write!(f, "; advice: {advice}"))
    }
}

impl<F: ErrorCode> std::error::Error for CallFailure<F> {}
