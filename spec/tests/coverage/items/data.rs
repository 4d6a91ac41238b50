//! What the calls are made of, and what the document only tells.

use qq_cgi_model::{
    Model,
    model::{
        Cell, Code, Enum, EnumValue, ErrorTable, Matrix, MatrixRow, Note, Row, Stages, Struct, Support, Table,
        TypeTable,
    },
};

use super::{Entry, Item, named};

pub(super) fn all(model: &Model) -> impl Iterator<Item = Item<'_>> {
    let types = model.structs.iter().map(struct_).chain(model.enums.iter().map(enum_));
    let types = types.chain(model.type_tables.iter().map(type_table)).chain(model.error_tables.iter().map(error_table));
    let records = model.tables.iter().map(table).chain(model.stages.iter().map(stages));
    types.chain(records).chain(model.matrices.iter().map(matrix)).chain(model.notes.iter().map(note))
}

fn struct_(item: &Struct) -> Item<'_> {
    Item::new("struct", &item.name, &item.name, &item.about)
        .printed("fields", item.fields.iter().map(Entry::field))
        .demands(item.fields.iter())
        .uses_types(&item.fields)
}

fn enum_(item: &Enum) -> Item<'_> {
    Item::new("enum", &item.name, &item.name, &item.about).printed("values", item.values.iter().map(value))
}

/// A constant's name stands in the texts of its value.
fn value(value: &EnumValue) -> Entry<'_> {
    let names = [value.rust.clone(), value.value.wire_text()];
    Entry { named_in_texts: true, ..Entry::new(names, &value.about) }
}

fn type_table(table: &TypeTable) -> Item<'_> {
    let columns = table.columns.iter().map(|column| Entry::new([column.name.clone()], &column.about));
    let types = table.rows.iter().map(|row| &row.ty).chain(table.columns.iter().map(|column| &column.ty));
    let mut item = Item::new("types", &table.name, &table.rust, &table.about)
        .printed("rows", table.rows.iter().map(row))
        .written("required", table.rows.iter().filter(|row| row.required).map(row))
        .written("columns", [Entry::word(&table.id), Entry::word(&table.value)].into_iter().chain(columns));
    item = item.written("cells", table.rows.iter().map(type_cells));
    item.uses.extend(types.filter_map(named));
    item
}

fn row(row: &Row) -> Entry<'_> {
    Entry::new([row.rust.clone(), row.id.to_string()], &row.about)
}

fn error_table(table: &ErrorTable) -> Item<'_> {
    let names = |code: &Code| {
        let number = code.code.map(|number| number.to_string());
        [code.rust.clone()].into_iter().chain(number).chain(code.symbol.clone())
    };
    Item::new("errors", &table.name, &table.rust, &table.about)
        .printed("codes", table.codes.iter().map(|code| Entry::new(names(code), &code.about)))
}

fn table(table: &Table) -> Item<'_> {
    let fields = || table.fields.iter().map(|record| &record.field);
    let found = table.fields.iter().filter(|record| record.find.is_some()).map(|record| &record.field);
    Item::new("table", &table.name, &table.rust, &table.about)
        .called()
        .printed("fields", fields().map(Entry::field))
        .written("find", found.map(Entry::field))
        .uses("stages", &table.stages)
        .uses("table", table.fields.iter().filter_map(|record| record.references.as_ref()))
        .uses_types(fields())
}

fn stages(stages: &Stages) -> Item<'_> {
    let steps = stages.steps.iter().map(|step| Entry::new([step.rust.clone()], &step.about));
    Item::new("stages", &stages.name, &stages.rust, &stages.about).called().written("steps", steps)
}

fn matrix(matrix: &Matrix) -> Item<'_> {
    let columns = matrix.columns.iter().map(|column| Entry {
        named_in_texts: true,
        ..Entry::new([column.name.clone(), column.rust.clone()], &column.about)
    });
    let rows = matrix.rows.iter().map(|row| Entry::new([row.name.clone()], &row.about));
    Item::new("matrix", &matrix.name, &matrix.rust, &matrix.about)
        .printed("columns", columns)
        .printed("rows", rows)
        .written("cells", matrix.rows.iter().map(matrix_cells))
}

/// `12 1 0`: a type's id and what stands in its columns.
fn type_cells(row: &Row) -> Entry<'_> {
    let cell = |cell: &Cell| match cell {
        Cell::Fixed(number) => format!(" {number}"),
        Cell::Caller => " caller".to_owned(),
    };
    Entry::word(&format!("{}{}", row.id, row.cells.iter().map(cell).collect::<String>()))
}

/// A row of a matrix as the document prints it.
fn matrix_cells(row: &MatrixRow) -> Entry<'_> {
    let cell = |cell: &Support| match cell {
        Support::Yes => " 支持".to_owned(),
        Support::No => " 不支持".to_owned(),
        Support::Only(condition) => format!(" {condition}"),
    };
    Entry::word(&format!("{}{}", row.name, row.cells.iter().map(cell).collect::<String>()))
}

fn note(note: &Note) -> Item<'_> {
    Item { rust: None, ..Item::new("note", &note.name, "", &note.about) }.words("url", &note.url)
}
