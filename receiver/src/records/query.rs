//! Which records to look for.

use qq_cgi_model::model::Find;

/// Which records of a table to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordQuery {
    /// The table.
    pub table: String,
    /// What all of them have to fulfil.
    pub conditions: Vec<Condition>,
    /// In this stage; `None` means any.
    pub stage: Option<String>,
    /// After the record with this key: the last one of the page before.
    pub after: Option<String>,
    /// The most records.
    pub limit: usize,
}

impl RecordQuery {
    /// The first 100 of a table.
    #[must_use]
    pub fn of(table: impl Into<String>) -> Self {
        Self { table: table.into(), conditions: Vec::new(), stage: None, after: None, limit: 100 }
    }
}

/// What a field has to hold. Upper and lower case are different in every store, and no letter stands for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The field.
    pub field: String,
    /// Whether `value` is the whole value or a part of it.
    pub how: Find,
    /// The value, or a part of it.
    pub value: String,
}
