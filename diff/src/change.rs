//! One difference, and all of them.

use core::fmt;

use crate::{
    place::Place,
    rules::{Rule, Verdict},
};

/// A difference between two specs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it means for whom.
    pub rule: &'static Rule,
    /// What changed, in words: ``command `buy`, param `count` ``.
    pub item: String,
    /// What it was, in the spec's own form; `None` if there was nothing, or if it is known by its name alone.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// Whether it stands in the old spec alone.
    pub gone: bool,
    /// Where it is written: in the new spec, or, if it is gone, in the old one. `None` if it is written in neither.
    pub place: Option<Place>,
}

impl Change {
    /// What happened, in words: ``command `buy`, param `count`: u32 → u64``.
    #[must_use]
    pub fn words(&self) -> String {
        let values = match (self.old.as_deref(), self.new.as_deref()) {
            (Some(old), Some(new)) => format!(": {old} → {new}"),
            (Some(old), None) => format!(": was {old}"),
            (None, Some(new)) => format!(": {new}"),
            (None, None) => String::new(),
        };
        format!("{}{values}", self.item)
    }
}

/// `shop.toml:5:8: major QD0402 enum-value-removed: value …`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        let Rule { id, name, verdict, .. } = self.rule;
        write!(f, "{verdict} {id} {name}: {}", self.words())
    }
}

/// All differences between two specs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// The differences: the gravest first, then in the order of the kinds of items, and within one in that of the spec.
    pub changes: Vec<Change>,
}

impl Diff {
    /// The gravest verdict; `None` if nothing changed.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.rule.verdict).max()
    }

    /// How many changes have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.changes.iter().filter(|change| change.rule.verdict == verdict).count()
    }
}
