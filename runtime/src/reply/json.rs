//! A view of JSON that knows where it stands, so that errors can name the field.

use core::{fmt, num::IntErrorKind};
use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use super::{
    DecodeError, DecodeErrorKind, FromJson,
    path::{Path, Step},
};

/// Whole numbers beyond this may have lost digits on their way through a binary fraction.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A JSON value inside an answer.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    value: &'a Value,
    /// The field is not there; null stands for it.
    is_missing: bool,
    path: Path<'a>,
    /// The paths of fields that stand twice with different values.
    contradictions: &'a [String],
}

/// A JSON object inside an answer. Fields that nobody asks for are ignored.
#[derive(Clone, Copy)]
pub struct JsonObject<'a> {
    fields: &'a Map<String, Value>,
    path: Path<'a>,
    contradictions: &'a [String],
}

impl<'a> Json<'a> {
    pub(crate) const fn root(value: &'a Value) -> Self {
        Self::new(value, &[])
    }

    pub(super) const fn new(value: &'a Value, contradictions: &'a [String]) -> Self {
        Self { value, is_missing: false, path: Path::ROOT, contradictions }
    }

    /// The plain value.
    #[must_use]
    pub const fn value(&self) -> &'a Value {
        self.value
    }

    /// The value as an object.
    ///
    /// # Errors
    /// It is none.
    pub fn object(&self) -> Result<JsonObject<'a>, DecodeError> {
        match self.value {
            Value::Object(fields) => Ok(JsonObject { fields, path: self.path, contradictions: self.contradictions }),
            _ => Err(self.expected("an object")),
        }
    }

    /// The value as a whole number; a text that holds one will do.
    ///
    /// # Errors
    /// It is none, or has more than 64 bits.
    pub fn integer(&self) -> Result<i64, DecodeError> {
        self.whole("a whole number of 64 bits")
    }

    /// The value as a text; a number will do.
    ///
    /// # Errors
    /// It is neither, or a number with more digits than are kept.
    pub fn text(&self) -> Result<Cow<'a, str>, DecodeError> {
        match self.value {
            Value::String(text) => Ok(Cow::Borrowed(text)),
            Value::Number(number) if is_beyond(number) => Err(self.out_of_range("a text")),
            Value::Number(number) => Ok(Cow::Owned(number.to_string())),
            _ => Err(self.expected("a text")),
        }
    }

    /// The value as a truth value; 0 and 1 will do, and texts that say the same.
    ///
    /// # Errors
    /// It is none.
    pub fn boolean(&self) -> Result<bool, DecodeError> {
        match self.value {
            Value::Bool(value) => Ok(*value),
            Value::String(text) if text == "true" => Ok(true),
            Value::String(text) if text == "false" => Ok(false),
            _ => match self.integer() {
                Ok(0) => Ok(false),
                Ok(1) => Ok(true),
                _ => Err(self.expected("true or false")),
            },
        }
    }

    /// The items of a list, each as a `T`.
    ///
    /// # Errors
    /// It is no list, or an item is no `T`.
    pub fn items<T: FromJson>(&self) -> Result<Vec<T>, DecodeError> {
        let Value::Array(items) = self.value else {
            return Err(self.expected("a list"));
        };
        let item = |(index, value)| T::from_json(Json { value, path: self.path.then(Step::Item(index)), ..*self });
        items.iter().enumerate().map(item).collect()
    }

    /// The error of a value that is not what its field should hold, or of a field that is not there; `what` in words:
    /// `one of 1, 2`.
    #[must_use]
    pub fn expected(&self, what: impl fmt::Display) -> DecodeError {
        if self.is_missing {
            return DecodeError::missing(self.path.to_string());
        }
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        let what = format!("expected {what}, found {found}");
        DecodeError::at(self.path.to_string(), DecodeErrorKind::WrongType, what)
    }

    pub(crate) fn whole<T: TryFrom<i128>>(&self, what: &str) -> Result<T, DecodeError> {
        let number = match self.value {
            Value::Number(number) => whole(number),
            Value::String(text) => Whole::of(text.trim()),
            _ => Whole::None,
        };
        match number {
            Whole::Number(number) => T::try_from(number).map_err(|_| self.out_of_range(what)),
            Whole::Beyond => Err(self.out_of_range(what)),
            Whole::None => Err(self.expected(what)),
        }
    }

    /// The value as it came.
    ///
    /// # Errors
    /// Something in it stands there twice, with different values.
    pub(crate) fn cloned(&self) -> Result<Value, DecodeError> {
        if !self.contradictions.is_empty() {
            let path = self.path.to_string();
            let is_inside = |rest: &str| path.is_empty() || rest.starts_with(['.', '[']);
            if self.contradictions.iter().any(|at| at.strip_prefix(&*path).is_some_and(is_inside)) {
                let what = "something in it stands there twice, with different values";
                return Err(DecodeError::at(path, DecodeErrorKind::DuplicateField, what));
            }
        }
        Ok(self.value.clone())
    }

    fn out_of_range(&self, what: &str) -> DecodeError {
        let what = format!("expected {what}, found a number out of range");
        DecodeError::at(self.path.to_string(), DecodeErrorKind::NumberOutOfRange, what)
    }

    /// Refuses to take one of two values.
    fn unambiguous(self) -> Result<Self, DecodeError> {
        if self.contradictions.is_empty() {
            return Ok(self);
        }
        let path = self.path.to_string();
        if !self.contradictions.contains(&path) {
            return Ok(self);
        }
        let what = "it stands there twice, with different values";
        Err(DecodeError::at(path, DecodeErrorKind::DuplicateField, what))
    }

    fn is_blank(&self) -> bool {
        matches!(self.value, Value::String(text) if text.is_empty())
    }
}

