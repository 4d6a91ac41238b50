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
    /// What happened, in words: ``command `buy`, param `count`: u32 → u64``. Of long values, what is around the first
    /// difference is shown.
    #[must_use]
    pub fn words(&self) -> String {
        let values = match (&self.old, &self.new) {
            (Some(old), Some(new)) => {
                let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
                format!(": {} → {}", cut(old, same), cut(new, same))
            }
            (Some(old), None) => format!(": was {}", cut(old, 0)),
            (None, Some(new)) => format!(": {}", cut(new, 0)),
            (None, None) => String::new(),
        };
        format!("{}{values}", self.item)
    }
}

/// The most characters of a value in words: what a text says by now is seen at its place.
const MOST_CHARACTERS: usize = 80;

/// How many of them stand before what matters.
const BEFORE: usize = 20;

/// A value, or so much of it as holds the character at `matters`.
fn cut(value: &str, matters: usize) -> String {
    if value.chars().count() <= MOST_CHARACTERS {
        return value.to_owned();
    }
    let start = if matters + BEFORE > MOST_CHARACTERS { matters - BEFORE } else { 0 };
    let mut rest = value.chars().skip(start);
    let shown: String = rest.by_ref().take(MOST_CHARACTERS).collect();
    let mark = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{shown}{}", mark(start > 0), mark(rest.next().is_some()))
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
    use super::{Change, cut};
    use crate::rules::SIGN_PARTS;

    #[test]
    fn only_long_values_are_cut_and_by_characters() {
        assert_eq!(cut(&"商".repeat(80), 0), "商".repeat(80));
        assert_eq!(cut(&"商".repeat(81), 0), format!("{}…", "商".repeat(80)));
    }

    #[test]
    fn of_long_values_the_first_difference_is_shown() {
        let value = |end: &str| Some(format!("{}{end}{}", "a".repeat(100), "z".repeat(100)));
        let change =
            |old, new| Change { rule: SIGN_PARTS, item: "sign".to_owned(), old, new, gone: false, place: None };
        let (same, rest) = ("a".repeat(20), "z".repeat(59));
        let expected = format!("sign: …{same}1{rest}… → …{same}2{rest}…");
        assert_eq!(change(value("1"), value("2")).words(), expected);
        let shorter = Some("a".repeat(100));
        let expected = format!("sign: …{same} → …{same}{}…", "z".repeat(60));
        assert_eq!(change(shorter, value("")).words(), expected);
    }
}
