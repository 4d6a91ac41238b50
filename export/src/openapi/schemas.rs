//! Types, fields, structs and enums as JSON Schema 2020-12, the schema language of OpenAPI 3.1.

use qq_cgi_model::model::{Constant, Enum, Field, Origin, Struct, Type};
use qq_cgi_wire::Limits;
use serde_json::{Value, json};

use super::{
    constants,
    context::{Context, source_of},
    object::Object,
};

/// Whole numbers as they stand in a text: no plus, no leading zero.
const WHOLE_NUMBER: &str = "^(0|-?[1-9][0-9]*)$";
/// A URL that begins with `https://`, in any case.
const HTTPS: &str = "^[Hh][Tt][Tt][Pp][Ss]://";

/// The reference to the component `name`.
pub(super) fn reference(name: &str) -> Object {
    Object::new().with("$ref", format!("#/components/schemas/{name}"))
}

/// A value in JSON, or, of a plain type, in a query.
pub(super) fn of_type(context: &Context<'_>, ty: &Type, limits: &Limits) -> Object {
    match ty {
        Type::U32 => number("uint32", Some(0), limits),
        Type::U64 => number("uint64", Some(0), limits),
        Type::I32 => number("int32", None, limits),
        Type::I64 => number("int64", None, limits),
        Type::UnixSeconds => number("int64", None, limits).with("x-qq-cgi-unit", "unix_seconds"),
        Type::Seconds => number("uint64", Some(0), limits).with("x-qq-cgi-unit", "seconds"),
        Type::Bool => Object::new().with("type", "boolean"),
        Type::Text => text(limits),
        Type::Enum(name) | Type::Struct(name) => reference(name),
        Type::List(item) => {
            counted(Object::new().with("type", "array"), limits).with("items", of_type(context, item, limits))
        }
        Type::Rows(name) => {
            let table = context.model.type_table(name);
            counted(reference(table.map_or(name.as_str(), |table| &table.rust)), limits)
        }
        Type::Json(inner) => in_text(of_type(context, inner, limits)),
        Type::Bytes | Type::Bundle | Type::Host(_) | Type::Unknown => Object::new(),
    }
}

/// A value that is written as a text although it is none, as everything in a query is.
pub(super) fn quoted(context: &Context<'_>, ty: &Type, limits: &Limits) -> Object {
    match ty {
        Type::Text => text(limits),
        Type::Enum(name) => match context.model.enum_(name).filter(|known| known.is_numeric()) {
            Some(known) if known.open => in_text(reference(name)).with("pattern", WHOLE_NUMBER),
            Some(known) => {
                let words = known.values.iter().map(|value| Value::from(value.value.wire_text()));
                in_text(reference(name)).with("enum", words.collect::<Vec<_>>())
            }
            None => reference(name),
        },
        Type::Bool => in_text(of_type(context, ty, limits)).with("enum", json!(["true", "false"])),
        Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds | Type::Seconds => {
            in_text(of_type(context, ty, limits)).with("pattern", WHOLE_NUMBER)
        }
        _ => in_text(of_type(context, ty, limits)),
    }
}

/// JSON inside a text.
fn in_text(schema: Object) -> Object {
    Object::new().with("type", "string").with("contentMediaType", "application/json").with("contentSchema", schema)
}

/// What a parameter or property holds, without what it says about itself.
pub(super) fn of_field(context: &Context<'_>, field: &Field) -> Object {
    let constant = |constant: &Constant| written(field, constant);
    let schema = match &field.origin {
        Origin::Constant(fixed) => only(constant(fixed)),
        _ if field.quoted => quoted(context, &field.ty, &field.limits),
        _ => of_type(context, &field.ty, &field.limits),
    };
    schema
        .with_some("default", field.default.as_ref().map(constant))
        .with_some("format", Some("password").filter(|_| field.secret && field.ty == Type::Text))
}

/// What can be nothing else. A client fills it in by itself, therefore the default.
pub(super) fn only(value: Value) -> Object {
    let ty = match value {
        Value::Number(_) => "integer",
        Value::Bool(_) => "boolean",
        _ => "string",
    };
    Object::new().with("type", ty).with("const", value.clone()).with("default", value)
}

