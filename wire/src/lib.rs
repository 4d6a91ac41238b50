//! What both ends of the wire must agree upon, byte for byte: percent-encoding, sign schemes and the limits of a value.
//!
//! In: names, values and a sign scheme that is plain data. Out: a source string, a signature, an encoded query.
//! **Invariant**: knows no TOML, no HTTP, no command; depends on a digest and a constant-time compare and nothing else.
//! Client, sandbox, vectors of a spec and the command line all sign with the code of this crate; there is no second signer.
#![forbid(unsafe_code)]

mod address;
mod digest;
mod limits;
pub mod percent;
mod plain;
mod receive;
mod scheme;
mod sign;
mod text;
mod verify;

pub use address::separator_after;
pub use limits::{InvalidParam, Limits, Violation};
pub use plain::{PlainQuery, PlainScheme};
pub use receive::{Received, Receiver, Unverified};
pub use scheme::{Digest, Encoding, LineFeed, Order, Output, Pairs, Part, RawForm, SignScheme};
pub use sign::{Signable, Signature};
pub use text::{Count, Sink, Text};
pub use verify::ReceivedSign;
