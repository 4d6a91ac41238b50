//! What is exported of the shipped component, and of a spec that uses every key of the language.
//!
//! `QQ_CGI_UPDATE=1 cargo test -p qq-cgi-export --test export` writes what is kept of it: the schema of the JSON form,
//! and the component's reference book.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod book;
mod hostile;
mod json;
mod leaves;
mod reader;

use std::{fs, path::Path};

use qq_cgi_model::{Model, check_embedded};
use qq_game_social::social::SPEC_FILES;

/// A spec that uses what the shipped component does not.
const KITCHEN_SINK: &[(&str, &str)] = &[("kitchen_sink.toml", include_str!("kitchen_sink.toml"))];

/// The component and the kitchen sink: their files and Models.
fn specs() -> [(&'static [(&'static str, &'static str)], Model); 2] {
    [SPEC_FILES, KITCHEN_SINK].map(|files| (files, model(files)))
}

fn model(files: &[(&str, &str)]) -> Model {
    let checked = check_embedded(files, &[]);
    let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    checked.model
}

/// Holds a file of the workspace against what it must be, or writes it.
fn assert_kept(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    if std::env::var_os("QQ_CGI_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let is_kept = fs::read_to_string(&path).is_ok_and(|kept| kept == text);
    let path = path.display();
    assert!(
        is_kept,
        "{path} is not up to date; write it with\nQQ_CGI_UPDATE=1 cargo test -p qq-cgi-export --test export"
    );
}
