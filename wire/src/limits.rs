//! The documented limits of a value, and the error of a value that breaks one.

use core::fmt;

/// The limits of one parameter, field or row. An unset limit does not bind.
///
/// ```
/// use qq_cgi_wire::{Limits, Violation};
/// let title = Limits { max_chars: Some(2), ..Limits::NONE };
/// assert_eq!(title.check_text("标题"), Ok(()));
/// assert_eq!(title.check_text("长标题"), Err(Violation::TooLong { limit: 2, actual: 3 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Smallest number.
    pub min: Option<i128>,
    /// Largest number.
    pub max: Option<i128>,
    /// Fewest characters (Unicode scalar values, not bytes).
    pub min_chars: Option<usize>,
    /// Most characters.
    pub max_chars: Option<usize>,
    /// Fewest items of a list.
    pub min_items: Option<usize>,
    /// Most items of a list.
    pub max_items: Option<usize>,
    /// Only URLs that begin with `https://`.
    pub https_only: bool,
}

impl Limits {
    /// No limit at all.
    pub const NONE: Self = Self {
        min: None,
        max: None,
        min_chars: None,
        max_chars: None,
        min_items: None,
        max_items: None,
        https_only: false,
    };

    /// Checks a text.
    ///
    /// # Errors
    /// The first limit that `text` breaks.
    pub fn check_text(&self, text: &str) -> Result<(), Violation> {
        let bounded = self.min_chars.is_some() || self.max_chars.is_some();
        let actual = if bounded { text.chars().count() } else { 0 };
        match (self.min_chars, self.max_chars) {
            (Some(_), _) if actual == 0 && self.min_chars != Some(0) => Err(Violation::Empty),
            (Some(limit), _) if actual < limit => Err(Violation::TooShort { limit, actual }),
            (_, Some(limit)) if actual > limit => Err(Violation::TooLong { limit, actual }),
            _ if self.https_only && !starts_with_https(text) => Err(Violation::NotHttps),
            _ => Ok(()),
        }
    }

    /// Checks a number.
    ///
    /// # Errors
    /// The first limit that `number` breaks.
    pub fn check_number(&self, number: i128) -> Result<(), Violation> {
        match (self.min, self.max) {
            (Some(limit), _) if number < limit => Err(Violation::TooSmall { limit, actual: number }),
            (_, Some(limit)) if number > limit => Err(Violation::TooLarge { limit, actual: number }),
            _ => Ok(()),
        }
    }

    /// Checks how many items a list has.
    ///
    /// # Errors
    /// The first limit that `actual` breaks.
    pub fn check_count(&self, actual: usize) -> Result<(), Violation> {
        match (self.min_items, self.max_items) {
            (Some(limit), _) if actual < limit => Err(Violation::TooFew { limit, actual }),
            (_, Some(limit)) if actual > limit => Err(Violation::TooMany { limit, actual }),
            _ => Ok(()),
        }
    }
}

fn starts_with_https(text: &str) -> bool {
    text.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}

/// How a value breaks its limits. Holds sizes, never the value itself, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Violation {
    /// An empty text where something must stand.
    Empty,
    /// Fewer characters than `limit`.
    TooShort {
        /// Fewest characters.
        limit: usize,
        /// Characters given.
        actual: usize,
    },
    /// More characters than `limit`.
    TooLong {
        /// Most characters.
        limit: usize,
        /// Characters given.
        actual: usize,
    },
    /// A number below `limit`.
    TooSmall {
        /// Smallest number.
        limit: i128,
        /// The number given.
        actual: i128,
    },
    /// A number above `limit`.
    TooLarge {
        /// Largest number.
        limit: i128,
        /// The number given.
        actual: i128,
    },
    /// Fewer items than `limit`.
    TooFew {
        /// Fewest items.
        limit: usize,
        /// Items given.
        actual: usize,
    },
    /// More items than `limit`.
    TooMany {
        /// Most items.
        limit: usize,
        /// Items given.
        actual: usize,
    },
    /// A URL that is not `https://…`.
    NotHttps,
    /// Text that does not have the form of its type. Only where values come as text: command line, sandbox, vectors.
    Malformed {
        /// What is expected, in words: `a whole number from 0 to 4294967295`.
        expected: String,
    },
    /// A required value that is not there. Only where values come as text: generated requests cannot lack one.
    Missing,
    /// A value that the sender computes or fixes, given differently.
    Fixed {
        /// The only right value.
        expected: String,
    },
    /// A name that the interface does not have.
    Unknown {
        /// The nearest name that it has.
        suggestion: Option<String>,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("must not be empty"),
            Self::TooShort { limit, actual } => {
                write!(f, "must have at least {}, has {actual}", counted(*limit, "character"))
            }
            Self::TooLong { limit, actual } => {
                write!(f, "must have at most {}, has {actual}", counted(*limit, "character"))
            }
            Self::TooSmall { limit, actual } => write!(f, "must be at least {limit}, is {actual}"),
            Self::TooLarge { limit, actual } => write!(f, "must be at most {limit}, is {actual}"),
            Self::TooFew { limit, actual } => write!(f, "must have at least {}, has {actual}", counted(*limit, "item")),
            Self::TooMany { limit, actual } => write!(f, "must have at most {}, has {actual}", counted(*limit, "item")),
            Self::NotHttps => f.write_str("must be a URL that begins with https://"),
            Self::Malformed { expected } => write!(f, "must be {expected}"),
            Self::Missing => f.write_str("is required and missing"),
            Self::Fixed { expected } => write!(f, "is always {expected}"),
            Self::Unknown { suggestion: Some(name) } => write!(f, "is unknown; did you mean `{name}`?"),
            Self::Unknown { suggestion: None } => f.write_str("is unknown"),
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A parameter whose value breaks a limit. Nothing was signed or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidParam {
    /// The parameter's wire name, with the way down to the field: `fopenids[0].openid`.
    pub param: String,
    /// The limit and the size given.
    pub violation: Violation,
}

impl InvalidParam {
    /// The error of the parameter `param`.
    #[must_use]
    pub fn new(param: impl Into<String>, violation: Violation) -> Self {
        Self { param: param.into(), violation }
    }
}

impl fmt::Display for InvalidParam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "parameter `{}` {}", self.param, self.violation)
    }
}

impl std::error::Error for InvalidParam {}
