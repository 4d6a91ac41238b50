//! What a rule of the spec language is for, what breaks it, what is said then, and what does not break it.

use qq_cgi_model::{
    diagnostic::{Example, GROUND, MEMBER, RULES, Rule},
    suggest::nearest,
};
use serde_json::{Value, json};

use crate::{args::Format, output::Failure};

pub(super) fn explain(rule: &Rule, format: Format) -> String {
    match format {
        Format::Human => to_lines(rule),
        Format::Json => to_json(rule).to_string(),
    }
}

/// Says that there is no such rule, if `wanted` cannot be anything but a rule's id.
pub(super) fn unknown_id(wanted: &str) -> Option<Failure> {
    is_id("QQ", wanted).then(|| unknown(wanted, nearest(&wanted.to_uppercase(), RULES.iter().map(|rule| rule.id))))
}

/// Whether it has the form of an id that begins with `letters`.
pub(super) fn is_id(letters: &str, wanted: &str) -> bool {
    wanted.split_at_checked(letters.len()).is_some_and(|(begin, number)| {
        begin.eq_ignore_ascii_case(letters) && number.starts_with(|digit: char| digit.is_ascii_digit())
    })
}

/// Says that there is no such rule, and which one was meant.
pub(super) fn unknown(wanted: &str, meant: Option<&str>) -> Failure {
    Failure::new(format!("no rule is called `{wanted}`{}", super::did_you_mean(meant)))
}

/// The names by which a rule is known.
pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    RULES.iter().map(|rule| rule.name)
}

fn to_lines(rule: &Rule) -> String {
    let page = rule.page();
    let mut blocks = vec![
        format!("{} {} ({})\n{}", rule.id, rule.name, rule.level.as_str(), rule.purpose),
        page.why.to_owned(),
        files("wrong", &page.wrong),
        indented(&page.wrong.said(rule)),
        files("right", &page.right),
    ];
    if page.wrong.on_ground || page.right.on_ground {
        let (root, text) = GROUND;
        let used = format!("{MEMBER} is a file of {root}.");
        // Whoever reads about a name of the ground wants to see it.
        let names_it = [&page.wrong, &page.right].iter().any(|example| names_ground(example));
        blocks.push(if names_it { format!("{used}\n\n{root}:\n{}", indented(text)) } else { used });
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n")
}

/// Whether the example refers to something of the ground.
fn names_ground(example: &Example) -> bool {
    let names = ["\"shop\"", "\"Done\""];
    example.files.iter().any(|(_, text)| names.iter().any(|name| text.contains(name)))
}

fn files(title: &str, example: &Example) -> String {
    let own = example.files.iter().map(|(name, text)| format!("{title}, {name}:\n{}", indented(text)));
    let base = example.base.iter().map(|(name, text)| format!("{title}, {name} of the base:\n{}", indented(text)));
    own.chain(base).collect::<Vec<_>>().join("\n\n")
}

/// Two columns to the right; what is blank stays blank.
pub(super) fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    lines.collect::<Vec<_>>().join("\n")
}

fn to_json(rule: &Rule) -> Value {
    let page = rule.page();
    json!({
        "rule": rule.id,
        "name": rule.name,
        "level": rule.level.as_str(),
        "purpose": rule.purpose,
        "why": page.why.replace('\n', " "),
        "wrong": example_as_json(&page.wrong),
        "said": page.wrong.said(rule),
        "right": example_as_json(&page.right),
    })
}

/// Every file of the example with the ground, so that whoever writes them has a spec.
fn example_as_json(example: &Example) -> Value {
    let ground = example.on_ground.then_some(&GROUND);
    let as_json = |(name, text): &(&str, &str)| json!({ "file": name, "text": text });
    json!({
        "files": ground.into_iter().chain(&example.files).map(as_json).collect::<Vec<_>>(),
        "base": example.base.iter().map(as_json).collect::<Vec<_>>(),
    })
}
