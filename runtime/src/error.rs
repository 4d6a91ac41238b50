//! What can come back in place of a reply.

mod refusal;
mod unclear;
mod unsent;

use core::fmt;

use qq_cgi_wire::InvalidParam;

pub use self::{
    refusal::Refusal,
    unclear::{OutcomeUnknown, UnexpectedStatus},
    unsent::{MethodNotTaken, NotSent, NotStarted, WaitingFor},
};
use crate::{
    attempts::{Cause, Layer},
    code::{ErrorCode, Remedy},
    command::{Command, Gateway},
    reply::DecodeError,
};

/// The error of sending a `C`.
pub type SendError<C> = Error<<<C as Command>::Gateway as Gateway>::Code, <C as Command>::Code>;

/// Why there is no reply; `G` are the gateway's codes, `K` the command's. One variant for each situation of the caller.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<G, K> {
    /// A parameter breaks its documented limits. Nothing was sent.
    InvalidParam(InvalidParam),
    /// The command does not take the chosen HTTP method. Nothing was sent.
    MethodNotTaken(MethodNotTaken),
    /// The call's time was over, or would have been, before limits let a first attempt begin. Nothing was sent.
    NotStarted(NotStarted),
    /// A blocking method was called from within an async runtime. Nothing was sent.
    #[cfg(feature = "blocking")]
    WithinRuntime(crate::blocking::WithinRuntime),
    /// There was no connection. Nothing was sent, so repeating does no harm.
    NotSent(NotSent),
    /// The request may have arrived and no whole answer came. Do not repeat it blindly.
    OutcomeUnknown(OutcomeUnknown),
    /// The server answered with another HTTP status than 200 and no refusal that can be read. The request was sent and may
    /// have taken effect.
    Status(UnexpectedStatus),
    /// The answer cannot be understood. **The request was sent**: it may well have taken effect.
    Decode(DecodeError),
    /// The answer is about another app or player than this session's. Trust nothing that came with it.
    Mismatch(ReplyMismatch),
    /// The gateway refused.
    Gateway(Refusal<G>),
    /// The gateway passed the request on and the command itself refused.
    Command(Refusal<K>),
}

impl<G: ErrorCode, K: ErrorCode> Error<G, K> {
    /// The number with which gateway or command refused; `None` also for a code whose number is not public. The same
    /// number means different things in the two.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Gateway(refusal) => refusal.code.number(),
            Self::Command(refusal) => refusal.code.number(),
            _ => None,
        }
    }

    /// The gateway's code, where the gateway refused: for a `match` on the codes that concern more than this one request.
    #[must_use]
    pub const fn gateway_code(&self) -> Option<G> {
        match self {
            Self::Gateway(refusal) => Some(refusal.code),
            _ => None,
        }
    }

    /// What is left to do about a refusal: [`Refusal::remedy`]. `None` for anything else and for codes outside the table.
    #[must_use]
    pub const fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Gateway(Refusal { remedy, .. }) | Self::Command(Refusal { remedy, .. }) => *remedy,
            _ => None,
        }
    }

    /// Why the last attempt failed; `None` where none was made. A [`Remedy`] in it is the error table's, whatever was done
    /// about it since.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        Some(match self {
            Self::InvalidParam(_) | Self::MethodNotTaken(_) | Self::NotStarted(_) => return None,
            #[cfg(feature = "blocking")]
            Self::WithinRuntime(_) => return None,
            Self::NotSent(_) => Cause::NotSent,
            Self::OutcomeUnknown(_) => Cause::OutcomeUnknown,
            Self::Status(unexpected) => Cause::Status(unexpected.status),
            Self::Decode(_) => Cause::Undecodable,
            Self::Mismatch(_) => Cause::Mismatch,
            Self::Gateway(refusal) => refusal.cause(Layer::Gateway),
            Self::Command(refusal) => refusal.cause(Layer::Command),
        })
    }
}

