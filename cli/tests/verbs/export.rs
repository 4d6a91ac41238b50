//! `qq-cgi export`: what is written where. What stands in an export is tested in `export/tests`.

use serde_json::Value;

use crate::{
    folder::Folder,
    program::{run, run_in},
};

const OWN: &str = "examples/own_spec/specs/game.toml";

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn openapi_goes_to_standard_output_or_into_a_file() {
    let folder = Folder::new();
    let ran = run(&["export", "openapi"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    assert_eq!(document(&ran.stdout)["info"]["title"], "qq-game-social");
    folder.write("out.json", "what was there");
    let written = run_in(folder.path(), &["export", "openapi", "--out", "out.json"]);
    assert_eq!((written.code, &*written.stdout, &*written.stderr), (0, "", ""), "{written:?}");
    assert!(folder.read("out.json") == ran.stdout, "the same bytes");

    let ran = run_in(folder.path(), &["export", "openapi", "--out", "no/such/folder.json"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.starts_with("error: cannot write to `no/such/folder.json`: "), "{ran:?}");
}

#[test]
fn the_texts_are_in_the_language_that_is_asked_for() {
    let text = |options: &[&str]| {
        let document = document(&run(&[&["export", "openapi"], options].concat()).stdout);
        document["x-qq-cgi-errors"]["relay"]["codes"][4]["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(text(&[]), "The signature could not be verified.");
    assert_eq!(text(&["--lang", "zh"]), "签名验证失败");
    assert_eq!(run(&["export", "openapi", "--lang", "de"]).code, 2);
}

#[test]
fn one_command_is_exported_by_its_name() {
    let one = document(&run(&["export", "openapi", "--command", "qc_set_summary_card"]).stdout);
    let paths: Vec<_> = one["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/cgi-bin/QQConnect.fcgi"]);
    assert!(one.get("webhooks").is_none());
    let ran = run(&["export", "openapi", "--command", "qc_set_sumary_card"]);
    let said = "error: the spec has no command `qc_set_sumary_card`; did you mean `qc_set_summary_card`?\n";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (1, "", said));
}

#[test]
fn a_spec_of_ones_own_has_no_version_unless_it_is_given_one() {
    let version = |options: &[&str]| {
        document(&run(&[&["export", "openapi"], options].concat()).stdout)["info"]["version"].clone()
    };
    assert_eq!(version(&[]), env!("CARGO_PKG_VERSION"));
    assert_eq!(version(&["--spec", OWN]), "unversioned");
    assert_eq!(version(&["--spec", OWN, "--doc-version", "2026-11"]), "2026-11");
}

#[test]
fn a_spec_with_mistakes_is_not_exported() {
    let folder = Folder::new();
    folder.write("own.toml", "[spec]\nname = 'own'\n[enum.Colour.values]\nRed = { valeu = 1 }\n");
    let ran = run_in(folder.path(), &["export", "openapi", "--spec", "own.toml", "--out", "out.json"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.contains("own.toml:4:9") && !folder.path().join("out.json").exists(), "{ran:?}");
}
