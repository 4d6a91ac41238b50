//! Type tables.

use super::{
    columns::RowCells,
    context::{Context, Item, is_key, is_wire_name},
    limits::Written,
    types::{self, Lowered, TypePlace},
};
use crate::{
    diagnostic::{BAD_NAME, CELLS, DUPLICATE, DUPLICATE_CODE, Diagnostic, RUST_CLASH},
    model::{Cell, Column, Row, Type, TypeTable},
    naming,
    source::Located,
    syntax::{ColumnTable, RowTable, TypesTable},
};

/// The setter for rows that are not listed in an open table, and the constructor.
const RESERVED: &[&str] = &["new", "other"];

pub(super) fn lower(item: &Item<TypesTable>, context: &mut Context<'_>) -> TypeTable {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `achieve`");
    for json_name in [&table.id, &table.value].into_iter().flatten() {
        context.check_form(json_name, is_wire_name, "a JSON field's name");
    }
    let written = table.columns.as_ref().map(|columns| columns.value.as_slice()).unwrap_or_default();
    check_column_names(table, written, context);
    let columns: Vec<Column> =
        written.iter().map(|(name, column)| lower_column(name, column, *from_base, context)).collect();
    let mut rows: Vec<Row> = Vec::new();
    for (name, row) in table.rows.iter().flat_map(|rows| &rows.value) {
        let row = lower_row(name, row, &columns, *from_base, context);
        check_twins(name, &row, &rows, context);
        if rows.iter().all(|known| known.rust != row.rust) {
            rows.push(row);
        }
    }
    TypeTable {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, |name| format!("{}Rows", naming::camel_case(name))),
        id: table.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        value: table.value.as_ref().map(|value| value.value.clone()).unwrap_or_default(),
        columns,
        open: table.open.as_ref().is_some_and(|open| open.value),
        rows,
        about: context.about(&table.texts, name.span, *from_base),
    }
}

/// A row is one JSON object: a field stands in it once.
fn check_column_names(table: &TypesTable, columns: &[(Located<String>, ColumnTable)], context: &mut Context<'_>) {
    for (key, taken) in [("id", &table.id), ("value", &table.value)] {
        let twin = columns.iter().find(|(name, _)| taken.as_ref().is_some_and(|taken| taken.value == name.value));
        if let (Some((twin, _)), Some(taken)) = (twin, taken) {
            let message = format!("`{}` is the field of `{key}` already", twin.value);
            let found = Diagnostic::new(DUPLICATE, twin.span, message).label("a second field of this name");
            context.add(found.other(taken.span, "the first"));
        }
    }
}

fn lower_column(name: &Located<String>, column: &ColumnTable, from_base: bool, context: &mut Context<'_>) -> Column {
    context.check_form(name, is_wire_name, "a JSON field's name");
    Column {
        name: name.value.clone(),
        rust: context.rust_name(column.rust.as_ref(), name, naming::snake_case),
        ty: types::lower(column.ty.as_ref(), TypePlace::Column, context).meant,
        about: context.about(&column.texts, name.span, from_base),
    }
}

fn lower_row(
    name: &Located<String>,
    row: &RowTable,
    columns: &[Column],
    from_base: bool,
    context: &mut Context<'_>,
) -> Row {
    if RESERVED.contains(&name.value.as_str()) {
        let message = format!("a row cannot be called `{}`", name.value);
        context.add(Diagnostic::new(BAD_NAME, name.span, message).label("the name of a method that is there already"));
    }
    let Lowered { written: ty, meant } = types::lower(row.ty.as_ref(), TypePlace::Row, context);
    let limits = Written {
        min: row.min.as_ref(),
        max: row.max.as_ref(),
        min_chars: row.min_chars.as_ref(),
        max_chars: row.max_chars.as_ref(),
        non_empty: row.non_empty.as_ref(),
        ..Written::default()
    };
    Row {
        rust: context.rust_name(None, name, naming::snake_case),
        id: row.id.as_ref().map(|id| id.value).unwrap_or_default(),
        limits: limits.lower(&ty, context),
        ty: meant,
        required: row.required.as_ref().is_some_and(|required| required.value),
        recommended: row.recommended.as_ref().is_some_and(|recommended| recommended.value),
        cells: cells(name, row, columns, context),
        about: context.about(&row.texts, name.span, from_base),
    }
}

/// One cell for each column, in the order of the columns.
fn cells(name: &Located<String>, row: &RowTable, columns: &[Column], context: &mut Context<'_>) -> Vec<Cell> {
    let written = row.columns.as_ref().map(|cells| cells.value.as_slice()).unwrap_or_default();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let span = row.columns.as_ref().map_or(name.span, |cells| cells.span);
    let expected = "a number or \"caller\"";
    RowCells { of: "the table", expected, columns: &names, written, span }.check(context);
    for (name, cell) in written {
        if let Some(column) = columns.iter().find(|column| column.name == name.value) {
            check_cell(name, *cell, column, context);
        }
    }
    let of = |column: &Column| written.iter().find(|(name, _)| name.value == column.name).map(|(_, cell)| *cell);
    columns.iter().map(|column| of(column).unwrap_or(Cell::Fixed(0))).collect()
}

fn check_cell(name: &Located<String>, cell: Cell, column: &Column, context: &mut Context<'_>) {
    let Cell::Fixed(number) = cell else { return };
    let fits = match column.ty {
        Type::U32 => u32::try_from(number).is_ok(),
        Type::I32 => i32::try_from(number).is_ok(),
        _ => true,
    };
    if !fits {
        let message = format!("{number} does not fit the column `{}`", column.name);
        context.add(Diagnostic::new(CELLS, name.span, message).label("out of the column's range"));
    }
}

fn check_twins(name: &Located<String>, row: &Row, rows: &[Row], context: &mut Context<'_>) {
    if let Some(twin) = rows.iter().find(|known| known.id == row.id) {
        let message = format!("the id {} stands twice", row.id);
        context
            .add(Diagnostic::new(DUPLICATE_CODE, name.span, message).label(format!("`{}` has it already", twin.rust)));
    }
    if rows.iter().any(|known| known.rust == row.rust) {
        let message = format!("two rows are called `{}` in Rust", row.rust);
        context.add(Diagnostic::new(RUST_CLASH, name.span, message).label("the second"));
    }
}
