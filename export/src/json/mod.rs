//! A Model as one JSON document: everything that it says, for other tools.
//!
//! The first key is `qq-cgi-model`, the version of the form. Within a version keys and kinds are added and never changed
//! or taken away, so a reader passes over what it does not know. Every key of an object is always there, `null` where
//! the Model says nothing. What can be one of several things is an object whose `kind` says which. [`schema`] says what
//! everything means; it and the document come from the same declarations, which name every field of the Model: one that
//! is not exported does not compile.

mod items;
mod parts;
mod written;

use qq_cgi_model::Model;
use serde_json::{Map, Value, json};

use crate::secrets;
use written::{Definitions, Written as _};

/// The version of the form.
pub const VERSION: u32 = 1;

/// The key that says of a document what it is, and of which version.
pub const KEY: &str = "qq-cgi-model";

/// All that a Model says, its base included. In examples that are no vectors, secret values are masked.
#[must_use]
pub fn document(model: &Model) -> Value {
    let mut document = Map::new();
    document.insert(KEY.to_owned(), VERSION.into());
    if let Value::Object(keys) = secrets::masked(model).written() {
        document.extend(keys);
    }
    Value::Object(document)
}

/// The JSON Schema (2020-12) of every [`document`].
#[must_use]
pub fn schema() -> Value {
    let mut definitions = Definitions::new();
    Model::schema(&mut definitions);
    let mut root = definitions.remove("Model").unwrap_or_default();
    if let Some(required) = root.get_mut("required").and_then(Value::as_array_mut) {
        required.insert(0, KEY.into());
    }
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        let version = json!({ "const": VERSION, "description": "The version of the form." });
        properties.shift_insert(0, KEY.to_owned(), version);
    }
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".to_owned(), "A spec of qq-cgi, checked".into());
    if let Value::Object(keys) = root {
        schema.extend(keys);
    }
    schema.insert("$defs".to_owned(), definitions.into_iter().map(|(name, of)| (name.to_owned(), of)).collect());
    Value::Object(schema)
}
