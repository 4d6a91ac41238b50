//! What is wrong with a spec, where, and what was meant.

mod edit;
mod render;
mod replacement;
mod rule_page;
mod rules;

use std::cmp::Reverse;

pub use edit::{Edit, new_file};
pub use render::{Position, Rendered};
pub use rule_page::{Example, GROUND, MEMBER, RulePage};
pub(crate) use rules::*;
pub use rules::{Level, RULES, Rule};

use crate::{source::Span, suggest};

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is: as the rule says, unless the root says otherwise.
    pub level: Level,
    /// What is wrong, in one line.
    pub message: String,
    /// Where; nowhere only where there is no file to point into.
    pub span: Option<Span>,
    /// What stands beside the caret.
    pub label: String,
    /// Other places that help.
    pub others: Vec<(Span, String)>,
    /// What was expected, and other help.
    pub help: Vec<String>,
    /// What was meant: a text to put in place of the span.
    pub suggestion: Option<String>,
    /// Whether nothing else can have been meant, so that it may be put there unasked.
    pub certain: bool,
    /// How it can be mended otherwise.
    pub edit: Option<Edit>,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    #[must_use]
    pub fn new(rule: &'static Rule, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: rule.level,
            message: message.into(),
            span: span.into(),
            label: String::new(),
            others: Vec::new(),
            help: Vec::new(),
            suggestion: None,
            certain: false,
            edit: None,
        }
    }

    /// Says something beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Points to another place.
    #[must_use]
    pub fn other(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }

    /// Says what was meant, if that is known.
    #[must_use]
    pub fn meant(mut self, suggestion: Option<&str>) -> Self {
        if let Some(suggestion) = suggestion {
            self.help.insert(0, format!("did you mean `{suggestion}`?"));
            self.suggestion = Some(suggestion.to_owned());
        }
        self
    }
}

impl Diagnostic {
    /// Says which of `known` was meant by `word`, if one is near; that is certain if no other is as near.
    #[must_use]
    pub(crate) fn meant_among<'k>(self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let near = suggest::nearest_all(word, known);
        self.meant(near.first().copied()).certain(near.len() == 1)
    }

    /// Says what was meant where nothing is near; that is a guess.
    #[must_use]
    pub(crate) fn or_meant(self, meant: Option<&str>) -> Self {
        let is_known = self.suggestion.is_some();
        self.meant(meant.filter(|_| !is_known))
    }

    /// Adds a line of help where nothing is suggested.
    #[must_use]
    pub(crate) fn or_help(self, help: impl Into<String>) -> Self {
        if self.suggestion.is_some() { self } else { self.help(help) }
    }

    /// The stub that would mend it: the key of its kind, and its name.
    pub(crate) fn stub(&self) -> Option<(&'static str, &str)> {
        match &self.edit {
            Some(Edit::Item { key, name, .. }) => Some((key, name)),
            _ => None,
        }
    }

    /// Says how it can be mended where no other word was meant.
    #[must_use]
    pub(crate) fn edit(mut self, edit: Option<Edit>) -> Self {
        self.edit = edit.filter(|_| self.suggestion.is_none());
        self
    }

    /// Says whether nothing but the suggestion can have been meant.
    #[must_use]
    pub(crate) fn certain(mut self, is_certain: bool) -> Self {
        self.certain = is_certain && self.suggestion.is_some();
        self
    }
}

/// Gathers findings.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: Vec<Diagnostic>,
}

impl Report {
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.found.iter_mut()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Takes over the findings of one rule.
    pub(crate) fn take(&mut self, other: Self, rule: &Rule) {
        self.found.extend(other.found.into_iter().filter(|found| found.rule == rule));
    }

    /// Takes back what was said of one place.
    pub(crate) fn forget_at(&mut self, span: Span) {
        self.found.retain(|found| found.span != Some(span));
    }

    /// What was said of one place stays, but what was meant there is a guess.
    pub(crate) fn doubt_at(&mut self, span: Span) {
        for found in self.found.iter_mut().filter(|found| found.span == Some(span)) {
            found.certain = false;
        }
    }

    pub(crate) fn places(&self) -> impl Iterator<Item = Span> {
        self.found.iter().filter_map(|found| found.span)
    }

    /// A list is not empty if what stood in it was wrong.
    fn drop_hollow(&mut self) {
        let spans: Vec<Span> = self.found.iter().filter_map(|found| found.span).collect();
        let holds = |outer: Span, inner: &Span| {
            outer != *inner && outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
        };
        self.found.retain(|found| {
            found.rule != EMPTY || found.span.is_none_or(|outer| !spans.iter().any(|inner| holds(outer, inner)))
        });
    }

    /// All findings by file and place, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.drop_hollow();
        self.found.sort_by_key(|found| found.span.map(|span| (span.file, span.start, Reverse(span.end))));
        self.found.dedup_by(|later, earlier| later.span == earlier.span && later.message == earlier.message);
        self.found
    }
}
