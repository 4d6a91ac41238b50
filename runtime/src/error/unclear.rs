//! It was sent, and nobody says what became of it.

use core::fmt;

use crate::{attempts::RequestId, command::Method, request::SignedRequest, transport::TransportError};

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
