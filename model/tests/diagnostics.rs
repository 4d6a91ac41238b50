//! Every rule of the spec language, by example: what is wrong stands between « and », and exactly that is reported.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use qq_cgi_model::{Checked, Embedded, check, diagnostic::RULES, load};

mod language;

/// A case: rule ids of the marked places in order, a text that the first finding's help or label must hold, and TOML.
pub(crate) struct Case(pub(crate) &'static [&'static str], pub(crate) &'static str, pub(crate) &'static str);

fn check_text(files: &[(&str, &str)]) -> Checked {
    check(load(&Embedded(files), "root.toml"))
}

/// Takes the marks out of a text and gives the marked byte ranges.
fn unmark(marked: &str) -> (String, Vec<(usize, usize)>) {
    let mut text = String::new();
    let mut open = Vec::new();
    let mut ranges = Vec::new();
    for character in marked.chars() {
        match character {
            '«' => open.push(text.len()),
            '»' => ranges.push((open.pop().expect("an opening mark"), text.len())),
            _ => text.push(character),
        }
    }
    ranges.sort_unstable();
    (text, ranges)
}

#[test]
fn each_mistake_is_reported_where_it_is_and_nothing_else_is() {
    for Case(rules, help, marked) in language::CASES.iter().chain(language::member::CASES) {
        let (text, ranges) = unmark(&format!("{}{marked}", language::PRELUDE));
        let checked = check_text(&[("root.toml", &text)]);
        let shown: Vec<String> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
        let shown = shown.join("\n\n");
        let found: Vec<_> = checked
            .diagnostics
            .iter()
            .map(|found| (found.rule.id, found.span.map(|span| (span.start, span.end)).unwrap_or_default()))
            .collect();
        let expected: Vec<_> = rules.iter().copied().zip(ranges.iter().copied()).collect();
        assert_eq!(rules.len(), ranges.len(), "as many marks as rules:\n{marked}");
        assert_eq!(found, expected, "in:\n{marked}\nreported:\n{shown}");
        assert!(shown.contains(help), "{help:?} is not in:\n{shown}");
    }
}

#[test]
fn the_language_without_mistakes_is_accepted() {
    for correct in language::CORRECT.iter().chain(language::member::CORRECT) {
        let checked = check_text(&[("root.toml", &format!("{}{correct}", language::PRELUDE))]);
        let shown: Vec<String> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
        assert!(shown.is_empty(), "in:\n{correct}\nreported:\n{}", shown.join("\n\n"));
    }
}

#[test]
fn every_rule_has_a_case() {
    // Found by loading and tested there, or without a place in the one file of a case.
    let elsewhere = ["QQ0001", "QQ0002", "QQ0003", "QQ0004", "QQ0005"];
    let cases: BTreeSet<_> = language::CASES
        .iter()
        .chain(language::member::CASES)
        .flat_map(|Case(rules, ..)| *rules)
        .copied()
        .chain(elsewhere)
        .collect();
    let missing: Vec<_> = RULES.iter().map(|rule| rule.id).filter(|id| !cases.contains(id)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}
