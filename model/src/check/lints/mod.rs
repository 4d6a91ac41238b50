//! What may be a mistake: findings whose level the root sets.
//!
//! In: the whole spec, checked. Out: findings about own files; a base's are the base's to report.

mod fields;
mod order;
mod refusals;
mod texts;
pub(super) mod unused;

use super::context::{Context, Item, Items};
use crate::{
    diagnostic::{Diagnostic, LINT_LEVEL, Level, RULES, Report, Rule, UNKNOWN_NAME, UNSORTED_CODES},
    model::Model,
    source::{Located, Span},
    suggest::nearest,
    syntax::{LintWord, Map},
};

/// The levels that the root sets.
#[derive(Default)]
pub(super) struct Levels(Vec<(&'static Rule, Level)>);

impl Levels {
    /// Reads `[spec.lints]`.
    pub(super) fn read(written: Option<Located<Map<LintWord>>>, report: &mut Report) -> Self {
        let mut levels = Self::default();
        for (name, word) in written.map(|written| written.value).unwrap_or_default() {
            match RULES.iter().find(|rule| rule.name == name.value) {
                Some(rule) if rule.is_lint() => levels.0.push((rule, level(word))),
                Some(rule) => report.add(no_lint(&name, rule)),
                None => report.add(unknown(&name)),
            }
        }
        levels
    }

    fn of(&self, rule: &Rule) -> Level {
        self.0.iter().find(|(known, _)| *known == rule).map_or(rule.level, |(_, level)| *level)
    }
}

/// Looks for everything that the levels do not allow.
pub(super) fn look(model: &Model, items: &Items, levels: &Levels, context: &mut Context<'_>) {
    // What is misspelt may be what would use an item.
    let is_sound = context.has_no_findings();
    let mut lints = Lints { levels, context };
    if is_sound {
        unused::look(model, items, &mut lints);
        refusals::look(model, items, &mut lints);
    }
    texts::look(items, &mut lints);
    fields::look(items, &mut lints);
    if levels.of(UNSORTED_CODES) != Level::Allow {
        order::look(items, &mut lints);
    }
}

/// Where lints say what they find.
struct Lints<'l, 'c, 'a> {
    levels: &'l Levels,
    context: &'c mut Context<'a>,
}

impl Lints<'_, '_, '_> {
    /// The text of the file in which `span` is.
    fn text(&self, span: Span) -> Option<&str> {
        self.context.sources.get(span.file).map(|file| file.text.as_str())
    }

    fn say(&mut self, found: Diagnostic) {
        let level = self.levels.of(found.rule);
        if level != Level::Allow {
            let way_out =
                format!("if it is meant so, write in the root: [spec.lints], then {} = \"allow\"", found.rule.name);
            self.context.add(Diagnostic { level, ..found.help(way_out) });
        }
    }
}

fn own<T>(items: &[Item<T>]) -> impl Iterator<Item = &Item<T>> {
    items.iter().filter(|item| !item.from_base)
}

fn level(word: LintWord) -> Level {
    match word {
        LintWord::Allow => Level::Allow,
        LintWord::Warn => Level::Warning,
        LintWord::Deny => Level::Error,
    }
}

fn no_lint(name: &Located<String>, rule: &Rule) -> Diagnostic {
    let message = format!("the level of `{}` cannot be set", rule.name);
    Diagnostic::new(LINT_LEVEL, name.span, message).label("always an error").help(known())
}

fn unknown(name: &Located<String>) -> Diagnostic {
    let by_id = RULES.iter().find(|rule| rule.is_lint() && rule.id == name.value).map(|rule| rule.name);
    let meant = by_id.or_else(|| nearest(&name.value, names()));
    let found = Diagnostic::new(UNKNOWN_NAME, name.span, format!("unknown lint `{}`", name.value));
    found.label("no lint of this name").meant(meant).help(known())
}

fn known() -> String {
    format!("lints are {}", names().collect::<Vec<_>>().join(", "))
}

fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().filter(|rule| rule.is_lint()).map(|rule| rule.name)
}
