//! How much Rust a spec may become: `[spec.budget]`.

use super::Place;

/// Limits of the lines of generated Rust, formatted and with their documentation. Nobody is bound by them who does not
/// count lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Budget {
    /// Of one item, where its kind has no limit of its own.
    pub item: Option<Bound>,
    /// Of one item of a kind, by the kind's key in the TOML.
    pub kinds: Vec<(&'static str, Bound)>,
    /// Of all own items together.
    pub total: Option<Bound>,
}

impl Budget {
    /// The limit of one item of a kind.
    #[must_use]
    pub fn of(&self, kind: &str) -> Option<&Bound> {
        let own = self.kinds.iter().find(|(of, _)| *of == kind).map(|(_, limit)| limit);
        own.or(self.item.as_ref())
    }
}

/// A limit and where it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The most lines, at least 1.
    pub lines: usize,
    /// The place of the limit.
    pub place: Place,
}
