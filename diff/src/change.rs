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
    /// What happened, in words: ``command `buy`, param `count`: u32 → u64``. Long values are cut.
    #[must_use]
    pub fn words(&self) -> String {
        let [old, new] = [&self.old, &self.new].map(|value| value.as_deref().map(cut));
        let values = match (old, new) {
            (Some(old), Some(new)) => format!(": {old} → {new}"),
            (Some(old), None) => format!(": was {old}"),
            (None, Some(new)) => format!(": {new}"),
            (None, None) => String::new(),
        };
        format!("{}{values}", self.item)
    }
}

/// The most characters of a value in words: what a text says by now is seen at its place.
const MOST_CHARACTERS: usize = 80;

fn cut(value: &str) -> String {
    match value.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or(value)),
        None => value.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn only_long_values_are_cut_and_by_characters() {
        assert_eq!(cut(&"商".repeat(80)), "商".repeat(80));
        assert_eq!(cut(&"商".repeat(81)), format!("{}…", "商".repeat(80)));
    }
}
