//! The shipped component: no mistakes, and no mutant of it makes the front end panic or lets a misspelt key pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_model::{Checked, check_embedded};

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

fn check_with(file: usize, text: &str) -> Checked {
    let mut files = FILES.to_vec();
    files[file].1 = text;
    check_embedded(&files, &[])
}

/// Draws every finding, as a user would see it.
fn draw(checked: &Checked) -> usize {
    checked.diagnostics.iter().map(|found| found.to_text(&checked.sources).len()).sum()
}

#[test]
fn the_shipped_spec_has_no_mistakes() {
    let checked = check_embedded(FILES, &[]);
    assert_eq!(draw(&checked), 0);
    assert_eq!(checked.model.error_table("relay").unwrap().codes.len(), 45);
    assert_eq!(checked.model.commands.len(), 3);
    let rows = &checked.model.type_table("achieve").unwrap().rows;
    let required: Vec<_> = rows.iter().filter(|row| row.required).map(|row| row.id).collect();
    assert_eq!(required, [12, 26, 27, 28]);
}

/// `key = …` at the start of a line, outside the tables whose keys the author chooses.
fn keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let key = line.split(" = ").next().filter(|key| line.contains(" = ") && *key != line)?;
        key.chars().all(|next| next.is_ascii_lowercase() || next == '_').then_some((start, key))
    })
}

#[test]
fn each_misspelt_key_is_reported_in_its_line() {
    let mut tried = 0;
    for (file, (name, text)) in FILES.iter().enumerate() {
        for (at, key) in keys(text) {
            let mutant = format!("{}{}zz{}", &text[..at], key, &text[at + key.len()..]);
            let checked = check_with(file, &mutant);
            let line = text[..at].matches('\n').count() + 1;
            let found = checked.diagnostics.iter().any(|found| {
                found.position(&checked.sources).is_some_and(|place| place.file == *name && place.line == line)
            });
            assert!(found, "{name}:{line}: `{key}zz` passed: {:#?}", checked.diagnostics);
            tried += 1;
        }
    }
    assert!(tried > 200, "only {tried} keys were found to misspell");
}

#[test]
fn no_line_that_is_missing_or_doubled_and_no_cut_makes_a_panic() {
    for (file, (_, text)) in FILES.iter().enumerate() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for skipped in 0..lines.len() {
            let without: String =
                lines.iter().enumerate().filter(|(at, _)| *at != skipped).map(|(_, line)| *line).collect();
            draw(&check_with(file, &without));
            let doubled: String = lines
                .iter()
                .enumerate()
                .flat_map(|(at, line)| [*line, if at == skipped { line } else { "" }])
                .collect();
            draw(&check_with(file, &doubled));
        }
        // Every byte of a short file, every 7th of a long one: the whole run belongs to a fuzzer.
        let step = if text.len() > 3_000 { 7 } else { 1 };
        for cut in (0..text.len()).step_by(step).filter(|cut| text.is_char_boundary(*cut)) {
            draw(&check_with(file, &text[..cut]));
        }
    }
}