impl<G, K> Error<G, K> {
    /// How many attempts were made, this one's failure being the last or the one that says most; 0 where nothing was handed
    /// to the transport.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        match self {
            Self::InvalidParam(_) | Self::MethodNotTaken(_) | Self::NotStarted(_) => 0,
            #[cfg(feature = "blocking")]
            Self::WithinRuntime(_) => 0,
            Self::NotSent(NotSent { attempts, .. })
            | Self::OutcomeUnknown(OutcomeUnknown { attempts, .. })
            | Self::Status(UnexpectedStatus { attempts, .. })
            | Self::Mismatch(ReplyMismatch { attempts, .. })
            | Self::Gateway(Refusal { attempts, .. })
            | Self::Command(Refusal { attempts, .. }) => *attempts,
            Self::Decode(error) => error.attempts(),
        }
    }

    /// The error of a call that made so many attempts.
    pub(crate) fn after(mut self, made: u32) -> Self {
        match &mut self {
            Self::InvalidParam(_) | Self::MethodNotTaken(_) | Self::NotStarted(_) => {}
            #[cfg(feature = "blocking")]
            Self::WithinRuntime(_) => {}
            Self::NotSent(NotSent { attempts, .. })
            | Self::OutcomeUnknown(OutcomeUnknown { attempts, .. })
            | Self::Status(UnexpectedStatus { attempts, .. })
            | Self::Mismatch(ReplyMismatch { attempts, .. })
            | Self::Gateway(Refusal { attempts, .. })
            | Self::Command(Refusal { attempts, .. }) => *attempts = made,
            Self::Decode(error) => error.set_attempts(made),
        }
        self
    }

    /// The error of a call that was signed again and sent once more already, because a code asked for that.
    pub(crate) fn once_retried(mut self) -> Self {
        if let Self::Gateway(Refusal { remedy, .. }) | Self::Command(Refusal { remedy, .. }) = &mut self {
            *remedy = remedy.map(Remedy::once_retried);
        }
        self
    }
}

impl<G: ErrorCode, K: ErrorCode> Error<G, K> {
    /// One word for it, for logs and figures: [`Cause::name`], or where no attempt was made `invalid_param`,
    /// `method_not_taken`, `not_started`, `within_runtime`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::InvalidParam(_) => "invalid_param",
            Self::MethodNotTaken(_) => "method_not_taken",
            #[cfg(feature = "blocking")]
            Self::WithinRuntime(_) => "within_runtime",
            other => other.cause().map_or("not_started", |cause| cause.name()),
        }
    }
}

impl<G: ErrorCode, K: ErrorCode> fmt::Display for Error<G, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidParam(error) => write!(f, "{error}; nothing was sent"),
            Self::MethodNotTaken(error) => error.fmt(f),
            Self::NotStarted(error) => error.fmt(f),
            #[cfg(feature = "blocking")]
            Self::WithinRuntime(error) => error.fmt(f),
            Self::NotSent(error) => error.fmt(f),
            Self::OutcomeUnknown(error) => error.fmt(f),
            Self::Status(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Mismatch(error) => error.fmt(f),
            Self::Gateway(refusal) => write!(f, "the gateway refused: {refusal}"),
            Self::Command(refusal) => write!(f, "the command refused: {refusal}"),
        }?;
        match self.attempts() {
            0 | 1 => Ok(()),
            attempts => write!(f, "; {attempts} attempts were made"),
        }
    }
}

impl<G: ErrorCode, K: ErrorCode> std::error::Error for Error<G, K> {
    /// What stands in the text already is no source of it: reports would say it twice.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotSent(error) => error.source(),
            Self::OutcomeUnknown(error) => error.source(),
            _ => None,
        }
    }
}

impl<G, K> From<InvalidParam> for Error<G, K> {
    fn from(error: InvalidParam) -> Self {
        Self::InvalidParam(error)
    }
}

impl<G, K> From<MethodNotTaken> for Error<G, K> {
    fn from(error: MethodNotTaken) -> Self {
        Self::MethodNotTaken(error)
    }
}

impl<G, K> From<DecodeError> for Error<G, K> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// The answer is about another app or player than this session's. Shows neither of the two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReplyMismatch {
    /// The field of the answer that says so.
    pub field: &'static str,
    /// How many attempts the call made.
    pub attempts: u32,
}

impl ReplyMismatch {
    pub(crate) const fn new(field: &'static str) -> Self {
        Self { field, attempts: 1 }
    }
}

impl fmt::Display for ReplyMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer's `{}` is not this session's: it is about another app or player", self.field)
    }
}

impl std::error::Error for ReplyMismatch {}
