//! TOML files as a schema library takes them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

pub(crate) struct TomlFile {
    /// The path from the workspace on.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl TomlFile {
    pub(crate) fn value(&self) -> Value {
        parse(&self.text).unwrap_or_else(|| panic!("{} is no TOML", self.name))
    }
}

pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files of specs in the folders and below.
pub(crate) fn below(folders: &[&str]) -> Vec<TomlFile> {
    let mut files = Vec::new();
    for folder in folders {
        add(&workspace().join(folder), &mut files);
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

fn add(folder: &Path, files: &mut Vec<TomlFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The list of the document's headings is no spec.
        if path.is_dir() && !path.ends_with("spec/coverage") {
            add(&path, files);
        } else if path.extension().is_some_and(|end| end == "toml") && !path.ends_with("Cargo.toml") {
            let name = path.strip_prefix(workspace()).unwrap().to_string_lossy().into_owned();
            files.push(TomlFile { name, text: fs::read_to_string(&path).unwrap(), path });
        }
    }
}

/// A file as JSON; `None` if it is no TOML.
pub(crate) fn parse(text: &str) -> Option<Value> {
    DeTable::parse(text).ok().map(|table| of_table(table.get_ref()))
}

fn of_table(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), of_value(value.get_ref()))).collect())
}

fn of_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(i64::from_str_radix(number.as_str(), number.radix()).unwrap()),
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().unwrap()),
        DeValue::Boolean(value) => json!(value),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| of_value(item.get_ref())).collect(),
        DeValue::Table(table) => of_table(table),
    }
}
