//! JSON objects, key by key in the order in which they are to stand.

use serde_json::{Map, Value};

#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Nothing is said of what has no text.
    pub(super) fn with_text(self, key: &str, text: &str) -> Self {
        self.with_some(key, Some(text).filter(|text| !text.is_empty()))
    }

    /// Nothing is said of a list or an object without items.
    pub(super) fn with_filled(self, key: &str, value: Value) -> Self {
        let is_empty = match &value {
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        self.with_some(key, Some(value).filter(|_| !is_empty))
    }

    /// A schema of an object that has what `first` has as well, and first.
    pub(super) fn joined(self, first: Self) -> Self {
        let mut joined = first;
        for (key, own) in self.0 {
            match (joined.0.get_mut(&key), own) {
                (Some(Value::Object(fields)), Value::Object(own)) => {
                    for (name, schema) in own {
                        fields.entry(name).or_insert(schema);
                    }
                }
                (Some(Value::Array(items)), Value::Array(own)) => {
                    items.extend(own.into_iter().filter(|item| !items.contains(item)).collect::<Vec<_>>());
                }
                (Some(_), _) => {}
                (None, own) => drop(joined.0.insert(key, own)),
            }
        }
        joined
    }

    /// Everything that `other` says.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}
