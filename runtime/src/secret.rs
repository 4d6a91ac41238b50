//! Secrets cannot be printed.

use core::fmt;

use crate::{AsValue, DecodeError, FromJson, Json, Value};

/// An app's secret or a player's token. `Debug` shows `***`; there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<str>);

impl Secret {
    /// Wraps a secret.
    #[must_use]
    pub fn new(secret: impl Into<Box<str>>) -> Self {
        Self(secret.into())
    }

    /// The secret itself. Never log it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl AsValue for Secret {
    fn as_value(&self) -> Value<'_> {
        Value::Text(self.expose())
    }
}

impl FromJson for Secret {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        json.text().map(|text| Self::new(text.into_owned()))
    }
}
