//! What is allowed and yet worth a word.

use core::fmt;

/// Something about a prepared call that its caller should know. It goes ahead nevertheless.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The platform keeps the first items and drops the rest.
    ItemsDropped {
        /// The list.
        param: &'static str,
        /// How many items the platform keeps.
        kept: usize,
        /// How many there are.
        given: usize,
    },
    /// A secret stands in a call that a player's device makes: whoever has the app can take it out.
    SecretInClient {
        /// The secret's parameter.
        param: &'static str,
    },
    /// The kind goes to the place under a condition, which nothing checks.
    Conditional {
        /// The kind.
        row: &'static str,
        /// The place.
        column: &'static str,
        /// The condition, in the document's words.
        condition: &'static str,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ItemsDropped { param, kept, given } => {
                write!(f, "of the {given} items of `{param}` the platform keeps the first {kept} and drops the rest")
            }
            Self::SecretInClient { param } => {
                write!(f, "`{param}` is a secret, and whoever has the app can take it out")
            }
            Self::Conditional { row, column, condition } => {
                write!(f, "`{row}` goes to `{column}` under a condition: {condition}")
            }
        }
    }
}
