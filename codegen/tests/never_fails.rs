//! Whatever a spec says, the generator makes tokens of what could be understood, and never panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::sync::LazyLock;

use proc_macro2::{Span, TokenStream};
use qq_cgi_model::{Disk, check_embedded, load};

/// The files of a spec; the root is the first.
type Files = Vec<(String, String)>;

/// The shipped files, whatever the root lists.
static SHIPPED: LazyLock<Files> = LazyLock::new(|| files("spec", "social.toml"));

/// Calls of mobile SDKs, of every kind.
static SDK: LazyLock<Files> = LazyLock::new(|| files("tests/specs", "sdk.toml"));

fn files(folder: &str, root: &str) -> Files {
    let folder = format!("{}/../{folder}", env!("CARGO_MANIFEST_DIR")).into();
    let loaded = load(&Disk { folder, prefix: String::new() }, root);
    loaded.own_files().map(|(_, file)| (file.shown.clone(), file.text.clone())).collect()
}

/// Every file of which mutants are made: its spec, its place there, its text.
fn all() -> impl Iterator<Item = (&'static Files, usize, &'static str)> {
    [&SHIPPED, &SDK]
        .into_iter()
        .flat_map(|set| set.iter().enumerate().map(|(file, (_, text))| (&**set, file, text.as_str())))
}

/// How many mutants of one kind a file gets at most, spread evenly.
const MOST: usize = 12;

/// What stands in place of a name, a word or a text: nothing, no identifier, a keyword, another script, a raw identifier.
const WRONG: &[&str] = &["", "a b", "Self", "type", "大", "r#self", "9", "_"];

fn generate(set: &Files, file: usize, text: &str) -> TokenStream {
    let mut files: Vec<(&str, &str)> = set.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files[file].1 = text;
    let checked = check_embedded(&files, &[]);
    let errors = qq_cgi_codegen::compile_errors(&checked, Span::call_site());
    let items = qq_cgi_codegen::items(&checked.model, Span::call_site());
    let warnings = qq_cgi_codegen::compile_warnings(&checked, Span::call_site());
    assert_eq!(errors.is_empty(), !checked.has_errors());
    assert_eq!(errors.is_empty() && warnings.is_empty(), checked.diagnostics.is_empty());
    items
}

/// At most [`MOST`] of `total` places.
fn some(total: usize) -> impl Iterator<Item = usize> {
    (0..total).step_by(total.div_ceil(MOST).max(1))
}

#[test]
fn the_shipped_spec_becomes_rust() {
    let rust = generate(&SHIPPED, 0, &SHIPPED[0].1).to_string();
    for item in ["pub struct SetSummaryCard", "pub enum RelayError", "pub struct AchieveRows", "pub struct Relay ;"] {
        assert!(rust.contains(item), "no {item}");
    }
}

#[test]
fn sdk_calls_become_rust() {
    let rust = generate(&SDK, 0, &SDK[0].1).to_string();
    for item in ["pub struct ShareToChat", "pub enum Destination", "pub fn to (mut self , column : Destination)"] {
        assert!(rust.contains(item), "no {item}");
    }
}

#[test]
fn a_spec_without_one_of_its_lines() {
    for (set, file, text) in all() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in some(lines.len()) {
            generate(set, file, &format!("{}{}", lines[..at].concat(), lines[at + 1..].concat()));
        }
    }
}

#[test]
fn wrong_texts_in_the_places_of_texts() {
    for (set, file, text) in all() {
        let parts: Vec<&str> = text.split('"').collect();
        for (index, place) in some(parts.len() / 2).enumerate() {
            let mut mutant = parts.clone();
            mutant[2 * place + 1] = WRONG[index % WRONG.len()];
            generate(set, file, &mutant.join("\""));
        }
    }
}

#[test]
fn wrong_names_in_the_headers() {
    for (set, file, text) in all() {
        let mutants: Vec<String> = text
            .match_indices('[')
            .filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n'))
            .flat_map(|(at, _)| with_wrong_names(text, at))
            .collect();
        for index in some(mutants.len()) {
            generate(set, file, &mutants[index]);
        }
    }
}

/// The text with each wrong name in each place of the header at `at` but the first.
fn with_wrong_names(text: &str, at: usize) -> Vec<String> {
    let end = at + text[at..].find(']').expect("a header ends");
    let start = at + text[at..end].find(|next| next != '[').unwrap_or(0);
    let parts: Vec<&str> = text[start..end].split('.').collect();
    let places = (1..parts.len()).flat_map(|part| WRONG.iter().map(move |wrong| (part, wrong)));
    let replaced = places.map(|(part, wrong)| {
        let quoted = format!("\"{wrong}\"");
        let mut path = parts.clone();
        path[part] = &quoted;
        format!("{}{}{}", &text[..start], path.join("."), &text[end..])
    });
    replaced.collect()
}
