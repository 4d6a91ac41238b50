//! Types as Rust names them: what two generated clients are compared by.

use qq_cgi_model::model::{Argument, ArgumentKind, Column, Field, Type};

/// The type in which a value is kept. Items are called as in the spec: that one was renamed is its own change.
fn kept(ty: &Type) -> String {
    match ty {
        Type::U32 => "u32".into(),
        Type::U64 => "u64".into(),
        Type::I32 => "i32".into(),
        Type::I64 => "i64".into(),
        Type::Bool => "bool".into(),
        Type::Text => "String".into(),
        Type::UnixSeconds => "UnixSeconds".into(),
        Type::Seconds => "Duration".into(),
        Type::Enum(name) | Type::Struct(name) => name.clone(),
        Type::Rows(name) => format!("rows:{name}"),
        Type::List(item) => format!("Vec<{}>", kept(item)),
        Type::Json(inner) => kept(inner),
        Type::Bytes => "Bytes".into(),
        Type::Bundle | Type::Host(_) | Type::Unknown => "()".into(),
    }
}

/// The type of a value that a caller gives. A secret text has one of its own.
fn given(field: &Field) -> String {
    if field.secret && field.ty == Type::Text { "Secret".into() } else { kept(&field.ty) }
}

/// The type of a public field.
pub(super) fn public(field: &Field) -> String {
    let ty = given(field);
    if field.required || field.default.is_some() { ty } else { format!("Option<{ty}>") }
}

/// The types that an argument or setter takes: that of the value, and those of a row's columns.
pub(super) fn taken(argument: &Argument<'_>) -> String {
    let own = match argument.kind {
        ArgumentKind::Field(field) => vec![given(field)],
        ArgumentKind::Row(_, row) => vec![kept(&row.ty)],
        ArgumentKind::OtherRow(_) => vec![kept(&Type::I64), kept(&Type::Text)],
    };
    let types: Vec<_> = own.into_iter().chain(argument.columns().map(column)).collect();
    types.join(", ")
}

/// Columns are numbers: what becomes one is taken.
fn column(column: &Column) -> String {
    kept(&column.ty)
}
