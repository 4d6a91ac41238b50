//! The rows of a type table.

use qq_cgi_wire::{Limits, Violation};

use super::{Parser, Typed, TypedRow};
use crate::{
    json::{Json, Object},
    model::{Cell, Column, Row, Type, TypeTable},
};

impl Parser<'_> {
    pub(super) fn rows(&mut self, table: &TypeTable, limits: &Limits, items: &[Json], path: &str) -> Typed {
        self.check(limits.check_count(items.len()), path);
        let rows = items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| match item {
                Json::Object(object) => self.row(table, object, &format!("{path}[{index}]")),
                _ => self.malformed(&format!("{path}[{index}]"), "a JSON object"),
            })
            .collect();
        self.missing_rows(table, items, path);
        Typed::Rows(rows)
    }

    fn row(&mut self, table: &TypeTable, object: &Object, path: &str) -> Option<TypedRow> {
        let id = self.id(table, object, path);
        let index = id.and_then(|id| table.rows.iter().position(|row| row.id == id));
        let row = index.and_then(|index| table.rows.get(index));
        let value = id.and_then(|id| self.row_value(table, row, id, object, path));
        let columns = self.columns(table, row, object, path);
        self.unknown_keys(object, path, || {
            [&table.id, &table.value]
                .into_iter()
                .chain(table.columns.iter().map(|column| &column.name))
                .map(String::as_str)
        });
        Some(TypedRow { row: index, id: id?, value: value?, columns })
    }

    fn id(&mut self, table: &TypeTable, object: &Object, path: &str) -> Option<i64> {
        let path = format!("{path}.{}", table.id);
        let member = self.member(object, &table.id, &path)?;
        let Typed::Int(id) = self.json(&Type::I64, &Limits::NONE, member, &path)? else {
            return None;
        };
        let id = i64::try_from(id).ok()?;
        if table.open || table.rows.iter().any(|row| row.id == id) {
            return Some(id);
        }
        self.malformed(&path, format!("an id of the type table `{}`", table.name))
    }

    /// A row's value is always written as a string.
    fn row_value(
        &mut self,
        table: &TypeTable,
        row: Option<&Row>,
        id: i64,
        object: &Object,
        path: &str,
    ) -> Option<Typed> {
        let path = format!("{path}.{} ({} {id})", table.value, table.id);
        let Json::Text(text) = self.member(object, &table.value, &path)? else {
            return self.malformed(&path, "a JSON string");
        };
        match row {
            Some(row) => self.text(&row.ty, &row.limits, text, &path),
            None => Some(Typed::Text(text.clone())),
        }
    }

    fn columns(&mut self, table: &TypeTable, row: Option<&Row>, object: &Object, path: &str) -> Vec<i64> {
        let mut numbers = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            let path = format!("{path}.{}", column.name);
            let number = self.column(column, object, &path);
            if let (Some(number), Some(Cell::Fixed(fixed))) = (number, row.and_then(|row| row.cells.get(index)))
                && number != *fixed
            {
                self.fault(&path, Violation::Fixed { expected: fixed.to_string() });
            }
            numbers.extend(number);
        }
        numbers
    }

    fn column(&mut self, column: &Column, object: &Object, path: &str) -> Option<i64> {
        let member = self.member(object, &column.name, path)?;
        let typed = self.json(&column.ty, &Limits::NONE, member, path)?;
        match typed.wire_text().and_then(|text| text.parse().ok()) {
            Some(number) => Some(number),
            None => self.malformed(path, format!("a whole number up to {}", i64::MAX)),
        }
    }

    fn member<'o>(&mut self, object: &'o Object, name: &str, path: &str) -> Option<&'o Json> {
        let value = object.get(name);
        if value.is_none() {
            self.fault(path, Violation::Missing);
        }
        value
    }

    fn missing_rows(&mut self, table: &TypeTable, items: &[Json], path: &str) {
        let id_of = |item: &Json| match item {
            Json::Object(object) => object.get(&table.id)?.whole(),
            _ => None,
        };
        let is_there = |row: &Row| items.iter().any(|item| id_of(item) == Some(i128::from(row.id)));
        for row in table.rows.iter().filter(|row| row.required && !is_there(row)) {
            let name = row.rust.trim_start_matches("r#");
            self.fault(&format!("{path}: row {} ({name})", row.id), Violation::Missing);
        }
    }
}
