//! The receiver's side, once a sign was found right: what the callback says.

use core::{fmt, marker::PhantomData, ops::Deref};
use std::collections::BTreeMap;

use qq_cgi_wire::{RawForm, Received};
use serde_json::Value;

use super::{Callback, CallbackError};
use crate::{
    reply::{DecodeError, DecodeErrorKind, Document, FromJson, Json},
    value::Record as _,
};

/// A callback whose sign is right. `Debug` shows no value.
///
/// A right sign does not make it new: whoever saw the URL can send it again. Remember its [`key`](Self::key), and answer one
/// that came before as if it had just been taken.
pub struct Verified<C> {
    received: Received,
    callback: PhantomData<fn() -> C>,
}

/// What a callback says.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Payload<P> {
    /// The fields that the spec knows.
    pub fields: P,
    /// All others.
    pub unknown: BTreeMap<String, Value>,
}

/// What tells a callback from all others: the same again is a duplicate.
///
/// `Display` writes it as one text, for instance for a column that is unique: a JSON list of the values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallbackKey(Vec<(&'static str, String)>);

/// The parameters of a genuine query, for generated code to read.
pub struct CallbackParams<'a> {
    received: &'a Received,
}

impl<C: Callback> Verified<C> {
    pub(super) const fn new(received: Received) -> Self {
        Self { received, callback: PhantomData }
    }

    /// Which form of the payload was signed: the bytes that came, or these and a line feed.
    #[must_use]
    pub const fn form(&self) -> RawForm {
        self.received.form()
    }

    /// The bytes of the payload, percent-decoded and otherwise as they came.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        self.received.bytes(C::SPEC.payload).unwrap_or_default()
    }

    /// All parameters but the sign, percent-decoded: known names as the spec writes them, unknown ones as they came.
    pub fn params(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.received.params()
    }

    /// What the callback says.
    ///
    /// # Errors
    /// The payload is not the JSON that the spec describes.
    pub fn payload(&self) -> Result<Payload<C::Payload>, CallbackError> {
        let param = C::SPEC.payload;
        let document = self.reader().document(param)?;
        let unreadable = |error: DecodeError| CallbackError::unreadable(param, error);
        let fields = C::Payload::from_json(document.root()).map_err(unreadable)?;
        let Value::Object(object) = document.root().cloned().map_err(unreadable)? else {
            return Ok(Payload { fields, unknown: BTreeMap::new() });
        };
        let known = fields.fields();
        let unknown = object.into_iter().filter(|(name, _)| known.iter().all(|field| field.name != name)).collect();
        Ok(Payload { fields, unknown })
    }

    /// The callback as its sender built it, with the parameters beside the payload.
    ///
    /// # Errors
    /// The first parameter that cannot be understood; [`payload`](Self::payload) may still be.
    pub fn callback(&self) -> Result<C, CallbackError> {
        C::read(&self.reader())
    }

    /// The values that together are said once.
    ///
    /// # Errors
    /// The payload is no JSON object, or lacks one of them.
    pub fn key(&self) -> Result<CallbackKey, CallbackError> {
        let param = C::SPEC.payload;
        let document = self.reader().document(param)?;
        let unreadable = |error: DecodeError| CallbackError::unreadable(param, error);
        let object = document.root().object().map_err(unreadable)?;
        let parts = C::SPEC.key.iter().map(|name| Ok((*name, object.required(name)?)));
        parts.collect::<Result<_, _>>().map(CallbackKey).map_err(unreadable)
    }

    fn reader(&self) -> CallbackParams<'_> {
        CallbackParams { received: &self.received }
    }
}

impl<C: Callback> fmt::Debug for Verified<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("callback", &C::SPEC.name).field("form", &self.form()).finish_non_exhaustive()
    }
}

/// Hand-written: a clone needs nothing of `C`.
impl<C> Clone for Verified<C> {
    fn clone(&self) -> Self {
        Self { received: self.received.clone(), callback: PhantomData }
    }
}

impl<P> Deref for Payload<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.fields
    }
}

impl CallbackKey {
    /// The names of the fields and their values, in the order of the spec.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

impl fmt::Display for CallbackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<_> = self.0.iter().map(|(_, value)| Value::from(value.as_str())).collect();
        write!(f, "{}", Value::Array(values))
    }
}

impl CallbackParams<'_> {
    /// A plain parameter that must be there.
    ///
    /// # Errors
    /// It is not there, or is no `T`.
    pub fn required<T: FromJson>(&self, name: &str) -> Result<T, CallbackError> {
        let value = self.text(name)?.ok_or_else(|| missing(name))?;
        T::from_json(Json::root(&value)).map_err(|error| CallbackError::unreadable(name, error))
    }

    /// A plain parameter that may be missing or, where `T` is no text, empty.
    ///
    /// # Errors
    /// It is there and is no `T`.
    pub fn optional<T: FromJson>(&self, name: &str) -> Result<Option<T>, CallbackError> {
        match self.text(name)? {
            Some(Value::String(text)) if text.is_empty() => Ok(self.required(name).ok()),
            Some(_) => self.required(name).map(Some),
            None => Ok(None),
        }
    }

    /// A parameter with JSON text that must be there.
    ///
    /// # Errors
    /// It is not there, or is no `T`.
    pub fn required_json<T: FromJson>(&self, name: &str) -> Result<T, CallbackError> {
        let document = self.document(name)?;
        T::from_json(document.root()).map_err(|error| CallbackError::unreadable(name, error))
    }

    /// A parameter with JSON text that may be missing or empty.
    ///
    /// # Errors
    /// It is there and is no `T`.
    pub fn optional_json<T: FromJson>(&self, name: &str) -> Result<Option<T>, CallbackError> {
        match self.received.bytes(name) {
            None | Some([]) => Ok(None),
            Some(_) => self.required_json(name).map(Some),
        }
    }

    fn text(&self, name: &str) -> Result<Option<Value>, CallbackError> {
        let Some(bytes) = self.received.bytes(name) else { return Ok(None) };
        let text = core::str::from_utf8(bytes).map_err(|_| not_utf_8(name))?;
        Ok(Some(Value::from(text)))
    }

    /// The JSON in a parameter. White space around it, a line feed at its end for one, is none of it.
    fn document(&self, name: &str) -> Result<Document, CallbackError> {
        let bytes = self.received.bytes(name).ok_or_else(|| missing(name))?;
        let text = core::str::from_utf8(bytes).map_err(|_| not_utf_8(name))?;
        // serde_json refuses nesting deeper than 128, and its messages hold no values.
        let not_json = |error| DecodeError::new(DecodeErrorKind::NotJson, format!("it is not JSON: {error}"));
        Document::parse(text).map_err(|error| CallbackError::unreadable(name, not_json(error)))
    }
}

fn missing(name: &str) -> CallbackError {
    CallbackError::unreadable(name, DecodeError::new(DecodeErrorKind::MissingField, "it is missing"))
}

fn not_utf_8(name: &str) -> CallbackError {
    CallbackError::unreadable(name, DecodeError::new(DecodeErrorKind::NotUtf8, "it is not UTF-8"))
}
