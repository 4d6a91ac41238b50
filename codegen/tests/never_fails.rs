//! Whatever a spec says, the generator makes tokens of what could be understood, and never panics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use proc_macro2::Span;
use qq_cgi_model::check_embedded;

const FILES: &[(&str, &str)] = &[
    ("social.toml", include_str!("../../spec/social.toml")),
    ("relay/gateway.toml", include_str!("../../spec/relay/gateway.toml")),
    ("relay/summary_card.toml", include_str!("../../spec/relay/summary_card.toml")),
    ("relay/share.toml", include_str!("../../spec/relay/share.toml")),
    ("relay/achieve.toml", include_str!("../../spec/relay/achieve.toml")),
    ("relay/errors.toml", include_str!("../../spec/relay/errors.toml")),
];

/// A spec of the other kinds: SDK calls, matrices, codes known by name.
const SDK: &[(&str, &str)] = &[("sdk.toml", include_str!("../../tests/specs/sdk.toml"))];

/// What stands in place of a name, a word or a text: nothing, no identifier, a keyword, another script, a raw identifier.
const WRONG: &[&str] = &["", "a b", "Self", "type", "大", "r#self", "9", "_"];

/// The files of which mutants are made: the set, and which of it.
fn mutated() -> impl Iterator<Item = (&'static [(&'static str, &'static str)], usize)> {
    (1..5).map(|file| (FILES, file)).chain([(SDK, 0)])
}

fn generate(set: &[(&str, &str)], file: usize, text: &str) -> String {
    let mut files = set.to_vec();
    files[file].1 = text;
    let checked = check_embedded(&files, &[]);
    let errors = qq_cgi_codegen::compile_errors(&checked, Span::call_site());
    let items = qq_cgi_codegen::items(&checked.model, Span::call_site());
    assert_eq!(errors.is_empty(), checked.diagnostics.is_empty());
    items.to_string()
}

#[test]
fn the_shipped_spec_becomes_rust() {
    let rust = generate(FILES, 0, FILES[0].1);
    for item in ["pub struct SetSummaryCard", "pub enum RelayError", "pub struct AchieveRows", "pub struct Relay ;"] {
        assert!(rust.contains(item), "no {item}");
    }
}

#[test]
fn sdk_calls_become_rust() {
    let rust = generate(SDK, 0, SDK[0].1);
    for item in ["pub struct ShareToChat", "pub enum Destination", "pub fn to (mut self , column : Destination)"] {
        assert!(rust.contains(item), "no {item}");
    }
}

#[test]
fn a_spec_without_one_of_its_lines() {
    for (set, file) in mutated() {
        let text = set[file].1;
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for skipped in 0..lines.len() {
            let kept = lines.iter().enumerate().filter(|(at, _)| *at != skipped);
            generate(set, file, &kept.map(|(_, line)| *line).collect::<String>());
        }
    }
}

#[test]
fn wrong_texts_in_every_place_of_a_text() {
    for (set, file) in mutated() {
        let text = set[file].1;
        let parts: Vec<&str> = text.split('"').collect();
        for place in (1..parts.len()).step_by(2) {
            let wrong = WRONG[place / 2 % WRONG.len()];
            let mut mutant = parts.clone();
            mutant[place] = wrong;
            generate(set, file, &mutant.join("\""));
        }
    }
}

#[test]
fn wrong_names_in_every_header() {
    for (set, file) in mutated() {
        let text = set[file].1;
        for (at, header) in text.match_indices('[').filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n')) {
            let end = at + text[at..].find(']').expect("a header ends");
            let parts: Vec<&str> = text[at + header.len()..end].trim_start_matches('[').split('.').collect();
            for (part, wrong) in (1..parts.len()).flat_map(|part| WRONG.iter().map(move |wrong| (part, wrong))) {
                let quoted = format!("\"{wrong}\"");
                let mut path = parts.clone();
                path[part] = &quoted;
                let start = at + text[at..end].find(|next| next != '[').unwrap_or(0);
                generate(set, file, &format!("{}{}{}", &text[..start], path.join("."), &text[end..]));
            }
        }
    }
}
