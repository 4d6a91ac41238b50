//! Mistakes of different kinds over several files, none of syntax: each is reported at its place, all at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_model::check_embedded;

/// What is wrong stands between « and ».
const FILES: &[(&str, &str)] = &[
    ("root.toml", include_str!("twenty/root.toml")),
    ("gateway.toml", include_str!("twenty/gateway.toml")),
    ("commands.toml", include_str!("twenty/commands.toml")),
    ("types.toml", include_str!("twenty/types.toml")),
    ("more.toml", include_str!("twenty/more.toml")),
];

#[test]
fn twenty_mistakes_in_five_files_are_twenty_reports() {
    let mut expected = Vec::new();
    let mut files = Vec::new();
    for (name, marked) in FILES {
        let mut text = String::new();
        for character in marked.chars() {
            match character {
                '«' => expected.push((*name, text.len())),
                '»' => {}
                _ => text.push(character),
            }
        }
        files.push((*name, text));
    }
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let checked = check_embedded(&files, &[]);
    let found = checked.diagnostics.iter().map(|found| {
        let span = found.span.expect("a place");
        (checked.sources.get(span.file).unwrap().shown.as_str(), span.start)
    });
    let shown: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert_eq!(found.collect::<Vec<_>>(), expected, "{}", shown.join("\n\n"));
    assert_eq!(expected.len(), 20);
}
