//! Words of enums that the spec does not know.
//!
//! A client reads an unknown word of an open enum and goes on. Here it may be what was paid for, and nobody knows what that is.

use qq_cgi_model::model::{Model, Type};
use serde_json::Value;

/// A value's type, to look at its words.
#[derive(Clone, Copy)]
pub(crate) struct Words<'m> {
    pub(crate) model: &'m Model,
    pub(crate) ty: &'m Type,
}

impl Words<'_> {
    /// The way down to the first word that the spec does not know: `.items[2].kind`.
    pub(crate) fn unknown(self, value: &Value) -> Option<String> {
        match (self.ty, value) {
            (Type::Enum(name), _) => {
                let text = text_of(value)?;
                let known = self.model.enum_(name)?.values.iter().any(|word| word.value.wire_text() == text);
                (!known).then(String::new)
            }
            (Type::Struct(name), Value::Object(object)) => {
                let fields = &self.model.struct_(name)?.fields;
                fields.iter().find_map(|field| {
                    let path = Words { ty: &field.ty, ..self }.unknown(object.get(&field.name)?)?;
                    Some(format!(".{}{path}", field.name))
                })
            }
            (Type::List(item), Value::Array(items)) => items.iter().enumerate().find_map(|(index, value)| {
                let path = Words { ty: item, ..self }.unknown(value)?;
                Some(format!("[{index}]{path}"))
            }),
            _ => None,
        }
    }
}

/// Texts, truth values and whole numbers as they would stand in a query.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}
