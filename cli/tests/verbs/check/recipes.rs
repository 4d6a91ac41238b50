//! What `docs/editors.md` tells people to write.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use super::mended;
use crate::program::{run_in, workspace};

fn recipes() -> String {
    fs::read_to_string(workspace().join("docs/editors.md")).unwrap()
}

#[test]
fn every_format_that_a_recipe_names_is_one() {
    let text = recipes();
    let ends = |next: char| !next.is_ascii_alphanumeric() && next != '-';
    let named: BTreeSet<_> = text.split("--format=").skip(1).map(|rest| rest.split(ends).next().unwrap()).collect();
    assert_eq!(Vec::from_iter(&named), [&"github", &"rustc-json", &"sarif"]);
    for format in named {
        let ran = run_in(mended().path(), &["check", &format!("--format={format}"), "specs/own.toml"]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
}

#[test]
fn every_json_of_a_recipe_is_json() {
    let text = recipes();
    let blocks: Vec<_> = text.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() > 1);
    for block in blocks {
        assert!(serde_json::from_str::<Value>(block).is_ok(), "{block}");
    }
}
