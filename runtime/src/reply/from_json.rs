//! Types that can be read from an answer.

use core::time::Duration;

use serde_json::Value;

use super::{DecodeError, Json};
use crate::time::UnixSeconds;

/// A type that can be read from an answer.
pub trait FromJson: Sized {
    /// Reads `json`.
    ///
    /// # Errors
    /// It is not what the type needs; the error names the field.
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError>;
}

macro_rules! whole {
    ($($ty:ty => $what:literal;)*) => {$(
        impl FromJson for $ty {
            fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
                json.whole($what)
            }
        }
    )*};
}

whole! {
    u32 => "a whole number from 0 to 4294967295";
    u64 => "a whole number from 0 to 18446744073709551615";
    i32 => "a whole number of 32 bits";
    i64 => "a whole number of 64 bits";
}

impl FromJson for bool {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        json.boolean()
    }
}

impl FromJson for String {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        json.text().map(Into::into)
    }
}

impl FromJson for UnixSeconds {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        json.integer().map(Self::new)
    }
}

/// Whole seconds.
impl FromJson for Duration {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        u64::from_json(json).map(Self::from_secs)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        json.items()
    }
}

/// `None` for null.
impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        if json.value().is_null() { Ok(None) } else { T::from_json(json).map(Some) }
    }
}

/// As it came; for answers that the document does not describe.
impl FromJson for Value {
    fn from_json(json: Json<'_>) -> Result<Self, DecodeError> {
        json.cloned()
    }
}

/// Takes anything; for answers that hold nothing.
impl FromJson for () {
    fn from_json(_: Json<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }
}
