//! What a rule of `qq-cgi diff` is for, and a change that it tells of.

use qq_cgi_diff::{GROUND, Page, RULES, Rule};
use qq_cgi_model::suggest::nearest;
use serde_json::json;

use crate::{args::Format, output::Failure};

pub(super) fn explain(rule: &Rule, format: Format) -> String {
    match format {
        Format::Human => to_lines(rule),
        Format::Json => to_json(rule),
    }
}

/// Says that there is no such rule, if `wanted` cannot be anything but a rule's id.
pub(super) fn unknown_id(wanted: &str) -> Option<Failure> {
    super::rule::is_id("QD", wanted)
        .then(|| super::rule::unknown(wanted, nearest(&wanted.to_uppercase(), RULES.iter().map(|rule| rule.id))))
}

/// The names by which a rule is known.
pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    RULES.iter().map(|rule| rule.name)
}

fn to_lines(rule: &Rule) -> String {
    let Page { why, change, user, said } = rule.page();
    let indented = super::rule::indented;
    let mut blocks = vec![
        format!("{} {} ({}, {})\n{}", rule.id, rule.name, rule.category, rule.verdict, rule.purpose),
        why.to_owned(),
        format!("a change of {}:\n{}", GROUND.0, indented(change)),
    ];
    blocks.extend(user.map(|user| {
        let does = if rule.verdict == qq_cgi_diff::Verdict::Major { "no longer compiles" } else { "still compiles" };
        format!("a user's Rust, which {does}:\n{}", indented(user))
    }));
    blocks.push(format!("what is said:\n{}", indented(said)));
    blocks.join("\n\n")
}

fn to_json(rule: &Rule) -> String {
    let Page { why, change, user, said } = rule.page();
    json!({
        "rule": rule.id,
        "name": rule.name,
        "category": rule.category.as_str(),
        "verdict": rule.verdict.as_str(),
        "purpose": rule.purpose,
        "why": why.replace('\n', " "),
        "change": change,
        "user": user,
        "said": said,
    })
    .to_string()
}
