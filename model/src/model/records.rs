//! Tables of records and their stages: `[table.NAME]`, `[stages.NAME]`.

use super::{About, Field};

/// A table of records that the vendor's administration keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its key in the TOML.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The field by which a record is known.
    pub key: String,
    /// The stages through which a record goes, by name.
    pub stages: Option<String>,
    /// The fields of a record, in file order.
    pub fields: Vec<RecordField>,
    /// Its texts.
    pub about: About,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordField {
    /// Name, type, limits, whether it is required or secret, and texts.
    pub field: Field,
    /// Whether the administration makes its value.
    pub generated: bool,
    /// Whether no later edit may change it; so is every key.
    pub immutable: bool,
    /// The table whose key it holds, by name.
    pub references: Option<String>,
    /// How records are found by it; `None` if they are not.
    pub find: Option<Find>,
}

/// How records are found by a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Find {
    /// By the whole value.
    Exact,
    /// By a part of the value.
    Fuzzy,
}

/// The stages of a life, in order; the first is where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Stages {
    /// Their key in the TOML.
    pub name: String,
    /// Their name in Rust.
    pub rust: String,
    /// The stages, in file order.
    pub steps: Vec<Stage>,
    /// Their texts.
    pub about: About,
}

/// One stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its name, the same in Rust.
    pub rust: String,
    /// The stages that can follow, by name.
    pub then: Vec<String>,
    /// Its texts.
    pub about: About,
}
