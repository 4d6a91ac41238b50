//! Type tables.

use qq_cgi_model::model::{Cell, Column, Row, TypeTable};

use super::{
    Comparison,
    pairs::{Pairs, pairs},
};
use crate::{
    at::At,
    rules::{
        ARGUMENT_NAME, OPTIONAL_ADDED, OPTIONAL_REMOVED, REQUIRED_ADDED, REQUIRED_REMOVED, ROW_CELL, ROW_COLUMNS,
        ROW_ID, ROW_KEYS, ROW_RECOMMENDED, ROWS_CLOSED, ROWS_OPENED,
    },
    text,
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &TypeTable, new: &TypeTable) {
    comparison.changed(ROW_KEYS, &at.key("id"), &old.id, &new.id, Clone::clone);
    comparison.changed(ROW_KEYS, &at.key("value"), &old.value, &new.value, Clone::clone);
    comparison.switched(ROWS_OPENED, ROWS_CLOSED, &at.key("open"), old.open, new.open);
    let called = |name: &str| at.inner("rows", "row", name);
    let arguments = (comparison.old.row_arguments(old), comparison.new.row_arguments(new));
    comparison.arguments(at, &called, &arguments.0, &arguments.1);
    comparison.columns(at, &old.columns, &new.columns);
    comparison.rows(at, old, new);
}

impl Comparison<'_> {
    fn columns(&mut self, at: &At, old: &[Column], new: &[Column]) {
        let called = |column: &Column| at.inner("columns", "column", &column.name);
        let Pairs { both, gone, came } = pairs(old, new, |column| column.name.clone(), |_| None);
        for (was, is) in both {
            self.texts(&called(is), &was.about, &is.about);
            // All are numbers on the wire: the types bound them, and Rust knows them by the rows' setters.
            let none = &qq_cgi_wire::Limits::NONE;
            self.ty(&called(is), (&was.ty, none), (&is.ty, none));
            let name = called(is).key("rust");
            self.changed(ARGUMENT_NAME, &name, &was.rust, &is.rust, Clone::clone);
        }
        for column in came {
            self.came(ROW_COLUMNS, &called(column), Some(text::ty(&column.ty)));
        }
        for column in gone {
            self.gone(ROW_COLUMNS, &called(column), Some(text::ty(&column.ty)));
        }
    }

    fn rows(&mut self, at: &At, old: &TypeTable, new: &TypeTable) {
        let called = |row: &Row| at.inner("rows", "row", &row.rust);
        let id = |row: &Row| Some(row.id.to_string());
        let pairs = pairs(&old.rows, &new.rows, |row| row.rust.clone(), id);
        for (was, is) in pairs.both {
            let at = called(is);
            self.texts(&at, &was.about, &is.about);
            self.changed(ROW_ID, &at.key("id"), &was.id, &is.id, ToString::to_string);
            self.required(&at, was.required, is.required);
            self.ty(&at, (&was.ty, &was.limits), (&is.ty, &is.limits));
            let recommended = (&was.recommended, &is.recommended);
            self.changed(ROW_RECOMMENDED, &at.key("recommended"), recommended.0, recommended.1, ToString::to_string);
            self.cells(&at, (old, was), (new, is));
        }
        for row in pairs.came {
            let rule = if row.required { REQUIRED_ADDED } else { OPTIONAL_ADDED };
            self.came(rule, &called(row), Some(row.id.to_string()));
        }
        for row in pairs.gone {
            let rule = if row.required { REQUIRED_REMOVED } else { OPTIONAL_REMOVED };
            self.gone(rule, &called(row), Some(row.id.to_string()));
        }
    }

    /// What stands in the columns that both tables have.
    fn cells(&mut self, at: &At, (old_table, old): (&TypeTable, &Row), (new_table, new): (&TypeTable, &Row)) {
        let show = |cell: &Cell| match cell {
            Cell::Fixed(number) => number.to_string(),
            Cell::Caller => "caller".to_owned(),
        };
        for (column, is) in new_table.columns.iter().zip(&new.cells) {
            let mut cells = old_table.columns.iter().zip(&old.cells);
            let Some((_, was)) = cells.find(|(known, _)| known.name == column.name) else { continue };
            self.changed(ROW_CELL, &at.key("columns").key(&column.name), was, is, show);
        }
    }
}
