//! What can come back in place of a reply.

use core::{fmt, time::Duration};

use qq_cgi_wire::InvalidParam;

use crate::{
    attempts::{Cause, Layer, RequestId},
    code::{ErrorCode, Remedy},
    command::{Command, Gateway, Method},
    reply::DecodeError,
    request::SignedRequest,
    transport::TransportError,
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

/// A refusal by gateway or command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal<T> {
    /// The code.
    pub code: T,
    /// The beginning of the message that came with it, at most 200 characters, secrets as `***`; may be empty. Meant for
    /// people: match on the code.
    pub message: String,
    /// What is left to do: what the error table says of the code, and after the call did that itself, what is to be done if
    /// it did not help. So [`Remedy::RetryOnce`] stands here only where the call did not retry; where it did, the next is
    /// [`Remedy::CheckCredentials`]. `None` for a code that the table does not list.
    pub remedy: Option<Remedy>,
    /// The HTTP status with which it came: 200, or from 400 to 499.
    pub status: u16,
    /// How many attempts the call made.
    pub attempts: u32,
}

impl<T: ErrorCode> Refusal<T> {
    pub(crate) fn new(code: i64, message: String, status: u16) -> Self {
        let code = T::from_code(code);
        Self { code, message, remedy: code.remedy(), status, attempts: 1 }
    }

    fn cause(&self, by: Layer) -> Cause {
        Cause::Refused { by, code: self.code.number(), remedy: self.code.remedy(), status: self.status }
    }
}

/// `-5 SignatureMismatch: The signature … (签名验证失败); it says "sign error"; remedy: … (重试一次…); advice: …`.
impl<T: ErrorCode> fmt::Display for Refusal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if self.status != 200 {
            write!(f, "; HTTP status {}", self.status)?;
        }
        if !self.message.is_empty() {
            write!(f, "; it says {:?}", self.message)?;
        }
        let Some(entry) = self.code.entry() else { return Ok(()) };
        match (entry.en_remedy, entry.zh_remedy) {
            ("", "") => {}
            (only, "") | ("", only) => write!(f, "; remedy: {only}")?,
            (en, zh) => write!(f, "; remedy: {en} ({zh})")?,
        }
        write!(f, "; advice: {}", self.remedy.unwrap_or(entry.remedy))
    }
}

impl<T: ErrorCode> std::error::Error for Refusal<T> {}

/// The request may have arrived and no whole answer came.
#[derive(Debug)]
#[non_exhaustive]
pub struct OutcomeUnknown {
    /// The command's name on the wire.
    pub command: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// Where it went, secrets as `***`.
    pub masked_url: String,
    /// Whether sending the command twice does no harm, as the spec says.
    pub idempotent: bool,
    /// Which call it was, as hooks and logs name it.
    pub request_id: RequestId,
    /// How many attempts the call made.
    pub attempts: u32,
    /// What happened.
    pub source: TransportError,
}

impl OutcomeUnknown {
    pub(crate) fn new(signed: &SignedRequest, source: TransportError, request_id: RequestId) -> Self {
        Self {
            command: signed.spec().name,
            method: signed.method(),
            masked_url: signed.masked_url(),
            idempotent: signed.spec().idempotent,
            request_id,
            attempts: 1,
            source,
        }
    }
}

impl fmt::Display for OutcomeUnknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { command, method, masked_url, idempotent, source, .. } = self;
        let advice = match idempotent {
            true => "it may have taken effect; the command is idempotent, so repeating it does no harm",
            false => "it may have taken effect and must not be repeated blindly",
        };
        write!(f, "outcome of `{command}` unknown: {source}; {advice} ({} {masked_url})", method.as_str())
    }
}

impl std::error::Error for OutcomeUnknown {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Its own text stands in ours.
        self.source.source()
    }
}

/// An HTTP status other than 200: a redirect, which is not followed; from 400 on a refusal of somebody who writes no envelope
/// of the gateway's, such as a proxy; from 500 on a failure, whatever the body says. The request was sent and may have taken
/// effect: who answers so says nothing of what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnexpectedStatus {
    /// The HTTP status.
    pub status: u16,
    /// Whether sending the command twice does no harm, as the spec says.
    pub idempotent: bool,
    /// The beginning of the body, at most 200 characters: secrets as `***`, control characters escaped.
    pub excerpt: String,
    /// How many attempts the call made.
    pub attempts: u32,
}

impl fmt::Display for UnexpectedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP status {} where 200 was expected; the request may have taken effect", self.status)?;
        if self.excerpt.is_empty() { Ok(()) } else { write!(f, "; the answer begins: {}", self.excerpt) }
    }
}

impl std::error::Error for UnexpectedStatus {}

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
