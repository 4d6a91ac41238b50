//! Matrices.

use super::{
    columns::RowCells,
    context::{Context, Item, is_camel, is_key, is_wire_name},
};
use crate::{
    diagnostic::{BAD_NAME, CELLS, Diagnostic, EMPTY, RUST_CLASH},
    model::{Constant, Matrix, MatrixColumn, MatrixRow, Support},
    naming,
    source::Located,
    syntax::{Map, MatrixColumnTable, MatrixRowTable, MatrixTable},
};

/// The constant that lists them all.
const ALL: &str = "ALL";

pub(super) fn lower(item: &Item<MatrixTable>, context: &mut Context<'_>) -> Matrix {
    let Item { name, table, from_base } = item;
    context.check_form(name, is_key, "a name such as `share`");
    refuse_empty(table.columns.as_ref(), "a matrix without columns", context);
    refuse_empty(table.rows.as_ref(), "a matrix without rows", context);
    let mut columns: Vec<MatrixColumn> = Vec::new();
    for (name, column) in table.columns.iter().flat_map(|columns| &columns.value) {
        let column = lower_column(name, column, *from_base, context);
        if let Some(twin) = columns.iter().find(|known| known.rust == column.rust) {
            let message = format!("`{}` and `{}` are both called `{}` in Rust", twin.name, name.value, column.rust);
            let found = Diagnostic::new(RUST_CLASH, name.span, message).label("the second");
            context.add(found.help("give one of them another name: rust = \"…\""));
        } else {
            columns.push(column);
        }
    }
    let rows = table.rows.iter().flat_map(|rows| &rows.value);
    Matrix {
        name: name.value.clone(),
        rust: context.rust_name(table.rust.as_ref(), name, naming::camel_case),
        rows: rows.map(|(name, row)| lower_row(name, row, table, &columns, *from_base, context)).collect(),
        columns,
        about: context.about(&table.texts, name.span, *from_base),
    }
}

fn refuse_empty<T>(map: Option<&Located<Map<T>>>, message: &str, context: &mut Context<'_>) {
    if let Some(map) = map.filter(|map| map.value.is_empty()) {
        context.add(Diagnostic::new(EMPTY, map.span, message).label("expected at least one"));
    }
}

fn lower_column(
    name: &Located<String>,
    column: &MatrixColumnTable,
    from_base: bool,
    context: &mut Context<'_>,
) -> MatrixColumn {
    context.check_form(name, is_wire_name, "letters, digits, `_`, `-` and `.`");
    let rust = context.rust_name(column.rust.as_ref(), name, naming::camel_case);
    if let Some(given) = &column.rust {
        context.check_form(given, is_camel, "a name such as `Friends`");
    }
    if rust == ALL {
        let span = column.rust.as_ref().map_or(name.span, |given| given.span);
        let found = Diagnostic::new(BAD_NAME, span, "the list of all columns is called `ALL` already");
        context.add(found.label("choose another name: rust = \"…\""));
    }
    MatrixColumn {
        name: name.value.clone(),
        rust,
        call: column.call.as_ref().map(|call| call.value.clone()),
        about: context.about(&column.texts, name.span, from_base),
    }
}

fn lower_row(
    name: &Located<String>,
    row: &MatrixRowTable,
    table: &MatrixTable,
    columns: &[MatrixColumn],
    from_base: bool,
    context: &mut Context<'_>,
) -> MatrixRow {
    context.check_form(name, is_wire_name, "letters, digits, `_`, `-` and `.`");
    let written = row.cells.as_ref().map(|cells| cells.value.as_slice()).unwrap_or_default();
    if let Some(cells) = &row.cells {
        let names: Vec<&str> =
            table.columns.iter().flat_map(|columns| &columns.value).map(|(name, _)| name.value.as_str()).collect();
        let expected = "`true`, `false` or a condition";
        RowCells { of: "the matrix", expected, columns: &names, written, span: cells.span }.check(context);
    }
    for (name, cell) in written {
        let wrong = match cell {
            Constant::Int(_) => Some("a number says nothing here"),
            Constant::Text(condition) if condition.trim().is_empty() => Some("an empty condition says nothing"),
            _ => None,
        };
        if let Some(wrong) = wrong {
            context.add(Diagnostic::new(CELLS, name.span, wrong).label("expected `true`, `false` or a condition"));
        }
    }
    let cell = |column: &MatrixColumn| written.iter().find(|(name, _)| name.value == column.name).map(|(_, cell)| cell);
    MatrixRow {
        name: name.value.clone(),
        cells: columns.iter().map(|column| support(cell(column))).collect(),
        about: context.about(&row.texts, name.span, from_base),
    }
}

fn support(cell: Option<&Constant>) -> Support {
    match cell {
        Some(Constant::Text(condition)) => Support::Only(condition.clone()),
        Some(Constant::Bool(false)) => Support::No,
        _ => Support::Yes,
    }
}
