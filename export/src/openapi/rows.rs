//! Type tables: lists of objects, of which each row has a form of its own.

use qq_cgi_model::model::{Cell, Column, Row, Type, TypeTable};
use qq_cgi_wire::Limits;
use serde_json::{Value, json};

use super::{
    context::{Context, source_of},
    object::Object,
    schemas::{of_type, only, quoted},
};

pub(super) fn of_table(context: &Context<'_>, table: &TypeTable) -> Object {
    let rows = table.rows.iter().map(|row| of_row(context, table, row));
    let other = table.open.then(|| other_row(context, table));
    let must = table.rows.iter().filter(|row| row.required).map(|row| {
        let held = json!({ "properties": { &table.id: { "const": row.id } }, "required": [table.id] });
        json!({ "contains": held })
    });
    Object::new()
        .with("type", "array")
        .with("items", json!({ "anyOf": rows.chain(other).collect::<Vec<_>>() }))
        .with_filled("allOf", Value::Array(must.collect()))
        .with_text("description", &context.description(&table.about, Vec::new()))
        .and(source_of(&table.about))
}

fn of_row(context: &Context<'_>, table: &TypeTable, row: &Row) -> Value {
    let cells = table.columns.iter().zip(&row.cells);
    let columns = cells.map(|(column, cell)| match cell {
        Cell::Fixed(number) => described(context, only(Value::from(*number)), column),
        Cell::Caller => given(context, column),
    });
    let value = quoted(context, &row.ty, &row.limits);
    let recommended = row.recommended.then_some(true);
    object(table, only(Value::from(row.id)), value, columns)
        .with_text("description", &context.description(&row.about, Vec::new()))
        .with("x-qq-cgi-row", row.rust.trim_start_matches("r#"))
        .with_some("x-qq-cgi-recommended", recommended)
        .and(source_of(&row.about))
        .into()
}

/// What an open table takes besides its rows.
fn other_row(context: &Context<'_>, table: &TypeTable) -> Value {
    let known: Vec<_> = table.rows.iter().map(|row| row.id).collect();
    let id = of_type(context, &Type::I64, &Limits::NONE).with("not", json!({ "enum": known }));
    let value = Object::new().with("type", "string");
    let columns = table.columns.iter().map(|column| given(context, column));
    let text = context.language.pick("A row that is not listed.", "表中没有列出的行。");
    object(table, id, value, columns).with("description", text).into()
}

fn object(table: &TypeTable, id: Object, value: Object, columns: impl Iterator<Item = Object>) -> Object {
    let mut properties = Object::new().with(&table.id, id).with(&table.value, value);
    for (column, schema) in table.columns.iter().zip(columns) {
        properties = properties.with(&column.name, schema);
    }
    let names = [&table.id, &table.value].into_iter().chain(table.columns.iter().map(|column| &column.name));
    Object::new()
        .with("type", "object")
        .with("properties", properties)
        .with("required", json!(names.collect::<Vec<_>>()))
}

fn given(context: &Context<'_>, column: &Column) -> Object {
    described(context, of_type(context, &column.ty, &Limits::NONE), column)
}

fn described(context: &Context<'_>, schema: Object, column: &Column) -> Object {
    schema.with_text("description", &context.description(&column.about, Vec::new()))
}