/// What a parameter or property says about itself.
pub(super) fn marks(context: &Context<'_>, field: &Field) -> Object {
    let is_secret = context.model.is_secret(field);
    Object::new()
        .with_some("x-qq-cgi-from", from(&field.origin))
        .with_some("x-qq-cgi-secret", Some(true).filter(|_| is_secret))
        .with_some("x-qq-cgi-missing-code", field.missing_code)
        .and(source_of(&field.about))
}

/// Who gives a value, in the words of the spec language; `None` for a caller and for what is always the same.
pub(super) fn from(origin: &Origin) -> Option<String> {
    let word = match origin {
        Origin::Caller | Origin::Platform | Origin::Constant(_) => return None,
        Origin::AppId => "client.app_id",
        Origin::OpenId => "session.openid",
        Origin::AccessToken => "session.access_token",
        Origin::CommandName => "command.name",
        Origin::Sign => "sign",
        Origin::LengthOf(list) => return Some(format!("len({list})")),
    };
    Some(word.to_owned())
}

pub(super) fn of_struct(context: &Context<'_>, item: &Struct) -> Object {
    object(context, &item.fields)
        .with_text("description", &context.description(&item.about, Vec::new()))
        .and(source_of(&item.about))
}

/// An object of `fields`.
pub(super) fn object(context: &Context<'_>, fields: &[Field]) -> Object {
    let mut properties = Object::new();
    for field in fields {
        let schema = of_field(context, field)
            .with_text("description", &context.description(&field.about, Vec::new()))
            .with_some("examples", field.sample.as_ref().map(|sample| vec![written(field, sample)]))
            .and(marks(context, field));
        properties = properties.with(&field.name, schema);
    }
    let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
    Object::new().with("type", "object").with("properties", properties).with_filled("required", json!(required))
}

/// A constant as the field writes it.
fn written(field: &Field, constant: &Constant) -> Value {
    if field.quoted { Value::from(constant.wire_text()) } else { constants::value(constant) }
}

/// An open enum takes what it does not know, too.
pub(super) fn of_enum(context: &Context<'_>, known: &Enum) -> Object {
    let ty = if known.is_numeric() { "integer" } else { "string" };
    let words: Vec<_> = known.values.iter().map(|value| constants::value(&value.value)).collect();
    let names: Vec<_> = known.values.iter().map(|value| value.rust.as_str()).collect();
    let texts: Vec<_> = known.values.iter().map(|value| context.language.text(&value.about)).collect();
    let listed = known.values.iter().map(|value| {
        let text = context.language.text(&value.about);
        format!("- `{}` ({}): {text}", value.value.wire_text(), value.rust)
    });
    let listed = listed.collect::<Vec<_>>().join("\n");
    let closed = Object::new()
        .with("type", ty)
        .with("enum", words)
        .with("x-enum-varnames", names)
        .with("x-enum-descriptions", texts);
    let schema =
        if known.open { Object::new().with("anyOf", vec![Value::from(closed), json!({ "type": ty })]) } else { closed };
    schema.with_text("description", &context.description(&known.about, vec![listed])).and(source_of(&known.about))
}

fn number(format: &str, least: Option<i128>, limits: &Limits) -> Object {
    Object::new()
        .with("type", "integer")
        .with("format", format)
        .with_some("minimum", limits.min.or(least).and_then(whole))
        .with_some("maximum", limits.max.and_then(whole))
}

fn text(limits: &Limits) -> Object {
    Object::new()
        .with("type", "string")
        .with_some("minLength", limits.min_chars)
        .with_some("maxLength", limits.max_chars)
        .with_some("pattern", Some(HTTPS).filter(|_| limits.https_only))
}

fn counted(list: Object, limits: &Limits) -> Object {
    list.with_some("minItems", limits.min_items).with_some("maxItems", limits.max_items)
}

fn whole(number: i128) -> Option<Value> {
    i64::try_from(number).map(Value::from).or_else(|_| u64::try_from(number).map(Value::from)).ok()
}
