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
    ("member/page.toml", include_str!("../../spec/member/page.toml")),
    ("member/opening_flow.toml", include_str!("../../spec/member/opening_flow.toml")),
];

/// What stands in place of a name, a word or a text: nothing, no identifier, a keyword, another script, a raw identifier.
const WRONG: &[&str] = &["", "a b", "Self", "type", "大", "r#self", "9", "_"];

/// All but the root, and but the table of errors, which is long and always the same.
fn mutated() -> impl Iterator<Item = (usize, &'static (&'static str, &'static str))> {
    FILES.iter().enumerate().skip(1).filter(|(_, (name, _))| !name.ends_with("errors.toml"))
}

fn generate(file: usize, text: &str) -> String {
    let mut files = FILES.to_vec();
    files[file].1 = text;
    let checked = check_embedded(&files, &[]);
    let errors = qq_cgi_codegen::compile_errors(&checked, Span::call_site());
    let items = qq_cgi_codegen::items(&checked.model, Span::call_site());
    assert_eq!(errors.is_empty(), checked.diagnostics.is_empty());
    items.to_string()
}

#[test]
fn the_shipped_spec_becomes_rust() {
    let rust = generate(0, FILES[0].1);
    for item in ["pub struct SetSummaryCard", "pub enum RelayError", "pub struct AchieveRows", "pub struct Relay ;"] {
        assert!(rust.contains(item), "no {item}");
    }
}

#[test]
fn a_spec_without_one_of_its_lines() {
    for (file, (_, text)) in mutated() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for skipped in 0..lines.len() {
            let kept = lines.iter().enumerate().filter(|(at, _)| *at != skipped);
            generate(file, &kept.map(|(_, line)| *line).collect::<String>());
        }
    }
}

#[test]
fn wrong_texts_in_every_place_of_a_text() {
    for (file, (_, text)) in mutated() {
        let parts: Vec<&str> = text.split('"').collect();
        for place in (1..parts.len()).step_by(2) {
            let wrong = WRONG[place / 2 % WRONG.len()];
            let mut mutant = parts.clone();
            mutant[place] = wrong;
            generate(file, &mutant.join("\""));
        }
    }
}

#[test]
fn wrong_names_in_every_header() {
    for (file, (_, text)) in mutated() {
        for (at, header) in text.match_indices('[').filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n')) {
            let end = at + text[at..].find(']').expect("a header ends");
            let parts: Vec<&str> = text[at + header.len()..end].trim_start_matches('[').split('.').collect();
            for (part, wrong) in (1..parts.len()).flat_map(|part| WRONG.iter().map(move |wrong| (part, wrong))) {
                let quoted = format!("\"{wrong}\"");
                let mut path = parts.clone();
                path[part] = &quoted;
                let start = at + text[at..end].find(|next| next != '[').unwrap_or(0);
                generate(file, &format!("{}{}{}", &text[..start], path.join("."), &text[end..]));
            }
        }
    }
}
