//! What stands in an OpenAPI export.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod details;
mod examples;
mod shipped;
mod small;

use qq_cgi_export::{
    Language,
    openapi::{Options, document},
};
use qq_cgi_model::{Embedded, Model, check, check_embedded, load};
use qq_game_social::social;
use serde_json::Value;

fn shipped_model() -> Model {
    check_embedded(social::SPEC_FILES, social::BASE_FILES).model
}

fn export_of(model: &Model, language: Language) -> Value {
    document(model, &Options { language, version: "1.2.3", command: None })
}

/// The export of one file without mistakes.
fn export(toml: &str) -> Value {
    export_of(&model(toml), Language::En)
}

fn model(toml: &str) -> Model {
    let checked = check(load(&Embedded(&[("root.toml", toml)]), "root.toml"));
    let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert!(!checked.has_errors(), "{}", found.join("\n"));
    checked.model
}

/// Every text of a document with the JSON pointer to it, keys included.
fn texts(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| texts(item, &format!("{path}/{index}"), found));
        }
        Value::Object(fields) => {
            for (key, inner) in fields {
                found.push((path.to_owned(), key.clone()));
                texts(inner, &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}
