//! Nothing was sent.

use core::{fmt, time::Duration};

use crate::{command::Method, transport::TransportError};

/// There was no connection. Nothing was sent.
#[derive(Debug)]
#[non_exhaustive]
pub struct NotSent {
    /// How many attempts the call made.
    pub attempts: u32,
    /// What happened.
    pub source: TransportError,
}

impl NotSent {
    pub(crate) const fn new(source: TransportError) -> Self {
        Self { attempts: 1, source }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was not sent: {}", self.source)
    }
}

impl std::error::Error for NotSent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Its own text stands in ours.
        self.source.source()
    }
}

/// The call's time was over, or would have been, before limits let a first attempt begin. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotStarted {
    /// The command's name on the wire.
    pub command: &'static str,
    /// For how long it waited. Where waiting would have been in vain, that is known and said beforehand.
    pub waited: Duration,
    /// For what it waited; `None` where its time was over from the beginning.
    pub waited_for: Option<WaitingFor>,
}

/// What a call can wait for before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitingFor {
    /// Its turn, by the rate limit of its command and app.
    RateLimit,
    /// The end of the time for which the server's wish to be asked less often holds off its command and app.
    HoldOff,
    /// The end of one of the requests under way, of which a client has a highest number.
    Capacity,
}

impl NotStarted {
    pub(crate) const fn too_late(command: &'static str) -> Self {
        Self { command, waited: Duration::ZERO, waited_for: None }
    }
}

impl fmt::Display for NotStarted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { command, waited, waited_for } = self;
        match waited_for {
            None => write!(f, "the deadline of `{command}` passed before it could be sent; nothing was sent"),
            Some(what) => write!(
                f,
                "{what} leaves no room for `{command}` before its deadline; it waited for {waited:?}, and nothing was sent"
            ),
        }
    }
}

impl fmt::Display for WaitingFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RateLimit => "the rate limit",
            Self::HoldOff => "the server's wish to be asked less often",
            Self::Capacity => "the number of requests under way",
        })
    }
}

impl std::error::Error for NotStarted {}

/// The command does not take the chosen HTTP method. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MethodNotTaken {
    /// The command's name on the wire.
    pub command: &'static str,
    /// The chosen method.
    pub method: Method,
    /// The methods that the command takes.
    pub taken: &'static [Method],
}

impl fmt::Display for MethodNotTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` does not take {}, only", self.command, self.method.as_str())?;
        for (index, method) in self.taken.iter().enumerate() {
            write!(f, "{} {}", if index > 0 { "," } else { "" }, method.as_str())?;
        }
        f.write_str("; nothing was sent")
    }
}

impl std::error::Error for MethodNotTaken {}
