//! Faults on request: what goes wrong, for which requests, how often.
//!
//! In: rules, from code, from a text (`cmd=say,rate=0.1,code=-6`) or from a request's own header. Out: what befalls a
//! request. **Invariant**: whatever befalls it, the request itself is checked as always, and the log says whether it
//! took effect.

mod alter;
mod check;
mod rule;
mod rules;
mod span;
mod text;

use std::time::Duration;

pub use rule::FaultRule;
pub use rules::Faults;
pub use text::FaultError;

pub(crate) use alter::alter;
pub(crate) use rules::{Rules, Struck, Target};

/// Something that goes wrong with a request, or with its answer.
///
/// A request that is right in itself is *delivered*, it takes effect, under every fault but [`Fault::Code`],
/// [`Fault::Refuse`] and a [`Fault::Status`] below 500: whatever a client cannot tell from a lost answer counts as the
/// worst. [`FaultRule::delivered`] says otherwise for one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A refusal with a code: `code=-6`, `code=-6,layer=command`.
    Code {
        /// The code; one that the document does not have is met in production too.
        code: i64,
        /// Who refuses.
        layer: Layer,
    },
    /// An HTTP status from 300 to 599 with a line of plain text: `status=502`.
    Status(u16),
    /// The ordinary answer, later: `delay=250ms`.
    Delay(Duration),
    /// No answer; the connection stays open until the client gives up or the sandbox is shut down, [`Fault::LONGEST`] at
    /// most: `hang`.
    Hang,
    /// The connection is reset instead of an answer: `reset`.
    Reset,
    /// The connection is reset after half of the answer's body: `reset=body`.
    ResetBody,
    /// The connection is closed without an answer, and nothing was done: `refuse`.
    Refuse,
    /// A page of HTML with status 200, as a proxy's or a captive portal's: `html`.
    Html,
    /// The first half of the ordinary body, in an answer that is whole as HTTP: `truncated`.
    Truncated,
    /// The ordinary body and then spaces, [`Fault::OVERSIZED`] bytes in all: `oversized`.
    Oversized,
    /// The ordinary body under another content type: `content-type`, which is `image/png`, or `content-type=text/css`.
    ContentType(String),
    /// Status 200 and no body: `empty`.
    Empty,
    /// JSONP with another function's name than was asked for, if any was: `jsonp`, `jsonp=name`.
    Jsonp(String),
    /// The ordinary body byte by byte, with this pause before each: `drip=10ms`.
    Drip(Duration),
    /// The first key of the answer's object twice, first with `null`: `duplicate-keys`.
    DuplicateKeys,
    /// A first field of [`Fault::NESTED`] arrays in one another: `nested`.
    Nested,
}

impl Fault {
    /// Bytes of an oversized body: twice the client's usual limit.
    pub const OVERSIZED: usize = 2 * 1024 * 1024;
    /// How deep the arrays of [`Fault::Nested`] go.
    pub const NESTED: usize = 10_000;
    /// The longest that a fault waits: a client that left unseen must not keep its connection's place for ever.
    pub const LONGEST: Duration = Duration::from_hours(1);

    /// Whether a request that is right in itself takes effect all the same.
    #[must_use]
    pub const fn delivers(&self) -> bool {
        match self {
            Self::Code { .. } | Self::Refuse => false,
            Self::Status(status) => *status >= 500,
            _ => true,
        }
    }
}

/// Who refuses a request with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The gateway, in its envelope.
    Gateway,
    /// The command, in the code of its own reply.
    Command,
}
