//! Mistakes of different kinds over several files, none of syntax: each is reported at its place, all at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_model::{Disk, check, load};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/mistakes/twenty");

/// `FILE:LINE:COLUMN RULE TEXT`: where each mistake is, and what is marked there.
/// The command line and the compiler are held against the same list.
const PLACES: &str = include_str!("../../tests/mistakes/twenty/places.txt");

#[test]
fn twenty_mistakes_in_five_files_are_twenty_reports() {
    let checked = check(load(&Disk { folder: FOLDER.into(), prefix: String::new() }, "spec.toml"));
    let found = checked.diagnostics.iter().map(|found| {
        let at = found.position(&checked.sources).expect("a place");
        let marked = &checked.sources.get(found.span.unwrap().file).unwrap().text[at.start..at.end];
        format!("{}:{}:{} {} {marked}", at.file, at.line, at.column, found.rule.id)
    });
    let shown: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    let expected: Vec<_> = PLACES.lines().collect();
    assert_eq!(found.collect::<Vec<_>>(), expected, "{}", shown.join("\n\n"));
    assert_eq!(expected.len(), 20);
}
