//! The language as JSON Schema: editors complete, describe and check keys by it.
//!
//! In: the tables of keys. Out: one schema for every file of a spec. **Invariant**: knows no key by name, and refuses
//! nothing that `check` takes; what only `check` can see, references and limits, it lets pass.
//!
//! Its form is the one that Taplo (Even Better TOML) understands best. That is draft 7: its validator takes a schema for
//! that draft whatever the schema says, and its completion ignores what stands beside a `$ref`, but merges `allOf`.

use std::collections::BTreeMap;

use qq_cgi_model::{
    syntax::{Key, LANGUAGE, Shape, TEXT_KEYS, TableShape, Word},
    type_pattern,
};
use serde_json::{Map, Value, json};

/// The JSON Schema, draft 7, of a file of a spec.
#[must_use]
pub fn json_schema() -> Value {
    let mut tables = BTreeMap::new();
    collect(LANGUAGE, &mut tables);
    let texts = TEXT_KEYS.iter().map(|key| (key.name.to_owned(), of_key(key)));
    let definitions: Map<_, _> = texts.chain(tables).collect();
    let mut schema = Map::new();
    schema.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    schema.extend(of_table(LANGUAGE));
    schema.insert("definitions".into(), Value::Object(definitions));
    Value::Object(schema)
}

/// The definitions of all tables inside `table`, by their names.
fn collect(table: &TableShape, found: &mut BTreeMap<String, Value>) {
    for inner in table.keys.iter().filter_map(|key| table_in(key.shape)) {
        let name = name_of(inner);
        if !found.contains_key(name) {
            found.insert(name.to_owned(), Value::Object(of_table(inner)));
            collect(inner, found);
        }
    }
}

fn table_in(shape: &'static Shape) -> Option<&'static TableShape> {
    match shape {
        Shape::Table(table) => Some(table),
        Shape::List(inner) | Shape::Map(inner) => table_in(inner),
        _ => None,
    }
}

fn name_of(table: &TableShape) -> &'static str {
    table.name.strip_suffix("Table").unwrap_or(table.name)
}

fn of_table(table: &TableShape) -> Map<String, Value> {
    let own = table.keys.iter().map(|key| (key.name.to_owned(), of_key(key)));
    let texts = if table.texts { TEXT_KEYS } else { &[] };
    let texts = texts.iter().map(|key| (key.name.to_owned(), reference(key.name)));
    let properties: Map<_, _> = own.chain(texts).collect();
    let required: Vec<_> = table.all_keys().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("title".into(), table.title.into());
    schema.insert("description".into(), table.doc.into());
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    schema.insert("additionalProperties".into(), false.into());
    schema
}

fn of_key(key: &Key) -> Value {
    let mut schema = Map::new();
    let words = words_in(key.shape).iter().map(|word| format!("- `{}`: {}", word.text, word.doc));
    let description: Vec<_> = [key.doc.to_owned()].into_iter().chain(words).collect();
    schema.insert("description".into(), description.join("\n").into());
    match of_shape(key.shape) {
        // What stands beside a reference does not count.
        Value::Object(shape) if shape.contains_key("$ref") => {
            schema.insert("allOf".into(), json!([shape]));
        }
        Value::Object(shape) => schema.extend(shape),
        _ => {}
    }
    Value::Object(schema)
}

fn words_in(shape: &'static Shape) -> &'static [Word] {
    match shape {
        Shape::Word(words) => words,
        Shape::List(inner) | Shape::Map(inner) => words_in(inner),
        _ => &[],
    }
}

fn of_shape(shape: &'static Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Type => json!({ "type": "string", "pattern": type_pattern() }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Constant => json!({ "type": ["integer", "string", "boolean"] }),
        // A pattern binds texts alone; `anyOf` would make editors offer the key twice.
        Shape::IntegerOr(word) => json!({ "type": ["integer", "string"], "pattern": format!("^{word}$") }),
        Shape::BoolOr(word) => json!({ "enum": [true, false, word] }),
        Shape::Word(words) => {
            let texts: Vec<_> = words.iter().map(|word| word.text).collect();
            let docs: Vec<_> = words.iter().map(|word| word.doc).collect();
            json!({ "enum": texts, "x-taplo": { "docs": { "enumValues": docs } } })
        }
        Shape::List(item) => json!({ "type": "array", "items": of_shape(item) }),
        Shape::Map(value) => json!({ "type": "object", "additionalProperties": of_shape(value) }),
        Shape::Table(table) => reference(name_of(table)),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}
