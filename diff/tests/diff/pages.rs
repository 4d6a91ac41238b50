//! The pages: each shows its rule, and says all that is found.

use std::{collections::BTreeSet, fs};

use qq_cgi_diff::{GROUND, RULES, Rule, Verdict, compare};

use crate::spec;

/// What does not hold of some rule, one line each.
pub(crate) fn assert_of_each(holds: impl Fn(&'static Rule) -> Result<(), String>) {
    let broken = RULES.iter().filter_map(|rule| holds(rule).err().map(|why| format!("{}: {why}", rule.id)));
    let broken: Vec<_> = broken.collect();
    assert!(broken.is_empty(), "{} rules:\n{}", broken.len(), broken.join("\n\n"));
}

#[test]
fn ids_and_names_are_unique_and_ids_ascend() {
    assert!(RULES.is_sorted_by(|a, b| a.id < b.id));
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    assert_of_each(|rule| {
        let found = [rule.id, &rule.id.to_lowercase(), rule.name].map(Rule::find);
        // `qq-cgi explain` takes the names of both tables.
        if qq_cgi_model::diagnostic::Rule::find(rule.name).is_some() {
            return Err(format!("a rule of the spec language is called `{}`", rule.name));
        }
        if found == [Some(rule); 3] { Ok(()) } else { Err(format!("{found:?}")) }
    });
}

#[test]
fn every_page_is_a_rules_and_holds_all_parts() {
    let pages: BTreeSet<_> = fs::read_dir(spec::CASES).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let pages = pages.iter().filter_map(|name| name.to_str()?.strip_suffix(".md"));
    assert!(pages.eq(RULES.iter().map(|rule| rule.id)), "a page is no rule's");
    assert_of_each(|rule| {
        let page = rule.page();
        let is_source = rule.category == qq_cgi_diff::Category::Source;
        if page.why.is_empty() || page.why.contains("```") {
            Err(format!("why is no paragraph: {}", page.why))
        } else if let Some(long) = page.why.lines().find(|line| line.is_empty() || line.chars().count() > 140) {
            Err(format!("not a line of one paragraph with at most 140 characters: {long}"))
        } else if page.user.is_some() != is_source {
            Err("a page has users' Rust if its rule is about that, and only then".to_owned())
        } else {
            Ok(())
        }
    });
}

#[test]
fn the_ground_is_sound() {
    let ground = spec::ground();
    // It has a refusal of every kind, and no row for the code of each.
    let found = ground.diagnostics.iter().filter(|found| found.rule.name != "unlisted-refusal");
    let found: Vec<_> = found.map(|found| found.to_text(&ground.sources)).collect();
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

/// The change of a page is found, with everything else that it brings.
#[test]
fn a_page_says_all_that_is_found_and_its_rule_is_among_it() {
    let update = std::env::var_os("QQ_CGI_UPDATE").is_some();
    assert_of_each(|rule| {
        let page = rule.page();
        let changed = page.changed().ok_or("the change does not fit the ground in one place")?;
        let new = spec::sound(&changed)?;
        let diff = compare(&spec::ground(), &new);
        let said: String = diff.changes.iter().flat_map(|change| [change.to_string(), "\n".to_owned()]).collect();
        if diff.changes.iter().all(|change| change.rule != rule) {
            return Err(format!("is not found:\n{said}"));
        }
        if said == page.said {
            return Ok(());
        }
        if update {
            let path = format!("{}/{}.md", spec::CASES, rule.id);
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replace(&format!("```text\n{}```", page.said), &format!("```text\n{said}```")))
                .unwrap();
        }
        Err(format!("is said:\n{said}write it with {}", spec::REGENERATE))
    });
}

/// Forward and backward the same places are seen: what comes in one direction goes in the other.
#[test]
fn nothing_that_changes_is_seen_from_one_side_only() {
    assert_of_each(|rule| {
        let new = spec::sound(&rule.page().changed().ok_or("no change")?)?;
        let (there, back) = (compare(&spec::ground(), &new), compare(&new, &spec::ground()));
        if back.changes.is_empty() {
            return Err("nothing is found backward".to_owned());
        }
        let placed = |diff: &qq_cgi_diff::Diff| diff.changes.iter().all(|change| change.place.is_some());
        if placed(&there) && placed(&back) { Ok(()) } else { Err("a change has no place".to_owned()) }
    });
}

#[test]
fn a_spec_does_not_differ_from_itself_however_it_is_written() {
    let ground = spec::ground();
    assert_eq!(compare(&ground, &spec::ground()).verdict(), None);
    // Turned around, with comments, and in two files.
    let (root, items) = GROUND.1.split_once("\n[sign.shop]").unwrap();
    let items = format!("[sign.shop]{items}");
    let mut blocks: Vec<&str> = items.split("\n\n").collect();
    blocks.reverse();
    let (headers, parts): (Vec<&str>, Vec<&str>) = blocks.iter().partition(|block| !block.starts_with("[["));
    let member = format!("# Anything.\n{}\n\n{}\n", headers.join("\n\n# More.\n"), parts.join("\n\n"));
    let root = format!("{root}\nfiles = [\"rest.toml\"]\n");
    let moved = qq_cgi_model::check_embedded(&[("shop.toml", &root), ("rest.toml", &member)], &[]);
    assert!(!moved.has_errors(), "{:?}", moved.diagnostics);
    let diff = compare(&ground, &moved);
    let said: Vec<_> = diff.changes.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn the_gravest_comes_first_and_is_the_verdict() {
    let new = spec::sound(&Rule::find("QD0455").unwrap().page().changed().unwrap()).unwrap();
    assert_eq!(compare(&spec::ground(), &new).verdict(), Some(Verdict::Patch));
    let new = spec::sound(&Rule::find("QD0401").unwrap().page().changed().unwrap()).unwrap();
    assert_eq!(compare(&spec::ground(), &new).verdict(), Some(Verdict::Minor));
    for rule in RULES {
        let new = spec::sound(&rule.page().changed().unwrap()).unwrap();
        let diff = compare(&spec::ground(), &new);
        assert!(diff.changes.is_sorted_by_key(|change| core::cmp::Reverse(change.rule.verdict)));
        assert!(diff.verdict() >= Some(rule.verdict));
        assert_eq!(diff.verdict(), diff.changes.first().map(|change| change.rule.verdict));
    }
}
