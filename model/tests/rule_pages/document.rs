//! `spec/RULES.md` as text.

use qq_cgi_model::diagnostic::{Example, GROUND, MEMBER, RULES, Rule};

/// What the rules are about, by how their ids begin.
const GROUPS: &[(&str, &str)] = &[
    ("QQ00", "Files"),
    ("QQ01", "Keys, words and names"),
    ("QQ02", "Meaning"),
    ("QQ03", "Vectors and examples"),
    ("QQ04", "What is allowed and suspicious"),
];

/// In how many groups a rule stands.
pub(crate) fn groups_of(rule: &Rule) -> usize {
    GROUPS.iter().filter(|(prefix, _)| rule.id.starts_with(prefix)).count()
}

pub(crate) fn draw() -> String {
    let contents = groups().map(|(title, rules)| format!("\n**{title}**\n\n{}", each(&rules, entry)));
    let sections = groups().map(|(title, rules)| format!("\n## {title}\n{}", each(&rules, section)));
    std::iter::once(introduction()).chain(contents).chain(sections).collect()
}

fn each(rules: &[&Rule], draw: impl Fn(&Rule) -> String) -> String {
    rules.iter().map(|rule| draw(rule)).collect()
}

fn entry(rule: &Rule) -> String {
    format!("- [{} {}](#{}): {}\n", rule.id, rule.name, anchor(rule), rule.purpose)
}

fn introduction() -> String {
    let (root, text) = GROUND;
    format!(
        "# The rules of the spec language

<!-- Written by `QQ_CGI_UPDATE=1 cargo test -p qq-cgi-model --test rule_pages` from model/src/diagnostic. -->

`qq-cgi explain QQ0101` prints what stands here about one rule. An id never changes its meaning and is never used again.

Every wrong example breaks its rule and no other, and every right one breaks none: both are tests. Where no other file is
named, an example is the file `{MEMBER}` of this spec:

{}",
        fenced(&format!("`{root}`"), text)
    )
}

/// The groups that hold rules.
fn groups() -> impl Iterator<Item = (&'static str, Vec<&'static Rule>)> {
    let rules = |prefix: &str| RULES.iter().copied().filter(|rule| rule.id.starts_with(prefix)).collect::<Vec<_>>();
    GROUPS.iter().map(move |(prefix, title)| (*title, rules(prefix))).filter(|(_, rules)| !rules.is_empty())
}

fn section(rule: &Rule) -> String {
    let page = rule.page();
    let head =
        format!("\n### {} {}\n\n**{}** · {}\n\n{}\n", rule.id, rule.name, rule.level.as_str(), rule.purpose, page.why);
    if page.wrong.files.is_empty() {
        return head;
    }
    let (wrong, said, right) = (files("Wrong", &page.wrong), page.wrong.said(rule), files("Right", &page.right));
    format!("{head}\n{wrong}\n```text\n{said}\n```\n\n{right}")
}

/// The name stands above the fence: the lines in it are those that the diagnostics count.
fn files(title: &str, example: &Example) -> String {
    let own = example.files.iter().map(|(name, text)| fenced(&format!("{title}, `{name}`"), text));
    let base = example.base.iter().map(|(name, text)| fenced(&format!("{title}, `{name}` of the base"), text));
    own.chain(base).collect::<Vec<_>>().join("\n")
}

fn fenced(title: &str, text: &str) -> String {
    format!("{title}:\n\n```toml\n{text}```\n")
}

fn anchor(rule: &Rule) -> String {
    format!("{} {}", rule.id, rule.name).to_lowercase().replace(' ', "-")
}
