//! The spec's examples fit the schemas of the export, and what breaks the spec's rules does not.

use std::sync::LazyLock;

use jsonschema::Validator;
use qq_cgi_export::Language;
use qq_cgi_model::model::{Command, Model};
use serde_json::{Value, json};

use crate::{export_of, shipped_model};

static MODEL: LazyLock<Model> = LazyLock::new(shipped_model);
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| export_of(&MODEL, Language::En));

/// A schema of the export, its references resolved in the export.
fn validator(schema: &Value) -> Validator {
    let whole = json!({ "allOf": [schema], "components": DOCUMENT["components"] });
    jsonschema::draft202012::new(&whole).unwrap()
}

fn component(name: &str) -> Validator {
    validator(&json!({ "$ref": format!("#/components/schemas/{name}") }))
}

/// The schema of a command's parameter; of JSON in it, what is inside.
fn parameter(command: &str, name: &str) -> (Value, bool) {
    let items = DOCUMENT["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    let operation = operations.into_iter().find(|operation| operation["operationId"] == command).unwrap();
    let parameters = operation["parameters"].as_array().unwrap();
    let found = parameters.iter().find(|parameter| parameter["name"] == name);
    let schema = &found.unwrap_or_else(|| panic!("{command} has no {name}"))["schema"];
    match schema.get("contentSchema") {
        Some(inside) => (inside.clone(), true),
        None => (schema.clone(), false),
    }
}

fn fits(command: &Command, name: &str, text: &str) -> bool {
    let (schema, is_json) = parameter(&command.name, name);
    // A text and, as numbers have no quotes in a query, the number that it may be.
    let number = text.parse::<i64>().ok().map(Value::from);
    let values: Vec<Value> = if is_json {
        vec![serde_json::from_str(text).unwrap()]
    } else {
        [Some(Value::from(text)), number].into_iter().flatten().collect()
    };
    let validator = validator(&schema);
    values.iter().any(|value| validator.is_valid(value))
}

#[test]
fn every_parameter_of_every_example_fits() {
    let mut seen = 0;
    for command in &MODEL.commands {
        for (name, text) in command.examples.iter().flat_map(|example| &example.params) {
            assert!(fits(command, name, text), "{}: {name} = {text}", command.name);
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen}");
}

#[test]
fn a_report_without_a_required_row_does_not_fit() {
    let command = MODEL.command("gc_achieve_report").unwrap();
    let (_, text) = command.examples[0].params.iter().find(|(name, _)| name == "param").unwrap();
    let right: Value = serde_json::from_str(text).unwrap();
    assert!(fits(command, "param", &right.to_string()));
    let broken = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut changed = right.clone();
        change(changed["list"].as_array_mut().unwrap());
        !fits(command, "param", &changed.to_string())
    };
    assert!(broken(&|rows| rows.retain(|row| row["type"] != 26)), "row 26 is required");
    assert!(broken(&|rows| rows[0]["data"] = json!("7")), "no platform has the number 7");
    assert!(broken(&|rows| rows[0]["data"] = json!(1)), "values are texts");
    assert!(broken(&|rows| rows[0]["bcover"] = json!(0)), "row 12 always replaces");
    assert!(broken(&|rows| drop(rows[0].as_object_mut().unwrap().remove("expires"))), "every column is there");
    // The table is open: a number that was agreed is taken, with any value.
    let mut more = right.clone();
    more["list"].as_array_mut().unwrap().push(json!({ "type": 9_999, "data": "x", "bcover": 0, "expires": 5 }));
    assert!(fits(command, "param", &more.to_string()));
}

#[test]
fn a_callbacks_payload_fits() {
    let validator = component("Opening");
    for callback in &MODEL.callbacks {
        for example in &callback.examples {
            let (_, text) = example.params.iter().find(|(name, _)| *name == callback.payload).unwrap();
            let payload: Value = serde_json::from_str(text).unwrap();
            assert!(validator.is_valid(&payload), "{payload}");
            for (field, wrong) in
                [("msg_time", json!(1_507_799_551)), ("open_months", json!("one")), ("openid", json!(""))]
            {
                let mut changed = payload.clone();
                changed[field] = wrong;
                assert!(!validator.is_valid(&changed), "{changed}");
            }
        }
    }
}

#[test]
fn answers_of_both_kinds_fit() {
    let relay = component("SendShareForInner.Answer");
    assert!(relay.is_valid(&json!({ "ret": 0, "msg": "ok", "data": { "ret": 0 } })));
    assert!(relay.is_valid(&json!({ "ret": -5, "msg": "签名验证失败" })));
    assert!(!relay.is_valid(&json!({ "msg": "ok" })));
    let me = component("Me.Answer");
    assert!(me.is_valid(&json!({ "client_id": "1", "openid": "o" })));
    assert!(me.is_valid(&json!({ "error": 100_016, "error_description": "d" })));
    assert!(!me.is_valid(&json!({ "client_id": "1" })), "an answer without its openid is neither");
}
