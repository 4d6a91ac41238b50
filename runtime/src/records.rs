//! Records of an administration's tables: what their tables say, and what an edit may not change.

use core::fmt;

use qq_cgi_wire::{InvalidParam, Limits};

use crate::value::Value;

/// A record of a table: a generated struct.
pub trait TableRecord {
    /// What its table in the spec says.
    const SPEC: &'static TableSpec;

    /// The value of the field of this index in the table.
    fn value(&self, index: usize) -> Value<'_>;

    /// Checks every field against its documented limits.
    ///
    /// # Errors
    /// The first field that breaks its limits.
    fn check(&self) -> Result<(), InvalidParam> {
        let mut fields = Self::SPEC.fields.iter().enumerate();
        fields.try_for_each(|(index, field)| self.value(index).check(&field.limits, &|| field.name.to_owned()))
    }

    /// Checks that `newer` can take this record's place: the key and whatever else never changes are the same in both.
    ///
    /// # Errors
    /// The first field that may not change and did.
    fn check_edit(&self, newer: &Self) -> Result<(), FieldChanged> {
        let spec = Self::SPEC;
        let mut fixed = spec.fields.iter().enumerate().filter(|(_, field)| field.immutable);
        let changed = fixed.find(|(index, _)| !is_same(self.value(*index), newer.value(*index)));
        changed.map_or(Ok(()), |(_, field)| Err(FieldChanged { table: spec.name, field: field.name }))
    }
}

/// A table of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// The field by which a record is known.
    pub key: &'static str,
    /// The stages through which a record goes, by their key in the spec.
    pub stages: Option<&'static str>,
    /// The fields of a record, in the order of the spec.
    pub fields: &'static [RecordField],
}

/// A field of a record, as its table in the spec says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word of the table, and any of them goes with any other")]
pub struct RecordField {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the administration makes its value, not whoever enters the record.
    pub generated: bool,
    /// Whether no later edit may change it. No edit changes a key.
    pub immutable: bool,
    /// Whether it is never shown.
    pub secret: bool,
    /// The table whose key it holds.
    pub references: Option<&'static str>,
    /// How records are found by it; `None` if they are not.
    pub find: Option<Find>,
    /// Its documented limits.
    pub limits: Limits,
}

/// How records are found by a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Find {
    /// By the whole value (精确查询).
    Exact,
    /// By a part of the value (模糊查询).
    Fuzzy,
}

impl TableSpec {
    /// The field `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static RecordField> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// An edit changes what never changes. Names the field and shows no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldChanged {
    /// The table.
    pub table: &'static str,
    /// The field.
    pub field: &'static str,
}

impl fmt::Display for FieldChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no edit may change the field `{}` of a record in `{}`", self.field, self.table)
    }
}

impl std::error::Error for FieldChanged {}

/// Records hold plain values alone.
fn is_same(a: Value<'_>, b: Value<'_>) -> bool {
    match (a, b) {
        (Value::Unset, Value::Unset) => true,
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Uint(a), Value::Uint(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        _ => false,
    }
}
