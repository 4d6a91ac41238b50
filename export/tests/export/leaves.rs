//! What stands in a spec's TOML files, item by item.

use std::collections::BTreeSet;

use qq_cgi_model::syntax::{LANGUAGE, Shape};
use toml::de::{DeTable, DeValue};

/// The secret of the kitchen sink's example without a sign.
pub(crate) const SECRET: &str = "only-in-the-file";

/// Parameters that are secret: in an example without a sign, no export tells them.
/// `what_is_secret_in_an_example_that_is_no_vector_is_masked` holds that.
const SECRETS: &[&str] = &["access_token", "token"];

/// An item as it is written.
pub(crate) struct Written {
    pub(crate) kind: String,
    pub(crate) key: String,
    pub(crate) leaves: Leaves,
}

/// What must be found again of an item.
#[derive(Default)]
pub(crate) struct Leaves {
    /// Keys that the author chose, texts, and numbers as texts.
    pub(crate) texts: Vec<String>,
    /// Names in Rust.
    pub(crate) rust: Vec<String>,
}

/// All items of a spec's files, and the keys of the language that they use, as `TABLE.key`.
pub(crate) fn of(files: &[(&str, &str)]) -> (Vec<Written>, BTreeSet<String>) {
    let (mut items, mut used) = (Vec::new(), BTreeSet::new());
    for (_, text) in files {
        let file = DeTable::parse(text).unwrap();
        for (kind, value) in file.get_ref() {
            let key = LANGUAGE.keys.iter().find(|key| key.name == kind.get_ref()).unwrap();
            used.insert(format!("{}.{}", LANGUAGE.name, key.name));
            let Shape::Map(shape) = key.shape else {
                // The root's own table: its files and levels are the check's.
                walk(value.get_ref(), key.shape, &mut used, &mut Leaves::default());
                continue;
            };
            for (key, value) in value.get_ref().as_table().unwrap() {
                let mut leaves = Leaves::default();
                walk(value.get_ref(), shape, &mut used, &mut leaves);
                items.push(Written { kind: kind.get_ref().to_string(), key: key.get_ref().to_string(), leaves });
            }
        }
    }
    (items, used)
}

/// Every key of the language, as `TABLE.key`.
pub(crate) fn language() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    keys_of(&Shape::Table(LANGUAGE), &mut all);
    all
}

fn keys_of(shape: &Shape, all: &mut BTreeSet<String>) {
    match shape {
        Shape::Table(table) => {
            for key in table.keys {
                if all.insert(format!("{}.{}", table.name, key.name)) {
                    keys_of(key.shape, all);
                }
            }
        }
        Shape::List(inner) | Shape::Map(inner) => keys_of(inner, all),
        _ => {}
    }
}

fn walk(value: &DeValue<'_>, shape: &Shape, used: &mut BTreeSet<String>, leaves: &mut Leaves) {
    match (value, shape) {
        (DeValue::Table(table), Shape::Table(of)) => {
            let masks = of.name == "ExampleTable" && !table.contains_key("sign");
            for (name, value) in table {
                let Some(key) = of.keys.iter().find(|key| key.name == name.get_ref()) else {
                    // The texts that every item has.
                    walk(value.get_ref(), &Shape::List(&Shape::Text), used, leaves);
                    continue;
                };
                used.insert(format!("{}.{}", of.name, key.name));
                match (key.name, value.get_ref().as_str()) {
                    ("rust", Some(rust)) => leaves.rust.push(rust.to_owned()),
                    ("from", Some(from)) => leaves.texts.push(source(from)),
                    _ if masks && key.name == "params" => {
                        let params = value.get_ref().as_table().unwrap().iter();
                        for (name, value) in params.filter(|(name, _)| !SECRETS.contains(&name.get_ref().as_ref())) {
                            leaves.texts.push(name.get_ref().to_string());
                            walk(value.get_ref(), &Shape::Constant, used, leaves);
                        }
                    }
                    _ => walk(value.get_ref(), key.shape, used, leaves),
                }
            }
        }
        (DeValue::Table(table), _) => {
            let inner = if let Shape::Map(inner) = shape { inner } else { shape };
            for (name, value) in table {
                leaves.texts.push(name.get_ref().to_string());
                walk(value.get_ref(), inner, used, leaves);
            }
        }
        (DeValue::Array(items), Shape::List(inner)) => {
            items.iter().for_each(|item| walk(item.get_ref(), inner, used, leaves));
        }
        (DeValue::Array(items), _) => items.iter().for_each(|item| walk(item.get_ref(), shape, used, leaves)),
        (DeValue::String(text), Shape::Type) => {
            leaves.texts.extend(text.split(':').map(str::to_owned));
        }
        // What is not public is nothing.
        (DeValue::String(text), _) if text == "unknown" => {}
        (DeValue::String(text), _) => leaves.texts.push(text.to_string()),
        (DeValue::Integer(number), _) => {
            leaves.texts.push(i64::from_str_radix(number.as_str(), number.radix()).unwrap().to_string());
        }
        _ => {}
    }
}

/// `len(list)` → `list`.
fn source(from: &str) -> String {
    from.strip_prefix("len(").and_then(|of| of.strip_suffix(')')).unwrap_or(from).to_owned()
}
