//! The platform's side: who has the real SDK at hand.

use core::fmt;

use serde_json::Value as JsonValue;

use super::{
    call::{BundleKey, CodeValue},
    value::SdkValue,
    warning::Warning,
};
use crate::transport::{BoxError, BoxFuture};

/// Makes the calls of a mobile SDK.
///
/// An implementation builds the bundle, resolves the [`BundleKey::Symbol`]s and [`SdkValue::Host`]s, calls the method, and
/// answers with what the SDK gives back: at once for a returned value, later for a listener.
pub trait SdkPlatform: Send + Sync + 'static {
    /// Makes one call, once.
    ///
    /// When the future is dropped, nobody waits for the answer any more; the SDK need not be told.
    ///
    /// # Errors
    /// The call could not be made: no SDK, no bridge to it, a class that is not there. What the SDK itself reports is an
    /// answer.
    fn call<'a>(&'a self, call: &'a PlatformCall) -> BoxFuture<'a, Result<PlatformAnswer, BoxError>>;
}

/// A call in plain values, ready for the platform's side. `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlatformCall {
    /// The call's key in the spec.
    pub name: &'static str,
    /// The platform: `android`, `ios`.
    pub platform: &'static str,
    /// The class or object on which it is called.
    pub receiver: Option<&'static str>,
    /// The method.
    pub method: &'static str,
    /// The positional arguments.
    pub args: Vec<SdkValue>,
    /// The class of the bundle, or of the object whose properties the bundle's values are.
    pub object: Option<&'static str>,
    /// The bundle: only what was set.
    pub bundle: Vec<(BundleKey, SdkValue)>,
    /// What the caller should know.
    pub warnings: Vec<Warning>,
}

/// What the SDK gave back. `Debug` does not show what it holds: an answer to a login holds the token.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum PlatformAnswer {
    /// The method returned this; [`SdkValue::Null`] for one that returns nothing.
    Returned(SdkValue),
    /// The listener got this; an object where the SDK gives one.
    Complete(JsonValue),
    /// The SDK itself failed, besides whatever a server would answer.
    Failed {
        /// The code.
        code: CodeValue,
        /// The message; may be empty.
        message: String,
        /// More of it; may be empty.
        detail: String,
    },
    /// The player cancelled.
    Cancelled,
    /// A later call took the listener, so that this one hears nothing any more.
    Superseded,
}

impl PlatformAnswer {
    /// [`PlatformAnswer::Failed`] with a code and a message.
    #[must_use]
    pub fn failed(code: impl Into<CodeValue>, message: impl Into<String>) -> Self {
        Self::Failed { code: code.into(), message: message.into(), detail: String::new() }
    }
}

impl fmt::Debug for PlatformAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returned(_) => f.write_str("Returned(..)"),
            Self::Complete(_) => f.write_str("Complete(..)"),
            Self::Failed { code, .. } => write!(f, "Failed({code})"),
            Self::Cancelled => f.write_str("Cancelled"),
            Self::Superseded => f.write_str("Superseded"),
        }
    }
}
