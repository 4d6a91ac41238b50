//! The schema of the spec language, held against a schema library and the shipped files.
//!
//! `spec/qq-cgi.schema.json` is written by `QQ_CGI_UPDATE=1 cargo test -p qq-cgi-export --test schema`. Whatever the tables
//! of keys refuse by themselves (unknown and missing keys, unknown words, wrong kinds) the schema refuses as well, at
//! every place of every shipped file. Nothing is claimed about references, limits and the form of names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod files;
mod keys;
mod places;

use std::{fs, path::Path, sync::LazyLock};

use files::{TomlFile, workspace};
use jsonschema::Validator;
use places::{Place, items};
use qq_cgi_export::schema::json_schema;
use qq_cgi_model::syntax::Shape;
use serde_json::{Value, json};

const SCHEMA: &str = "spec/qq-cgi.schema.json";
const REGENERATE: &str = "QQ_CGI_UPDATE=1 cargo test -p qq-cgi-export --test schema";

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft7::new(&json_schema()).unwrap());

/// The shipped component and the example of a spec of one's own.
static SHIPPED: LazyLock<Vec<TomlFile>> = LazyLock::new(|| files::below(&["spec", "examples/own_spec/specs"]));

fn mistakes(value: &Value) -> Vec<String> {
    VALIDATOR.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_committed_schema_is_up_to_date() {
    let schema = format!("{:#}\n", json_schema());
    let path = workspace().join(SCHEMA);
    if std::env::var_os("QQ_CGI_UPDATE").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(schema == written, "{SCHEMA} is stale; write it again: {REGENERATE}");
}

#[test]
fn the_schema_keeps_the_rules_of_its_draft() {
    jsonschema::meta::validate(&json_schema()).unwrap();
}

#[test]
fn every_shipped_file_names_the_schema_and_fits_it() {
    for file in SHIPPED.iter() {
        let line = file.text.lines().next().unwrap_or_default();
        let named = line.strip_prefix("#:schema ").unwrap_or_else(|| panic!("{}: {line}", file.name));
        let folder = Path::new(&file.path).parent().unwrap();
        let named = folder.join(named).canonicalize().unwrap_or_else(|error| panic!("{}: {error}", file.name));
        assert_eq!(named, workspace().join(SCHEMA).canonicalize().unwrap(), "{}", file.name);
        assert_eq!(mistakes(&file.value()), [""; 0], "{}", file.name);
    }
    assert!(SHIPPED.len() > 30, "only {} files", SHIPPED.len());
}

/// The schema must not be narrower than the language.
#[test]
fn the_tests_own_specs_fit_the_schema() {
    let files = files::below(&["tests/specs", "tests/renamed", "sandbox/tests", "model/tests/achieve"]);
    for file in &files {
        assert_eq!(mistakes(&file.value()), [""; 0], "{}", file.name);
    }
    assert!(files.len() > 15, "only {} files", files.len());
}

#[test]
fn every_misspelt_key_fails() {
    let (mut tried, mut no_toml, mut missed) = (0, 0, Vec::new());
    for file in SHIPPED.iter() {
        for key in keys::of_the_language(&file.text) {
            let mutant = format!("{}zz{}", &file.text[..key.end], &file.text[key.end..]);
            // A misspelt header can leave a table that another one extends as a list: that is refused before.
            let Some(value) = files::parse(&mutant) else {
                no_toml += 1;
                continue;
            };
            tried += 1;
            if VALIDATOR.is_valid(&value) {
                missed.push(format!("{}:{}", file.name, file.text[..key.end].matches('\n').count() + 1));
            }
        }
    }
    say("misspelt keys", tried, &missed);
    println!("misspelt keys that leave no TOML: {no_toml}");
    assert!(tried > 4000 && no_toml < 20, "{tried} keys were misspelt, and {no_toml} left no TOML");
}

/// Fails if anything was missed.
fn say(what: &str, tried: usize, missed: &[String]) {
    println!("{what}: {tried} tried, {} failed by the schema, {} missed", tried - missed.len(), missed.len());
    assert_eq!(missed, [""; 0]);
}

/// Makes mutants of every place of every shipped file; each must fail. Gives how many there were.
fn all_fail(what: &str, mutants: impl Fn(&Place) -> Vec<Value>) -> usize {
    let (mut tried, mut missed) = (0, Vec::new());
    for file in SHIPPED.iter() {
        for mut item in items(&file.value()) {
            for place in places::of(&item) {
                for mutant in mutants(&place) {
                    let right = std::mem::replace(item.pointer_mut(&place.pointer).unwrap(), mutant);
                    tried += 1;
                    if VALIDATOR.is_valid(&item) {
                        missed.push(format!("{}{}", file.name, place.pointer));
                    }
                    *item.pointer_mut(&place.pointer).unwrap() = right;
                }
            }
        }
    }
    say(what, tried, &missed);
    tried
}

#[test]
fn every_missing_key_fails() {
    let tried = all_fail("missing keys", |place| {
        let Shape::Table(table) = place.shape else { return Vec::new() };
        let without = |key: &str| {
            let mut table = place.value.clone();
            table.as_object_mut().unwrap().remove(key).expect("a required key that is not there");
            table
        };
        table.all_keys().filter(|key| key.required).map(|key| without(key.name)).collect()
    });
    assert!(tried > 800, "only {tried} keys were found to leave out");
}

#[test]
fn every_wrong_word_fails() {
    let tried = all_fail("wrong words", |place| match (place.shape, place.value.as_str()) {
        (Shape::Word(_) | Shape::IntegerOr(_) | Shape::BoolOr(_), Some(word)) => {
            vec![json!(format!("{word}zz")), json!(format!("z{word}")), json!(word[1..]), json!("")]
        }
        // Not behind it: a type of another name may be defined elsewhere.
        (Shape::Type, Some(word)) => vec![json!(format!("z{word}")), json!(format!(":{word}")), json!("")],
        _ => Vec::new(),
    });
    assert!(tried > 500, "only {tried} words were found to misspell");
}

#[test]
fn every_wrong_kind_fails() {
    let tried = all_fail("wrong kinds", |place| {
        let values = [json!("zz"), json!(7), json!(1.5), json!(true), json!([[]]), json!({ "zz": {} })];
        values.into_iter().filter(|value| !is_of_kind(value, place.shape)).collect()
    });
    assert!(tried > 20_000, "only {tried} values were found to replace");
}

fn is_of_kind(value: &Value, shape: &Shape) -> bool {
    match shape {
        Shape::Text => value.is_string(),
        Shape::Integer | Shape::IntegerOr(_) => value.is_i64(),
        Shape::Bool | Shape::BoolOr(_) => value.is_boolean(),
        Shape::Constant => value.is_string() || value.is_i64() || value.is_boolean(),
        Shape::List(_) => value.is_array(),
        Shape::Map(_) => value.is_object(),
        // No word and no type is "zz", and no table has a key `zz`.
        Shape::Word(_) | Shape::Type | Shape::Table(_) => false,
    }
}

#[test]
fn a_wrong_key_is_named_with_its_place() {
    let text = fs::read_to_string(workspace().join("tests/mistakes/misspelt-key/spec.toml")).unwrap();
    let found = mistakes(&files::parse(&text).unwrap());
    println!("tests/mistakes/misspelt-key/spec.toml\n  {}", found.join("\n  "));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("/command/buy/params/item: ") && found[0].contains("'max_chras'"), "{found:?}");
}
