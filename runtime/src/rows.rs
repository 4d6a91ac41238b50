//! The rows of a type table: numbered kinds of values, sent as a list of JSON objects.

use std::borrow::Cow;

use qq_cgi_wire::{InvalidParam, Limits, Sink, Text as _, Violation};

use crate::value::{AsValue, Value, write_display, write_json_items, write_json_text};

/// The JSON names of a type table.
#[derive(Debug, Clone, Copy)]
pub struct RowTable {
    /// The field of a row's id.
    pub id: &'static str,
    /// The field of a row's value.
    pub value: &'static str,
    /// Further numeric fields, in wire order.
    pub columns: &'static [&'static str],
    /// The ids that the table lists.
    pub listed: &'static [i64],
}

/// The rows that a request holds, in the order in which they were set.
#[derive(Debug, Clone)]
pub struct Rows {
    table: &'static RowTable,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    id: i64,
    value: String,
    number: Option<i128>,
    limits: &'static Limits,
    columns: Cow<'static, [i64]>,
    /// Set as a row that the table does not list, though it does.
    is_misplaced: bool,
}

/// What is expected of a listed row.
const LISTED: &str = "set by the setter of its row, which the table lists";

impl Rows {
    /// No rows yet.
    #[must_use]
    pub const fn new(table: &'static RowTable) -> Self {
        Self { table, rows: Vec::new() }
    }

    /// Sets the row `id`: replaces one that is there, else appends. `columns` stand in the order of the table.
    pub fn set(
        &mut self,
        id: i64,
        value: &(impl AsValue + ?Sized),
        limits: &'static Limits,
        columns: impl Into<Cow<'static, [i64]>>,
    ) {
        let value = value.as_value();
        let mut text = String::new();
        value.write_to(&mut text);
        let number = match value {
            Value::Uint(number) => Some(i128::from(number)),
            Value::Int(number) => Some(i128::from(number)),
            _ => None,
        };
        self.put(Row { id, value: text, number, limits, columns: columns.into(), is_misplaced: false });
    }

    /// Sets a row that the table does not list, under the id `id`. One that it does list makes the request invalid: its
    /// own setter knows its type and its limits.
    pub fn set_other(&mut self, id: i64, value: String, columns: Vec<i64>) {
        let is_misplaced = self.table.listed.contains(&id);
        self.put(Row { id, value, number: None, limits: &Limits::NONE, columns: Cow::Owned(columns), is_misplaced });
    }

    fn put(&mut self, row: Row) {
        match self.rows.iter_mut().find(|present| present.id == row.id) {
            Some(present) => *present = row,
            None => self.rows.push(row),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn check(&self, path: &dyn Fn() -> String) -> Result<(), InvalidParam> {
        self.rows.iter().enumerate().try_for_each(|(index, row)| {
            let checked = match row.number {
                _ if row.is_misplaced => Err(Violation::Malformed { expected: LISTED.to_owned() }),
                Some(number) => row.limits.check_number(number),
                None => row.limits.check_text(&row.value),
            };
            checked.map_err(|violation| {
                InvalidParam::new(
                    format!("{}[{index}].{} ({} {})", path(), self.table.value, self.table.id, row.id),
                    violation,
                )
            })
        })
    }

    pub(crate) fn write_json<S: Sink>(&self, out: &mut S) {
        let write = |index: usize, out: &mut S| {
            if let Some(row) = self.rows.get(index) {
                self.write_row(row, out);
            }
        };
        write_json_items(self.rows.len(), write, out);
    }

    fn write_row<S: Sink>(&self, row: &Row, out: &mut S) {
        out.push("{");
        write_json_text(self.table.id, out);
        out.push(":");
        write_display(&row.id, out);
        out.push(",");
        write_json_text(self.table.value, out);
        out.push(":");
        write_json_text(&row.value, out);
        for (name, number) in self.table.columns.iter().zip(&*row.columns) {
            out.push(",");
            write_json_text(name, out);
            out.push(":");
            write_display(number, out);
        }
        out.push("}");
    }
}
