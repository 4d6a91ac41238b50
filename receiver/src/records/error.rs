//! Why something was not done to a record.

use std::{error::Error, fmt};

use qq_cgi_wire::Violation;

use crate::store::{StoreError, Unstorable};

/// Why something was not done to a record. No text here holds a value of a secret field.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RecordError {
    /// The spec has no such table.
    NoTable {
        /// The name that it has not.
        table: String,
        /// The nearest one that it has.
        suggestion: Option<String>,
    },
    /// A field is missing or unknown, or its value does not keep the spec's limits.
    Invalid {
        /// The field.
        field: String,
        /// What is wrong with it.
        violation: Violation,
    },
    /// A value that not every store can keep.
    Unstorable {
        /// The field.
        field: String,
        /// Why.
        why: Unstorable,
    },
    /// A field was given twice.
    Twice {
        /// The field.
        field: String,
    },
    /// The key names a callback's path, and cannot stand in one.
    NoPath {
        /// The key.
        key: String,
    },
    /// The table has such a record already.
    Exists {
        /// The table.
        table: String,
        /// The key.
        key: String,
    },
    /// The table has no such record.
    NoRecord {
        /// The table.
        table: String,
        /// The key that it has not.
        key: String,
    },
    /// A field has to hold the key of a record that is not there.
    NoReference {
        /// The field.
        field: String,
        /// The other table.
        table: String,
        /// The key that it has not.
        key: String,
    },
    /// Somebody changed the record meanwhile.
    Changed {
        /// The version that was seen.
        seen: i64,
    },
    /// The spec says that the field never changes.
    Immutable {
        /// The field.
        field: String,
        /// Whether it is a secret, which is rotated.
        is_secret: bool,
    },
    /// No value can be made for a field: it has to be given.
    NotMade {
        /// The field.
        field: String,
        /// Why.
        why: String,
    },
    /// Records are not found by this field.
    NotFound {
        /// The field.
        field: String,
        /// The fields by which they are.
        by: Vec<String>,
    },
    /// The table has no stages.
    NoStages {
        /// The table.
        table: String,
    },
    /// There is no such stage.
    UnknownStage {
        /// The name that none has.
        stage: String,
        /// The nearest one.
        suggestion: Option<String>,
    },
    /// The stage does not follow the one in which the record is.
    NotNext {
        /// Where it is.
        from: String,
        /// Where it was to go.
        to: String,
        /// What can follow.
        then: Vec<String>,
    },
    /// The table has no secret.
    NoSecret {
        /// The table.
        table: String,
    },
    /// The table has several secrets, and none was named.
    WhichSecret {
        /// The fields.
        fields: Vec<String>,
    },
    /// As many secrets are good as can be.
    TooManySecrets {
        /// The field.
        field: String,
    },
    /// The record has this secret already.
    SameSecret {
        /// The field.
        field: String,
    },
    /// Without this one, no secret would be good.
    LastSecret {
        /// The field.
        field: String,
    },
    /// No secret of this number is good.
    NoSuchSecret {
        /// The field.
        field: String,
        /// The number.
        number: i64,
        /// The numbers of those that are.
        good: Vec<i64>,
    },
    /// The system has no random numbers.
    NoRandom(getrandom::Error),
    /// The store did not do it, or its answer was lost.
    Store(StoreError),
}

impl From<StoreError> for RecordError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTable { table, suggestion } => {
                write!(f, "the spec has no table `{}`", table.escape_debug())?;
                meant(f, suggestion.as_deref())
            }
            Self::Invalid { field, violation } => write!(f, "`{}` {violation}", field.escape_debug()),
            Self::Unstorable { field, why } => write!(f, "`{field}` cannot be stored: {why}"),
            Self::Twice { field } => write!(f, "`{field}` is given twice"),
            Self::NoPath { key } => write!(
                f,
                "`{}` is to stand in a path, where 1 to 64 letters, digits, `-`, `_` and `.` can",
                key.escape_debug()
            ),
            Self::Exists { table, key } => write!(f, "`{table}` has a record `{}` already", key.escape_debug()),
            Self::NoRecord { table, key } => write!(f, "`{table}` has no record `{}`", key.escape_debug()),
            Self::NoReference { field, table, key } => {
                write!(f, "`{field}` is to be the key of a record of `{table}`, which has no `{}`", key.escape_debug())
            }
            Self::Changed { seen } => write!(f, "the record is not of version {seen} any more: look at it again"),
            Self::Immutable { field, is_secret: false } => write!(f, "`{field}` never changes"),
            Self::Immutable { field, is_secret: true } => {
                write!(f, "`{field}` is changed by no edit: rotate it, and retire the old one")
            }
            Self::NotMade { field, why } => write!(f, "no `{field}` can be made ({why}): give one"),
            Self::NotFound { field, by } if by.is_empty() => {
                write!(f, "nothing is found by `{field}`, only by its key")
            }
            Self::NotFound { field, by } => write!(f, "nothing is found by `{field}`, but by {}", by.join(", ")),
            Self::NoStages { table } => write!(f, "the records of `{table}` have no stages"),
            Self::UnknownStage { stage, suggestion } => {
                write!(f, "there is no stage `{}`", stage.escape_debug())?;
                meant(f, suggestion.as_deref())
            }
            Self::NotNext { from, to, then } if then.is_empty() => {
                write!(f, "`{to}` does not follow `{from}`: nothing does")
            }
            Self::NotNext { from, to, then } => {
                write!(f, "`{to}` does not follow `{from}`: what does is {}", then.join(", "))
            }
            Self::NoSecret { table } => write!(f, "the records of `{table}` have no secret"),
            Self::WhichSecret { fields } => write!(f, "there are several secrets: say which of {}", fields.join(", ")),
            Self::TooManySecrets { field } => write!(f, "two of `{field}` are good already: retire one first"),
            Self::SameSecret { field } => write!(f, "that is a `{field}` of the record already"),
            Self::LastSecret { field } => write!(f, "only one `{field}` is good: rotate it first"),
            Self::NoSuchSecret { field, number, good } => {
                let good: Vec<_> = good.iter().map(ToString::to_string).collect();
                write!(f, "no `{field}` of the number {number} is good, but {}", good.join(" and "))
            }
            Self::NoRandom(error) => write!(f, "the system has no random numbers: {error}"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

fn meant(f: &mut fmt::Formatter<'_>, suggestion: Option<&str>) -> fmt::Result {
    match suggestion {
        Some(name) => write!(f, "; did you mean `{name}`?"),
        None => Ok(()),
    }
}

impl Error for RecordError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::NoRandom(error) => Some(error),
            _ => None,
        }
    }
}
