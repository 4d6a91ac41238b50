//! Mutants of the shipped spec.

use std::sync::LazyLock;

use qq_cgi_model::{
    Disk,
    fix::{Texts, apply, fixes},
    load,
};

use super::{check_with, mended};

/// The shipped files; the root is the first.
pub(super) static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec").into();
    let loaded = load(&Disk { folder, prefix: String::new() }, "social.toml");
    loaded.own_files().map(|(_, file)| (file.shown.clone(), file.text.clone())).collect()
});

/// How many mutants of one kind a file gets at most, spread evenly.
const MOST: usize = 5;

/// The shipped files, one of them as `text`.
fn with(file: usize, text: &str) -> Vec<(&str, &str)> {
    let mut files: Vec<(&str, &str)> = FILES.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files[file].1 = text;
    files
}

fn some(total: usize) -> impl Iterator<Item = usize> {
    (0..total).step_by(total.div_ceil(MOST).max(1))
}

/// Bare keys of the language at the start of a line, or in an inline table: where they start and end.
fn keys(text: &str) -> Vec<(usize, usize)> {
    let ends = text.match_indices(" = ").map(|(end, _)| end);
    let keys = ends.map(|end| {
        let name = text[..end].bytes().rev().take_while(|next| next.is_ascii_lowercase() || *next == b'_').count();
        (end - name, end)
    });
    let starts = |at: usize| text[..at].is_empty() || text[..at].ends_with(['\n', '{', ' ']);
    keys.filter(|(start, end)| end - start > 3 && starts(*start)).collect()
}

/// A misspelling of every kind: a letter too many, one too few, two swapped.
fn misspellings(key: &str) -> [String; 3] {
    let (first, rest) = key.split_at(key.len() - 2);
    let swapped: String = rest.chars().rev().collect();
    [format!("{key}z"), key[..key.len() - 1].to_owned(), format!("{first}{swapped}")]
}

#[test]
fn misspelt_keys_are_mended_back_to_the_shipped_text_or_left_alone() {
    let (mut tried, mut restored, mut other) = (0, 0, Vec::new());
    for (file, (name, text)) in FILES.iter().enumerate() {
        let keys = keys(text);
        for (start, end) in some(keys.len()).map(|index| keys[index]) {
            let key = &text[start..end];
            for wrong in misspellings(key).iter().filter(|wrong| *wrong != key) {
                let mutant = format!("{}{wrong}{}", &text[..start], &text[end..]);
                // A parameter's name is free: what it is called is no mistake, and of which a use is one is not known.
                let before = check_with(&with(file, &mutant), &Texts::new());
                if before.diagnostics.iter().all(|found| found.rule.id != "QQ0101") {
                    continue;
                }
                tried += 1;
                let mended = mended(&with(file, &mutant));
                match mended.changed.get(name) {
                    Some(after) if after == text => restored += 1,
                    Some(after) => other.push(format!("{name}: {wrong}: {} changed", after.len())),
                    None => {}
                }
                assert!(mended.after.diagnostics.len() <= before.diagnostics.len());
            }
        }
    }
    println!("{restored} of {tried} misspelt keys were mended back");
    assert!(other.is_empty(), "{other:#?}");
    assert!(tried > 100 && restored * 10 > tried * 9, "{restored} of {tried}");
}

#[test]
fn no_mutant_makes_mending_panic_or_worse() {
    let mut changed = 0;
    for (file, (_, text)) in FILES.iter().enumerate() {
        for mutant in mutants(text) {
            let before = check_with(&with(file, &mutant), &Texts::new());
            let found = fixes(&before);
            for (id, source) in before.sources.iter() {
                let elsewhere = found.iter().all(|fix| fix.span.file != id);
                assert_eq!(apply(id, &source.text, &found) == source.text, elsewhere);
                // Not the text that the fixes were found in: what does not fit is left out.
                let _: String = apply(id, &mutant, &found);
            }
            if found.is_empty() {
                continue;
            }
            let mended = mended(&with(file, &mutant));
            changed += mended.changed.len();
            assert!(mended.after.diagnostics.len() <= before.diagnostics.len());
        }
    }
    assert!(changed > 0, "no mutant could be mended at all");
}

/// A line that is missing, doubled or swapped with the next; a cut; a letter that is another.
fn mutants(text: &str) -> impl Iterator<Item = String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let of_lines = some(lines.len()).flat_map(move |at| {
        let (before, line, after) = (lines[..at].concat(), lines[at], lines[at + 1..].concat());
        let swapped = lines.get(at + 1).map(|next| format!("{before}{next}{line}{}", lines[at + 2..].concat()));
        [Some(format!("{before}{after}")), Some(format!("{before}{line}{line}{after}")), swapped].into_iter().flatten()
    });
    let places = move || some(text.len()).filter(|at| text.is_char_boundary(*at));
    let cuts = places().map(|at| text[..at].to_owned());
    let letters = places().filter_map(|at| {
        let next = text[at..].chars().next()?;
        Some(format!("{}z{}", &text[..at], &text[at + next.len_utf8()..]))
    });
    of_lines.chain(cuts).chain(letters)
}
