//! The pages of the rules: each rule has one, and its examples do what it says. `spec/RULES.md` is made of them, by
//! `QQ_CGI_UPDATE=1 cargo test -p qq-cgi-model --test rule_pages`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod document;

use std::{collections::BTreeSet, fs};

use qq_cgi_model::diagnostic::{RULES, Rule};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/RULES.md");
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostic/pages");

/// What breaks this rule is too large for a page.
const UNSHOWN: &str = "QQ0007";

/// What does not hold of some rule, one line each.
fn assert_of_each(holds: impl Fn(&Rule) -> Result<(), String>) {
    let broken = RULES
        .iter()
        .filter(|rule| rule.id != UNSHOWN)
        .filter_map(|rule| holds(rule).err().map(|why| format!("{}: {why}", rule.id)));
    let broken: Vec<_> = broken.collect();
    assert!(broken.is_empty(), "{} rules:\n{}", broken.len(), broken.join("\n\n"));
}

#[test]
fn every_page_is_a_rules_and_holds_all_parts() {
    let pages: BTreeSet<_> = fs::read_dir(PAGES).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let pages = pages.iter().filter_map(|name| name.to_str()?.strip_suffix(".md"));
    assert!(pages.eq(RULES.iter().map(|rule| rule.id)), "a page is no rule's");
    assert_of_each(|rule| {
        let page = rule.page();
        let sentences = page.why.matches(['.', '?']).count();
        if !(2..=9).contains(&sentences) || page.why.contains("## ") || page.why.contains("```") {
            return Err(format!("why is not a paragraph of sentences: {}", page.why));
        }
        if let Some(long) = page.why.lines().find(|line| line.is_empty() || line.chars().count() > 100) {
            return Err(format!("not a line of one paragraph with at most 100 characters: {long}"));
        }
        for (name, example) in [("wrong", page.wrong), ("right", page.right)] {
            if example.files.is_empty() || example.files.iter().any(|(_, text)| text.trim().is_empty()) {
                return Err(format!("{name} holds no TOML"));
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_wrong_breaks_its_rule_and_no_other() {
    assert_of_each(|rule| {
        let (found, _) = rule.wrong().findings(rule);
        let as_it_should = !found.is_empty() && found.iter().all(|found| found.rule == rule);
        if as_it_should { Ok(()) } else { Err(format!("is said of the wrong example:\n{}", rule.wrong().said(rule))) }
    });
}

#[test]
fn what_is_right_breaks_no_rule() {
    assert_of_each(|rule| {
        let said = rule.right().said(rule);
        if said.is_empty() { Ok(()) } else { Err(format!("is said of the right example:\n{said}")) }
    });
}

#[test]
fn a_wrong_example_is_put_right_by_a_change_and_not_by_another_spec() {
    assert_of_each(
        |rule| {
            if rule.wrong() == rule.right() { Err("wrong and right are the same".to_owned()) } else { Ok(()) }
        },
    );
}

#[test]
fn a_rule_is_found_by_its_id_and_its_name() {
    assert_of_each(|rule| {
        let found = [rule.id, &rule.id.to_lowercase(), rule.name].map(Rule::find);
        if found == [Some(rule); 3] { Ok(()) } else { Err(format!("{found:?}")) }
    });
    assert_eq!(Rule::find("QQ"), None);
}

#[test]
fn the_document_is_up_to_date() {
    let drawn = document::draw();
    if std::env::var_os("QQ_CGI_UPDATE").is_some() {
        fs::write(DOCUMENT, &drawn).unwrap();
    }
    let written = fs::read_to_string(DOCUMENT).unwrap_or_default();
    assert!(
        written == drawn,
        "spec/RULES.md is not up to date; write it with\nQQ_CGI_UPDATE=1 cargo test -p qq-cgi-model --test rule_pages"
    );
}

#[test]
fn every_rule_stands_in_one_group_of_the_document() {
    assert_of_each(|rule| match document::groups_of(rule) {
        1 => Ok(()),
        count => Err(format!("stands in {count} groups: add one to model/tests/rule_pages/document.rs")),
    });
}
