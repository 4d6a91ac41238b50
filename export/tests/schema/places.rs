//! The values in a file, each with what the language says about it.

use qq_cgi_model::syntax::{LANGUAGE, Shape};
use serde_json::{Map, Value};

/// A value of a file.
pub(crate) struct Place {
    /// Where it stands, as a JSON pointer.
    pub(crate) pointer: String,
    /// What can stand there.
    pub(crate) shape: &'static Shape,
    /// What stands there.
    pub(crate) value: Value,
}

static ROOT: &Shape = &Shape::Table(LANGUAGE);

/// Files of one item each, which together say what `file` says: they are quicker to check.
pub(crate) fn items(file: &Value) -> Vec<Value> {
    let one = |key: &str, value: Value| Value::Object(Map::from_iter([(key.to_owned(), value)]));
    let mut items = Vec::new();
    for (kind, value) in file.as_object().unwrap() {
        if kind == "spec" {
            items.push(one(kind, value.clone()));
        } else {
            let named = value.as_object().unwrap().iter();
            items.extend(named.map(|(name, item)| one(kind, one(name, item.clone()))));
        }
    }
    items
}

/// All values in `file`, but for itself.
pub(crate) fn of(file: &Value) -> Vec<Place> {
    let mut places = Vec::new();
    add(file, ROOT, "", &mut places);
    places.remove(0);
    places
}

fn add(value: &Value, shape: &'static Shape, pointer: &str, places: &mut Vec<Place>) {
    places.push(Place { pointer: pointer.to_owned(), shape, value: value.clone() });
    let below = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
    match (shape, value) {
        (Shape::Table(table), Value::Object(values)) => {
            for (key, value) in values {
                let known = table.all_keys().find(|known| known.name == key).unwrap();
                add(value, known.shape, &below(key), places);
            }
        }
        (Shape::Map(inner), Value::Object(values)) => {
            values.iter().for_each(|(key, value)| add(value, inner, &below(key), places));
        }
        (Shape::List(inner), Value::Array(values)) => {
            values.iter().enumerate().for_each(|(index, value)| add(value, inner, &below(&index.to_string()), places));
        }
        _ => {}
    }
}
