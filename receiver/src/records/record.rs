//! What is kept of a record.

use std::{collections::BTreeMap, fmt};

/// One record of a table. `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its table, by the name in the spec.
    pub table: String,
    /// By what it is known in its table; it never changes.
    pub key: String,
    /// Its values by field, as they would stand in a query, the key among them and no secret.
    pub fields: BTreeMap<String, String>,
    /// Its secrets by field: those that are good now, oldest first.
    pub secrets: BTreeMap<String, Vec<Secret>>,
    /// Its stage, by the name in the spec; `None` in a table without stages.
    pub stage: Option<String>,
    /// 1 when it is new, and 1 more with each change.
    pub version: i64,
    /// When it was added, in milliseconds since 1970.
    pub created_at: i64,
    /// When it was changed last, in milliseconds since 1970.
    pub changed_at: i64,
}

/// A secret of a record. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// The version of the record with which it came: by that it is told from others.
    pub number: i64,
    /// Since when it has been good, in milliseconds since 1970.
    pub since: i64,
    /// The secret.
    pub value: String,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, since, value: _ } = self;
        f.debug_struct("Secret").field("number", number).field("since", since).finish_non_exhaustive()
    }
}

/// One change of a record. No secret stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The version that the change made.
    pub version: i64,
    /// What was done.
    pub action: Action,
    /// Who did it, as they said.
    pub by: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What changed, as a JSON object.
    pub detail: String,
}

/// What is done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It was added.
    Added,
    /// Fields were given other values.
    Edited,
    /// It went to another stage.
    Staged,
    /// A secret was added beside the one in use.
    Rotated,
    /// A secret came to its end.
    Retired,
}

impl Action {
    const ALL: [Self; 5] = [Self::Added, Self::Edited, Self::Staged, Self::Rotated, Self::Retired];

    /// One word, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Edited => "edited",
            Self::Staged => "staged",
            Self::Rotated => "rotated",
            Self::Retired => "retired",
        }
    }

    /// The action that is called `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == word)
    }
}
