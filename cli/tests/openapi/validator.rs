//! What `openapi-spec-validator` says.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{OWN, export, tools::Tools};

fn is_valid(tools: &Tools, document: &Path) -> bool {
    let ran = tools.run("openapi-spec-validator").args(["--schema", "3.1"]).arg(document).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(said.contains(if ran.status.success() { "OK" } else { "Error" }), "{ran:?}");
    ran.status.success()
}

#[test]
fn every_export_is_valid() {
    let Some(tools) = Tools::find() else { return };
    let folder = tempfile::tempdir().unwrap();
    // A spec of the tests that has types of all kinds, and one with callbacks.
    let (kinds, callbacks) = ("tests/specs/kinds.toml", "tests/specs/callbacks.toml");
    let documents: [&[&str]; 6] = [
        &[],
        &["--lang", "zh"],
        &["--spec", OWN],
        &["--spec", kinds],
        &["--spec", callbacks],
        &["--command", "gc_achieve_report"],
    ];
    for options in documents {
        let document = folder.path().join("document.json");
        export(options, &document);
        assert!(is_valid(&tools, &document), "{options:?}");
    }
}

/// The validator would notice.
#[test]
fn a_broken_export_is_not_valid() {
    let Some(tools) = Tools::find() else { return };
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("document.json");
    export(&[], &document);
    let whole: Value = serde_json::from_str(&fs::read_to_string(&document).unwrap()).unwrap();
    let parameter = "/paths/~1user~1get_user_info/get/parameters/0";
    for (pointer, broken) in [
        (parameter.to_owned() + "/in", json!("elsewhere")),
        (parameter.to_owned() + "/schema", json!({ "type": "word" })),
        ("/webhooks/opening_flow/get/responses".to_owned(), json!([])),
        ("/info/version".to_owned(), Value::Null),
        ("/components/schemas/Ack".to_owned(), json!(7)),
    ] {
        let mut changed = whole.clone();
        *changed.pointer_mut(&pointer).unwrap_or_else(|| panic!("{pointer}")) = broken;
        fs::write(&document, changed.to_string()).unwrap();
        assert!(!is_valid(&tools, &document), "{pointer}");
    }
}
