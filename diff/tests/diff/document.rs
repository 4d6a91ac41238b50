//! `diff/RULES.md`: the rules' table and their pages.

use std::fs;

use qq_cgi_diff::{GROUND, Page, RULES, Rule, Verdict};

use crate::{pages::assert_of_each, spec};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/RULES.md");

/// What the rules are about, by how their ids begin.
const GROUPS: &[(&str, &str)] = &[
    ("QD01", "Items"),
    ("QD02", "Values, as Rust has them"),
    ("QD03", "Values, as the wire has them"),
    ("QD04", "Enums, error tables, type tables"),
    ("QD05", "Gateways and signs"),
    ("QD06", "Commands"),
    ("QD07", "Callbacks and pages"),
    ("QD08", "Tables of records and stages"),
    ("QD09", "SDK calls and matrices"),
    ("QD10", "Words"),
];

#[test]
fn the_document_is_up_to_date() {
    let drawn = draw();
    if std::env::var_os("QQ_CGI_UPDATE").is_some() {
        fs::write(DOCUMENT, &drawn).unwrap();
    }
    let written = fs::read_to_string(DOCUMENT).unwrap_or_default();
    assert!(written == drawn, "diff/RULES.md is not up to date; write it with\n{}", spec::REGENERATE);
}

#[test]
fn every_rule_stands_in_one_group_of_the_document() {
    assert_of_each(|rule| match GROUPS.iter().filter(|(prefix, _)| rule.id.starts_with(prefix)).count() {
        1 => Ok(()),
        count => Err(format!("stands in {count} groups")),
    });
}

fn draw() -> String {
    let tables = groups().map(|(title, rules)| {
        let rows: String = rules.iter().map(|rule| row(rule)).collect();
        format!("\n**{title}**\n\n| rule | who notices | verdict | what happened |\n|---|---|---|---|\n{rows}")
    });
    let sections = groups().map(|(title, rules)| {
        let pages: String = rules.iter().map(|rule| section(rule)).collect();
        format!("\n## {title}\n{pages}")
    });
    std::iter::once(introduction()).chain(tables).chain(std::iter::once(ground())).chain(sections).collect()
}

fn groups() -> impl Iterator<Item = (&'static str, Vec<&'static Rule>)> {
    let rules = |prefix: &str| RULES.iter().copied().filter(|rule| rule.id.starts_with(prefix)).collect();
    GROUPS.iter().map(move |(prefix, title)| (*title, rules(prefix)))
}

fn introduction() -> String {
    "# The rules of `qq-cgi diff`

<!-- Written by `QQ_CGI_UPDATE=1 cargo test -p qq-cgi-diff --test diff` from diff/src/rules.rs and diff/cases. -->

`qq-cgi explain QD0201` prints what stands here about one rule. An id never changes its meaning and is never used again.

**wire** is what the other end and stored data notice, if one end is made of the old spec and the other of the new one. **source** is
what users' Rust notices: that of a crate which depends on the one with `#[qq_cgi]`, after Cargo's chapter on semantic versioning. (In that crate
itself `#[non_exhaustive]` has no force.) Before 1.0.0, Cargo takes the second number for the first: there *major* is 0.2.0, and
*minor* is 0.1.1.

All of it is tests. Each page changes the same spec, and says all that is found. Of a source rule that says major, the user's Rust compiles
against the client of the old spec and no longer against that of the new one; of any other, it compiles against both, and so does that
of a user of everything (`cases/everything.rs`) where nothing major is said of Rust. Of wire rules, clients of either spec call sandboxes of
both. And no key of the spec language can change unnoticed: each is given other values, and taken away. Where `cargo-semver-checks` is
installed, it is asked about the two clients of each source rule's page: it calls nothing major that is not so here, and does not see the
eight that are about types or the order of arguments.
"
    .to_owned()
}

fn ground() -> String {
    let (name, text) = GROUND;
    format!("\n## The spec that is changed\n\n`{name}`:\n\n```toml\n{text}```\n")
}

fn row(rule: &Rule) -> String {
    let Rule { id, name, category, verdict, purpose, .. } = rule;
    format!("| [{id} {name}](#{}) | {category} | {verdict} | {purpose} |\n", anchor(rule))
}

fn section(rule: &Rule) -> String {
    let Rule { id, name, category, verdict, purpose, .. } = rule;
    let Page { why, change, user, said, .. } = rule.page();
    let does = if *verdict == Verdict::Major { "no longer compiles" } else { "still compiles" };
    let user = user.map(|user| format!("A user's Rust, which {does}:\n\n```rust\n{user}```\n\n")).unwrap_or_default();
    format!(
        "\n### {id} {name}\n\n**{category}, {verdict}** · {purpose}\n\n{why}\n\n```diff\n{change}```\n\n{user}Said:\n\n```text\n{said}```\n"
    )
}

fn anchor(rule: &Rule) -> String {
    format!("{} {}", rule.id, rule.name).to_lowercase().replace(' ', "-")
}
