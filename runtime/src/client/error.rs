//! Why a client is not built, and why a secret is not rotated.

use core::fmt;

use crate::transport::BoxError;

/// Why a client cannot be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// [`ClientBuilder::app`](crate::ClientBuilder::app) was never called.
    NoApp,
    /// The same app id twice.
    AppTwice {
        /// The app.
        app_id: u64,
    },
    /// An app without a secret.
    EmptySecret {
        /// The app.
        app_id: u64,
    },
    /// A secret with white space at its beginning or end, such as the line feed at the end of the file it was read from: every
    /// sign would be wrong.
    BlankAroundSecret {
        /// The app.
        app_id: u64,
    },
    /// An origin that is not `http://authority` or `https://authority`.
    BadOrigin {
        /// The text given; what stands before an `@` as `***`.
        origin: String,
    },
    /// A time-out of 0, in which no call could succeed.
    ZeroTimeout {
        /// The builder's method.
        setting: &'static str,
    },
    /// A rate limit or a number of requests under way that would let nothing through.
    ZeroLimit,
    /// A rate limit without a clock: neither [`ClientBuilder::clock`](crate::ClientBuilder::clock) nor the feature `tokio`.
    NoClock,
    /// Neither [`ClientBuilder::transport`](crate::ClientBuilder::transport) nor one of the features `reqwest` and `hyper`.
    NoTransport,
    /// Neither a crypto provider for the process nor the feature `ring`.
    NoCryptoProvider,
    /// The transport could not be set up; most often the system has no trust anchors (on Linux: `ca-certificates`).
    Transport(BoxError),
    /// The thread for the network cannot be started; only a blocking client has one.
    #[cfg(feature = "blocking")]
    Thread(std::io::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoApp => f.write_str("a client needs an app: call `.app(app_id, secret)`"),
            Self::AppTwice { app_id } => write!(f, "app {app_id} is given twice"),
            Self::EmptySecret { app_id } => write_empty(*app_id, f),
            Self::BlankAroundSecret { app_id } => write_blank_around(*app_id, f),
            Self::BadOrigin { origin } => {
                write!(f, "{origin:?} is no origin: it takes a scheme and an authority, as in http://127.0.0.1:1234")
            }
            Self::ZeroTimeout { setting } => write!(f, "a time-out of 0 lets no call succeed: give `{setting}` more"),
            Self::ZeroLimit => f.write_str("a limit of 0 lets nothing through"),
            Self::NoClock => {
                f.write_str("a rate limit needs a clock: call `.clock(…)` or switch on the feature `tokio`")
            }
            Self::NoTransport => {
                f.write_str("nothing to send with: call `.transport(…)` or switch on the feature `reqwest` or `hyper`")
            }
            Self::NoCryptoProvider => {
                f.write_str("no crypto provider for TLS: switch on the feature `ring`, or install one for the process")
            }
            Self::Transport(_) => f.write_str("the HTTP transport cannot be set up; are CA certificates installed?"),
            #[cfg(feature = "blocking")]
            Self::Thread(_) => f.write_str("the thread for the network cannot be started"),
        }
    }
}

impl core::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Transport(source) => Some(&**source),
            #[cfg(feature = "blocking")]
            Self::Thread(source) => Some(source),
            _ => None,
        }
    }
}

/// Why a secret was not rotated. The app signs as before.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RotateError {
    /// The client was built without this app.
    UnknownApp(UnknownApp),
    /// An empty secret.
    EmptySecret {
        /// The app.
        app_id: u64,
    },
    /// A secret with white space at its beginning or end, such as the line feed at the end of the file it was read from: every
    /// sign would be wrong.
    BlankAroundSecret {
        /// The app.
        app_id: u64,
    },
}

impl fmt::Display for RotateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownApp(error) => error.fmt(f),
            Self::EmptySecret { app_id } => write_empty(*app_id, f),
            Self::BlankAroundSecret { app_id } => write_blank_around(*app_id, f),
        }
    }
}

impl core::error::Error for RotateError {}

fn write_empty(app_id: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "the secret of app {app_id} is empty")
}

fn write_blank_around(app_id: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(
        f,
        "the secret of app {app_id} begins or ends with white space, such as the line feed at the end of a file: `.trim()` it"
    )
}

/// The client was built without this app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownApp {
    /// The app asked for.
    pub app_id: u64,
}

impl fmt::Display for UnknownApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the client has no app {}: add it with `.app(…)` while building", self.app_id)
    }
}

impl core::error::Error for UnknownApp {}
