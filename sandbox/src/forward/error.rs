//! Why nothing was sent.

use std::fmt;

use qq_cgi_wire::InvalidParam;

/// Why a forwarder cannot do what it is asked to. No text here holds a key.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ForwardError {
    /// The spec has no such callback.
    UnknownCallback {
        /// The name that it has not.
        callback: String,
        /// The nearest one that it has.
        suggestion: Option<String>,
    },
    /// The callback has no sign scheme, or no payload with a key: its spec has mistakes.
    Unsound {
        /// The callback.
        callback: String,
    },
    /// Nothing could be received at this address.
    Receiver {
        /// Why.
        why: String,
    },
    /// Values that do not fit the callback.
    Values {
        /// All that is wrong with them.
        problems: Vec<InvalidParam>,
    },
    /// There are fewer keys than forwardings: the fields of the key are given, or have too few values.
    TooFewKeys {
        /// The fields of the key.
        key: Vec<String>,
    },
    /// No field beside the key could be changed, so that there is no conflict.
    NothingToChange,
    /// A setting that cannot be.
    Setting {
        /// What it has to be, in words.
        expected: &'static str,
    },
    /// Certificates, or what checks them.
    Tls {
        /// What is wrong with them.
        why: String,
    },
}

impl fmt::Display for ForwardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCallback { callback, suggestion } => {
                write!(f, "the spec has no callback `{}`", callback.escape_debug())?;
                match suggestion {
                    Some(name) => write!(f, "; did you mean `{name}`?"),
                    None => Ok(()),
                }
            }
            Self::Unsound { callback } => write!(f, "the callback `{callback}` has no sign scheme, payload or key"),
            Self::Receiver { why } => write!(f, "this cannot be the URL of a receiver: {why}"),
            Self::Values { problems } => {
                let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
                f.write_str(&problems.join("; "))
            }
            Self::TooFewKeys { key } => {
                write!(f, "each forwarding needs a key of its own, and there are not as many of ({})", key.join(", "))
            }
            Self::NothingToChange => {
                f.write_str("there is no conflict: no field beside the key could have another value")
            }
            Self::Setting { expected } => f.write_str(expected),
            Self::Tls { why } => write!(f, "TLS: {why}"),
        }
    }
}

impl std::error::Error for ForwardError {}
