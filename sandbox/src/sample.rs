//! Answers made of the samples in the spec.

use qq_cgi_model::model::{Command, Constant, Field, Model, Origin, Reply, ReplyCode, Struct, Type};
use serde_json::{Map, Value};

use crate::{checks::Checks, refusal::words_for};

/// How deep an answer goes where structs hold themselves.
const DEPTH: usize = 4;

/// Said where an answer should name a player and cannot.
const NOBODY: &str = "this sandbox knows no player with this access token, so the answer names nobody";

/// What `command` answers when all is well: the player where an answer names one, samples where the spec has them, else
/// the emptiest value of each type.
pub(crate) fn reply(checks: &Checks<'_>, command: &Command, notes: &mut Vec<String>) -> Value {
    let model = &checks.vendor.model;
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
    name_player(checks, command, &mut object, notes);
    Value::Object(object)
}

/// The same answer with a code of the command's own.
pub(crate) fn refused(model: &Model, command: &Command, data: Value, code: i64, why: &str) -> Value {
    let (Value::Object(mut object), Some(reply_code)) = (data, &command.reply_code) else { return Value::Null };
    let shown = match object.get(&reply_code.field) {
        Some(Value::String(_)) => Value::from(code.to_string()),
        _ => Value::from(code),
    };
    object.insert(reply_code.field.clone(), shown);
    if let Some(message) = &reply_code.message {
        let words = reply_code.errors.as_deref().and_then(|table| words_for(model, table, code));
        let text = words.map_or_else(|| why.to_owned(), |words| format!("{words}: {why}"));
        object.insert(message.clone(), Value::from(text));
    }
    Value::Object(object)
}

/// Commands behind one path answer the same, so what one of them verifies stands in the answers of all.
fn name_player(checks: &Checks<'_>, command: &Command, object: &mut Map<String, Value>, notes: &mut Vec<String>) {
    let verified = || checks.route.commands.iter().copied().chain([command]).flat_map(|command| &command.verify);
    let Some(player) = checks.player(command) else {
        return notes.extend(verified().next().map(|_| NOBODY.to_owned()));
    };
    for (field, origin) in verified() {
        let value = match (origin, object.get(field)) {
            (Origin::AppId, Some(Value::Number(_))) => Value::from(player.app),
            (Origin::AppId, _) => Value::from(player.app.to_string()),
            (Origin::OpenId, _) => Value::from(player.openid.as_str()),
            _ => continue,
        };
        object.insert(field.clone(), value);
    }
}

/// A value of a field: its sample, or the emptiest one of its type.
pub(crate) fn value(model: &Model, field: &Field) -> Value {
    field_value(model, field, DEPTH)
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
