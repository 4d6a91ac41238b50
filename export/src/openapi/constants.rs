//! Values of a spec as JSON.

use qq_cgi_model::model::{Constant, Enum, Model, Type};
use serde_json::Value;

pub(super) fn value(constant: &Constant) -> Value {
    match constant {
        Constant::Int(number) => Value::from(*number),
        Constant::Text(text) => Value::from(text.as_str()),
        Constant::Bool(value) => Value::from(*value),
    }
}

/// A raw text of a query as a value of the type `ty`. JSON in a parameter stays a text.
pub(super) fn typed(model: &Model, ty: &Type, text: &str) -> Value {
    let is_number = match ty {
        Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds | Type::Seconds => true,
        Type::Enum(name) => model.enum_(name).is_some_and(Enum::is_numeric),
        Type::Bool => return Value::from(text == "true"),
        _ => false,
    };
    let number = || text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from));
    Some(is_number).filter(|is| *is).and_then(|_| number().ok()).unwrap_or_else(|| Value::from(text))
}
