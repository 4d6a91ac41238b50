//! The plain values that are handed to the platform's side.

use core::{fmt, ops::Deref};

use serde_json::Value as JsonValue;

use crate::{
    secret::Secret,
    value::{AsValue, Value},
};

/// A value as the platform's side gets it. `Debug` never shows a secret, nor the content of bytes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SdkValue {
    /// An optional argument that was not set: `null`, `nil`.
    Null,
    /// A text.
    Text(String),
    /// A text that must not be shown; hand on what [`Secret::expose`] gives.
    Secret(Secret),
    /// A whole number.
    Int(i64),
    /// `true` or `false`.
    Bool(bool),
    /// Bytes.
    Bytes(Bytes),
    /// A list.
    List(Vec<SdkValue>),
    /// Named values, in order.
    Object(Vec<(String, SdkValue)>),
    /// An object of this class, which the platform's side brings along.
    Host(&'static str),
    /// The bundle stands here.
    Bundle,
}

impl SdkValue {
    /// The text, a secret one too.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Secret(secret) => Some(secret.expose()),
            _ => None,
        }
    }

    /// The value as JSON has it; what JSON has not (bytes, objects of the platform) is null.
    pub(super) fn to_json(&self) -> JsonValue {
        match self {
            Self::Null | Self::Bytes(_) | Self::Host(_) | Self::Bundle => JsonValue::Null,
            Self::Text(text) => JsonValue::from(text.as_str()),
            Self::Secret(secret) => JsonValue::from(secret.expose()),
            Self::Int(number) => JsonValue::from(*number),
            Self::Bool(value) => JsonValue::from(*value),
            Self::List(items) => JsonValue::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(fields) => {
                JsonValue::Object(fields.iter().map(|(name, value)| (name.clone(), value.to_json())).collect())
            }
        }
    }

    /// Numbers that are no `i64` become texts; no spec has any.
    pub(super) fn of_json(json: JsonValue) -> Self {
        match json {
            JsonValue::Null => Self::Null,
            JsonValue::Bool(value) => Self::Bool(value),
            JsonValue::Number(number) => number.as_i64().map_or_else(|| Self::Text(number.to_string()), Self::Int),
            JsonValue::String(text) => Self::Text(text),
            JsonValue::Array(items) => Self::List(items.into_iter().map(Self::of_json).collect()),
            JsonValue::Object(fields) => {
                Self::Object(fields.into_iter().map(|(name, value)| (name, Self::of_json(value))).collect())
            }
        }
    }
}

impl From<&str> for SdkValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for SdkValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for SdkValue {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for SdkValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

/// Bytes: a picture, a file. `Debug` shows how many, not which.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Bytes(Box<[u8]>);

impl Bytes {
    /// Wraps bytes.
    #[must_use]
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Self {
        Self(bytes.into())
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes)
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self::new(bytes)
    }
}

impl<const N: usize> From<&[u8; N]> for Bytes {
    fn from(bytes: &[u8; N]) -> Self {
        Self::new(bytes.as_slice())
    }
}

impl AsValue for Bytes {
    fn as_value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}
