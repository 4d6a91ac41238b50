//! A view of JSON that knows where it stands, so that errors can name the field.

use core::fmt;
use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{DecodeError, FromJson};

/// A JSON value inside an answer.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    value: &'a Value,
    path: Path<'a>,
}

/// A JSON object inside an answer. Fields that nobody asks for are ignored.
#[derive(Clone, Copy)]
pub struct JsonObject<'a> {
    fields: &'a Map<String, Value>,
    path: Path<'a>,
}

/// The way from the root, each step on the stack of the function that took it.
#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Field(&'a str),
    Item(usize),
}

impl<'a> Json<'a> {
    pub(crate) const fn root(value: &'a Value) -> Self {
        Self { value, path: Path { parent: None, step: Step::Root } }
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
            Value::Object(fields) => Ok(JsonObject { fields, path: self.path }),
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
    /// It is neither.
    pub fn text(&self) -> Result<Cow<'a, str>, DecodeError> {
        match self.value {
            Value::String(text) => Ok(Cow::Borrowed(text)),
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
        let item = |(index, value)| T::from_json(Json { value, path: self.path.then(Step::Item(index)) });
        items.iter().enumerate().map(item).collect()
    }

    /// The error of a value that is not what its field should hold; `what` in words: `one of 1, 2`.
    #[must_use]
    pub fn expected(&self, what: impl fmt::Display) -> DecodeError {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        DecodeError::at(self.path.to_string(), format!("expected {what}, found {found}"))
    }

    pub(crate) fn whole<T: TryFrom<i128>>(&self, what: &str) -> Result<T, DecodeError> {
        let number = match self.value {
            Value::Number(number) => number.as_i128().or_else(|| number.to_string().strip_suffix(".0")?.parse().ok()),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| self.expected(what))
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
        let path = self.path.then(Step::Field(name));
        match self.fields.get(name) {
            Some(value) => T::from_json(Json { value, path }),
            None => Err(DecodeError::at(path.to_string(), "the field is missing")),
        }
    }

    /// A field that may be missing, null, or, where `T` is no text, an empty text.
    ///
    /// # Errors
    /// It is there and is no `T`.
    pub fn optional<T: FromJson>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let json = self.field(name);
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
        let value = self.fields.get(name).unwrap_or(&Value::Null);
        Json { value, path: self.path.then(Step::Field(name)) }
    }
}

impl Path<'_> {
    const fn then<'b>(&'b self, step: Step<'b>) -> Path<'b> {
        Path { parent: Some(self), step }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        fmt::Display::fmt(parent, f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) if matches!(parent.step, Step::Root) => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
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
