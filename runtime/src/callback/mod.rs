//! Callbacks: requests that the vendor sends to an address of the game's own, signed with a key that both know.
//!
//! In: a typed callback and a receiver's URL, or a query that came. Out: the signed URL, or what was said, once its sign
//! is right. Both ends need no network and no feature: any HTTP server hands a query over.

mod error;
mod reply;
mod send;
mod verified;

use qq_cgi_wire::{LineFeed, RawForm, Receiver, SignScheme, Unverified};

pub use self::{
    error::{CallbackError, CallbackUrlError},
    reply::CallbackReply,
    send::SignedCallback,
    verified::{CallbackKey, CallbackParams, Payload, Verified},
};
use crate::{param::Param, reply::FromJson, secret::Secret, value::Record};

/// A callback with its parameters, the same at both ends.
///
/// Generated types have these methods themselves, under the names `url`, `url_as` and `verify`.
pub trait Callback: Record + Sized {
    /// What it says: the struct in its payload.
    type Payload: FromJson + Record;
    /// What its table in the spec says.
    const SPEC: &'static CallbackSpec;

    /// Reads all parameters of a query whose sign is right.
    ///
    /// # Errors
    /// The first parameter that cannot be understood.
    fn read(params: &CallbackParams<'_>) -> Result<Self, CallbackError>;

    /// Signs it for the receiver at the URL `receiver`.
    ///
    /// # Errors
    /// A parameter that breaks its documented limits, or a URL that no receiver can have.
    fn to_url(&self, receiver: &str, key: &Secret, line_feed: LineFeed) -> Result<SignedCallback, CallbackUrlError> {
        send::sign(Self::SPEC, self, receiver, key, line_feed)
    }

    /// Takes a query, as it came, if `key` made its sign.
    ///
    /// # Errors
    /// Whatever is wrong with it; nothing in it can be trusted then.
    fn receive(query: &str, key: &Secret) -> Result<Verified<Self>, CallbackError> {
        receive(Self::SPEC, query, key).map(Verified::new)
    }
}

/// The table of a callback.
pub struct CallbackSpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// How it is signed.
    pub sign: SignScheme,
    /// The forms of a value under which a received sign is accepted.
    pub accept: &'static [RawForm],
    /// Whether the names of parameters are known in any case.
    pub ignore_case: bool,
    /// Everything in its query but the sign.
    pub params: &'static [Param],
    /// The parameter that holds what it says.
    pub payload: &'static str,
    /// The fields of the payload that together are said once.
    pub key: &'static [&'static str],
    /// What the receiver answers.
    pub reply: CallbackReply,
}

impl CallbackSpec {
    fn names(&self) -> Vec<&str> {
        self.params.iter().map(|param| param.name).collect()
    }

    /// What the receiver of a query with parameters of these names knows.
    fn receiver<'a>(&'a self, names: &'a [&'a str]) -> Receiver<'a> {
        Receiver { scheme: &self.sign, accept: self.accept, ignore_case: self.ignore_case, names }
    }
}

fn receive(spec: &CallbackSpec, query: &str, key: &Secret) -> Result<qq_cgi_wire::Received, CallbackError> {
    if key.expose().is_empty() {
        return Err(CallbackError::EmptyKey);
    }
    let received = spec.receiver(&spec.names()).verify(query, key.expose())?;
    if received.bytes(spec.payload).is_none() {
        return Err(Unverified::Missing { param: spec.payload.to_owned() }.into());
    }
    Ok(received)
}
