//! Every rule of the spec language, by example: what is wrong stands between « and », and exactly that is reported.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use qq_cgi_model::{
    Checked, Embedded, check, check_embedded,
    diagnostic::{Level, RULES},
    load,
};

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
    let cases = language::cases().map(|case| (language::PRELUDE, case));
    let lints = language::lints::CASES.iter().map(|case| (language::lints::PRELUDE, case));
    for (prelude, Case(rules, help, marked)) in cases.chain(lints) {
        let (text, ranges) = unmark(&format!("{prelude}{marked}"));
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
    for correct in language::correct() {
        let checked = check_text(&[("root.toml", &format!("{}{correct}", language::PRELUDE))]);
        let errors = checked.diagnostics.iter().filter(|found| found.level == Level::Error);
        let shown: Vec<String> = errors.map(|found| found.to_text(&checked.sources)).collect();
        assert!(shown.is_empty(), "in:\n{correct}\nreported:\n{}", shown.join("\n\n"));
    }
}

#[test]
fn what_may_be_meant_is_not_warned_of() {
    for correct in language::lints::CORRECT {
        let checked = check_text(&[("root.toml", &format!("{}{correct}", language::lints::PRELUDE))]);
        let shown: Vec<String> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
        assert!(shown.is_empty(), "in:\n{correct}\nreported:\n{}", shown.join("\n\n"));
    }
}

#[test]
fn a_warning_makes_no_spec_unusable_and_what_is_denied_does() {
    let unused = "[enum.E.values]\nA = { value = 1 }\n";
    for (lints, levels) in [
        ("", &[Level::Warning][..]),
        ("unused-item = 'warn'", &[Level::Warning]),
        ("unused-item = 'allow'", &[]),
        ("unused-item = 'deny'", &[Level::Error]),
    ] {
        let root = format!("[spec]\nname = 'test'\nlints = {{ {lints} }}\n{unused}");
        let checked = check_text(&[("root.toml", &root)]);
        let found: Vec<_> = checked.diagnostics.iter().map(|found| found.level).collect();
        assert_eq!(found, levels, "{lints}");
        assert_eq!(checked.has_errors(), levels.contains(&Level::Error), "{lints}");
    }
}

#[test]
fn a_base_is_not_warned_of_and_sets_no_level() {
    let base = "[spec]\nname = 'base'\nlints = { unused-item = 'deny' }\n[enum.E.values]\nA = { value = 1 }\n";
    let own = "[spec]\nname = 'own'\nbase = 'some::base'\n[enum.F.values]\nA = { value = 1 }\n";
    let checked = check_embedded(&[("own.toml", own)], &[("base.toml", base)]);
    let found: Vec<_> = checked.diagnostics.iter().map(|found| (&*found.message, found.level)).collect();
    assert_eq!(found, [("nothing uses the enum `F`", Level::Warning)]);
    assert!(check_embedded(&[("base.toml", base)], &[]).has_errors());
}

#[test]
fn nothing_that_is_cut_off_makes_a_panic() {
    for text in language::correct() {
        for (cut, _) in text.char_indices() {
            let checked = check_text(&[("root.toml", &format!("{}{}", language::PRELUDE, &text[..cut]))]);
            checked.diagnostics.iter().for_each(|found| drop(found.to_text(&checked.sources)));
        }
    }
}

#[test]
fn every_rule_has_a_case() {
    // Found by loading and tested there, or without a place in the one file of a case.
    let elsewhere = ["QQ0001", "QQ0002", "QQ0003", "QQ0004", "QQ0005", "QQ0007"];
    let cases = language::cases().chain(language::lints::CASES);
    let cases: BTreeSet<_> = cases.flat_map(|Case(rules, ..)| *rules).copied().chain(elsewhere).collect();
    let missing: Vec<_> = RULES.iter().map(|rule| rule.id).filter(|id| !cases.contains(id)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn what_clashes_takes_nothing_of_another_kind_with_it() {
    let clashing = "[page.same]\nrust = 'SamePage'\nurl = 'https://example.com/p'\n[page.same.params]\nurl = { type = 'string', required = false }\n";
    let other = "[command.same]\ngateway = 'g'\nreply = 'unknown'\n";
    let checked = check_text(&[("root.toml", &format!("{}{clashing}{other}", language::PRELUDE))]);
    assert_eq!(checked.diagnostics.len(), 1);
    assert!(checked.model.page("same").is_none());
    assert!(checked.model.command("same").is_some());
}