impl JsonObject<'_> {
    /// A field that must be there.
    ///
    /// # Errors
    /// It is not there, or is no `T`.
    pub fn required<T: FromJson>(&self, name: &str) -> Result<T, DecodeError> {
        if !self.has(name) {
            return Err(DecodeError::missing(self.path.then(Step::Field(name)).to_string()));
        }
        T::from_json(self.single(name)?)
    }

    /// A field that may be missing, null, or, where `T` is no text, an empty text.
    ///
    /// # Errors
    /// It is there and is no `T`.
    pub fn optional<T: FromJson>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let json = self.single(name)?;
        match json.value {
            Value::Null => Ok(None),
            _ => T::from_json(json).map(Some).or_else(|error| if json.is_blank() { Ok(None) } else { Err(error) }),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// The field of this name, null where there is none.
    #[must_use]
    pub fn field<'b>(&'b self, name: &'b str) -> Json<'b> {
        let (value, is_missing) = self.fields.get(name).map_or((&Value::Null, true), |value| (value, false));
        Json { value, is_missing, path: self.path.then(Step::Field(name)), contradictions: self.contradictions }
    }

    /// [`field`](Self::field), unless it stands there twice with different values.
    pub(crate) fn single<'b>(&'b self, name: &'b str) -> Result<Json<'b>, DecodeError> {
        self.field(name).unambiguous()
    }
}

/// What a number or a text says.
enum Whole {
    Number(i128),
    /// A whole number that is too large for anything.
    Beyond,
    None,
}

impl Whole {
    fn of(text: &str) -> Self {
        match text.parse() {
            Ok(number) => Self::Number(number),
            Err(error) => match error.kind() {
                IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => Self::Beyond,
                _ => Self::None,
            },
        }
    }
}

fn whole(number: &Number) -> Whole {
    if is_beyond(number) {
        return Whole::Beyond;
    }
    // A whole number may come as `5.0`.
    let text = || number.to_string();
    number.as_i128().map_or_else(|| Whole::of(text().strip_suffix(".0").unwrap_or_default()), Whole::Number)
}

/// Whether a whole number was kept as a binary fraction and may be another one now.
fn is_beyond(number: &Number) -> bool {
    number.as_i128().is_none() && number.as_f64().is_none_or(|value| value.fract() == 0.0 && value.abs() >= EXACT)
}

/// Shows the path alone: an answer may hold what nobody should see.
impl fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({})", self.path)
    }
}

/// Shows the path alone.
impl fmt::Debug for JsonObject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonObject({})", self.path)
    }
}
