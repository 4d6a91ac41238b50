//! The Model as JSON.

use std::collections::{BTreeMap, BTreeSet};

use qq_cgi_export::{
    Language,
    json::{VERSION, document, schema},
    markdown,
};
use serde_json::{Value, json};

use crate::{assert_kept, leaves, specs};

/// The list of a kind in the document.
fn list(kind: &str) -> &'static str {
    match kind {
        "gateway" => "gateways",
        "sign" => "signs",
        "command" => "commands",
        "struct" => "structs",
        "enum" => "enums",
        "types" => "type_tables",
        "errors" => "error_tables",
        "page" => "pages",
        "callback" => "callbacks",
        "table" => "tables",
        "stages" => "stages",
        "sdk" => "sdks",
        "matrix" => "matrices",
        "note" => "notes",
        other => panic!("{other} is no kind"),
    }
}

/// Every text and number of a value.
fn scalars(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => {
            found.insert(number.to_string());
        }
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Object(entries) => entries.values().for_each(|value| scalars(value, found)),
    }
}

#[test]
fn whatever_stands_in_the_files_stands_in_its_item() {
    for (files, model) in specs() {
        let document = document(&model);
        let (items, _) = leaves::of(files);
        assert!(items.len() > 10);
        for item in items {
            let of_kind = document[list(&item.kind)].as_array().unwrap();
            let exported = of_kind.iter().find(|exported| exported["name"] == *item.key);
            let exported = exported.unwrap_or_else(|| panic!("{} {} is missing", item.kind, item.key));
            let mut found = BTreeSet::new();
            scalars(exported, &mut found);
            for leaf in item.leaves.texts.iter().chain(&item.leaves.rust) {
                assert!(found.contains(leaf), "{leaf} of {} {} is missing in\n{exported:#}", item.kind, item.key);
            }
        }
    }
}

#[test]
fn every_key_of_the_language_is_tried() {
    let used: BTreeSet<String> = specs().iter().flat_map(|(files, _)| leaves::of(files).1).collect();
    let untried: Vec<_> = leaves::language().difference(&used).cloned().collect();
    // A base is another crate's: `a_base_is_exported_with_what_stands_on_it` has one.
    assert_eq!(untried, ["SpecTable.base"]);
}

#[test]
fn documents_are_valid_by_the_schema_and_hold_nothing_beyond_it() {
    // Readers pass over what they do not know; here nothing may be unknown.
    let mut closed = schema();
    close(&mut closed);
    let validator = jsonschema::validator_for(&closed).unwrap();
    for (_, model) in specs() {
        let mut document = document(&model);
        let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));

        document["commands"][0]["params"][0]["tpye"] = json!(1);
        assert!(!validator.is_valid(&document), "an unknown key is not noticed");
    }
    let open = jsonschema::validator_for(&schema()).unwrap();
    let (_, model) = &specs()[0];
    let mut document = document(model);
    document["commands"][0]["params"][0]["of_a_later_version"] = json!(1);
    assert!(open.is_valid(&document), "a later key is refused");
    document["commands"][0]["params"][0].as_object_mut().unwrap().remove("limits");
    assert!(!open.is_valid(&document), "a missing key is not noticed");
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            if entries.contains_key("properties") && entries.contains_key("required") {
                entries.insert("additionalProperties".to_owned(), false.into());
            }
            entries.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn the_kept_schema_is_up_to_date_and_says_what_every_key_means() {
    let schema = schema();
    assert_kept("export/qq-cgi-model.schema.json", &format!("{schema:#}\n"));
    let definitions = schema["$defs"].as_object().unwrap();
    for (name, definition) in definitions {
        assert!(definition["description"].as_str().is_some_and(|text| !text.is_empty()), "{name} says nothing");
        for (key, value) in definition["properties"].as_object().into_iter().flatten() {
            let text = value["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty() && !text.contains("[`"), "{name}.{key}: {text}");
        }
    }
}

#[test]
fn the_version_comes_first_and_the_order_is_that_of_the_files() {
    let (_, model) = &specs()[1];
    let document = document(model);
    let keys: Vec<_> = document.as_object().unwrap().keys().take(3).collect();
    assert_eq!(keys, ["qq-cgi-model", "name", "about"]);
    assert_eq!(document["qq-cgi-model"], VERSION);
    assert_eq!(document.to_string(), self::document(model).to_string());
    let names: Vec<_> = model.structs.iter().map(|item| item.name.as_str()).collect();
    let exported: Vec<_> =
        document["structs"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert_eq!(names, exported);
}

#[test]
fn the_secrets_are_those_of_the_specs_own_examples() {
    let mut count = 0;
    for (files, model) in specs() {
        let document = document(&model);
        let mut secrets = BTreeMap::new();
        for kind in ["commands", "callbacks"] {
            for item in document[kind].as_array().unwrap() {
                for example in item["examples"].as_array().unwrap() {
                    secrets.extend(example["secret"].as_str().map(|secret| (secret.to_owned(), item["name"].clone())));
                }
            }
        }
        count += secrets.len();
        for (secret, item) in secrets {
            assert!(files.iter().any(|(_, text)| text.contains(&secret)), "{secret} of {item} stands in no file");
        }
    }
    assert!(count > 0);
}

#[test]
fn what_is_secret_in_an_example_that_is_no_vector_is_masked() {
    let (files, model) = &specs()[1];
    assert!(files[0].1.contains(leaves::SECRET));
    let document = document(model);
    let params = document["commands"][0]["examples"][0]["params"].as_array().unwrap();
    let token = params.iter().find(|param| param["name"] == "token").unwrap();
    assert_eq!(token["value"], "***");
    let texts =
        [document.to_string(), markdown::document(model, Language::En), markdown::document(model, Language::Zh)];
    assert!(texts.iter().all(|text| !text.contains(leaves::SECRET)));
}

#[test]
fn a_base_is_exported_with_what_stands_on_it() {
    let own = "[spec]\nname = 'own'\nbase = 'kitchen::sink'\n[enum.Own.values]\nA = { value = 1 }\n[page.mine]\nurl = 'https://own.example/'\nparams.own = { type = 'Own' }\n";
    let checked = qq_cgi_model::check_embedded(&[("own.toml", own)], crate::KITCHEN_SINK);
    let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert!(!checked.has_errors(), "{}", found.join("\n"));
    let document = document(&checked.model);
    assert_eq!(document["base"], "kitchen::sink");
    let enums: Vec<_> = document["enums"].as_array().unwrap().iter().collect();
    let from_base =
        |name: &str| enums.iter().find(|item| item["name"] == name).map(|item| item["about"]["from_base"].clone());
    assert_eq!((from_base("Own"), from_base("Colour")), (Some(false.into()), Some(true.into())));
}
