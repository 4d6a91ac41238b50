//! Answers made of the samples in the spec.

use qq_cgi_model::model::{Command, Constant, Field, Model, Reply, ReplyCode, Struct, Type};
use serde_json::{Map, Value};

/// How deep an answer goes where structs hold themselves.
const DEPTH: usize = 4;

/// What `command` answers when all is well: samples where the spec has them, else the emptiest value of each type.
pub(crate) fn reply(model: &Model, command: &Command) -> Value {
    let mut object = match &command.reply {
        Reply::Struct(name) => model.struct_(name).map(|item| fields(model, item, DEPTH)).unwrap_or_default(),
        Reply::Unknown => Map::new(),
    };
    if let Some(ReplyCode { field, success, .. }) = &command.reply_code {
        let success = match object.get(field) {
            Some(Value::String(_)) => Value::from(success.to_string()),
            _ => Value::from(*success),
        };
        object.insert(field.clone(), success);
    }
    Value::Object(object)
}

fn fields(model: &Model, item: &Struct, depth: usize) -> Map<String, Value> {
    item.fields.iter().map(|field| (field.name.clone(), field_value(model, field, depth))).collect()
}

fn field_value(model: &Model, field: &Field, depth: usize) -> Value {
    let value = field.sample.as_ref().map_or_else(|| empty(model, &field.ty, depth), constant);
    if field.quoted && !value.is_string() { Value::from(value.to_string()) } else { value }
}

fn empty(model: &Model, ty: &Type, depth: usize) -> Value {
    match ty {
        Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds | Type::Seconds => Value::from(0),
        Type::Bool => Value::from(false),
        Type::Text | Type::Unknown | Type::Json(_) | Type::Bytes | Type::Bundle | Type::Host(_) => Value::from(""),
        Type::List(_) | Type::Rows(_) => Value::Array(Vec::new()),
        Type::Enum(name) => {
            let first = model.enum_(name).and_then(|known| known.values.first());
            first.map_or_else(|| Value::from(""), |first| constant(&first.value))
        }
        Type::Struct(name) => match model.struct_(name) {
            Some(item) if depth > 0 => Value::Object(fields(model, item, depth - 1)),
            _ => Value::Object(Map::new()),
        },
    }
}

fn constant(constant: &Constant) -> Value {
    match constant {
        Constant::Int(number) => Value::from(*number),
        Constant::Text(text) => Value::from(text.as_str()),
        Constant::Bool(value) => Value::from(*value),
    }
}
