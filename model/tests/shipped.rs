//! The shipped component: no mistakes, and no mutant of it makes the front end panic or lets a misspelt key pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::LazyLock;

use qq_cgi_model::{Checked, Disk, check_embedded, load};

/// The shipped files, whatever the root lists; the root is the first.
static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec").into();
    let loaded = load(&Disk { folder, prefix: String::new() }, "social.toml");
    loaded.own_files().map(|(_, file)| (file.shown.clone(), file.text.clone())).collect()
});

/// How many mutants of one kind a file gets at most, spread evenly: the whole run belongs to a fuzzer.
const MOST: usize = 25;

/// Tables whose keys the author chooses.
const MAPS: &[&str] =
    &["params", "fields", "args", "bundle", "values", "columns", "rows", "cells", "codes", "steps", "verify"];

fn check_with(file: usize, text: &str) -> Checked {
    let mut files: Vec<(&str, &str)> = FILES.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files[file].1 = text;
    check_embedded(&files, &[])
}

/// At most [`MOST`] of `total` places.
fn some(total: usize) -> impl Iterator<Item = usize> {
    (0..total).step_by(total.div_ceil(MOST).max(1))
}

/// Draws every finding, as a user would see it.
fn draw(checked: &Checked) -> usize {
    checked.diagnostics.iter().map(|found| found.to_text(&checked.sources).len()).sum()
}

#[test]
fn the_shipped_spec_has_no_mistakes() {
    let checked = check_with(0, &FILES[0].1);
    assert_eq!(draw(&checked), 0);
    assert_eq!(checked.model.error_table("relay").unwrap().codes.len(), 45);
    assert_eq!(checked.model.commands.len(), 6);
    let rows = &checked.model.type_table("achieve").unwrap().rows;
    let required: Vec<_> = rows.iter().filter(|row| row.required).map(|row| row.id).collect();
    assert_eq!(required, [12, 26, 27, 28]);
}

/// `key = …` at the start of a line, outside [`MAPS`].
fn keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut in_map = false;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        if line.starts_with('[') {
            let last = line.trim_end().trim_end_matches(']').rsplit('.').next();
            in_map = last.is_some_and(|last| MAPS.contains(&last)) && !line.starts_with("[[");
        }
        let key = line.split(" = ").next().filter(|key| line.contains(" = ") && *key != line && !in_map)?;
        key.chars().all(|next| next.is_ascii_lowercase() || next == '_').then_some((start, key))
    })
}

#[test]
fn misspelt_keys_are_reported_in_their_line() {
    let mut tried = 0;
    for (file, (name, text)) in FILES.iter().enumerate() {
        let keys: Vec<_> = keys(text).collect();
        for (at, key) in some(keys.len()).map(|index| keys[index]) {
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
    assert!(tried > 100, "only {tried} keys were found to misspell");
}

#[test]
fn no_line_that_is_missing_or_doubled_and_no_cut_makes_a_panic() {
    for (file, (_, text)) in FILES.iter().enumerate() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in some(lines.len()) {
            let (before, after) = (lines[..at].concat(), lines[at + 1..].concat());
            draw(&check_with(file, &format!("{before}{after}")));
            draw(&check_with(file, &format!("{before}{0}{0}{after}", lines[at])));
        }
        for cut in some(text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            draw(&check_with(file, &text[..cut]));
        }
    }
}
