//! The table of a request's parameters, or of a JSON object's fields.

use qq_cgi_wire::Limits;

use crate::value::{Record, Value};

/// One parameter of a command or field of a struct, as its table in the spec says.
#[derive(Clone, Copy)]
pub struct Param {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where its value comes from.
    pub source: Source,
    /// Whether it is never shown.
    pub secret: bool,
    /// Its documented limits.
    pub limits: Limits,
    /// Whether a number or truth value stands in its JSON as a text.
    pub quoted: bool,
    /// What of it stands in every query; `None` where something has to be escaped.
    pub joined: Option<Joined>,
}

/// What of a parameter stands in every query, joined while the client is generated. Nothing in it has to be escaped.
#[derive(Clone, Copy)]
pub enum Joined {
    /// `&name=`
    Name(&'static str),
    /// `&name=value`, where the value is always the same.
    Pair(&'static str),
}

/// Where the value of a parameter comes from.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Source {
    /// The caller: the request's field of this index.
    Caller(usize),
    /// The client: the app id.
    AppId,
    /// The session: the player's openid.
    OpenId,
    /// The session: the player's access token.
    AccessToken,
    /// The command's own name.
    CommandName,
    /// Always the same.
    Constant(Value<'static>),
    /// The number of items of the caller's field of this index.
    LengthOf(usize),
}

impl Param {
    /// A parameter without limits that may be shown.
    #[must_use]
    pub const fn new(name: &'static str, source: Source) -> Self {
        Self { name, source, secret: false, limits: Limits::NONE, quoted: false, joined: None }
    }

    /// The same, never shown.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// The same, with limits.
    #[must_use]
    pub const fn limited(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same, with a number or truth value as a text in its JSON: `"1"`.
    #[must_use]
    pub const fn quoted(self) -> Self {
        Self { quoted: true, ..self }
    }

    /// The same, with `&name=` at hand: one piece to write instead of three.
    #[must_use]
    pub const fn joined(self, name: &'static str) -> Self {
        Self { joined: Some(Joined::Name(name)), ..self }
    }

    /// The same, with all of `&name=value` at hand, as the value is always the same.
    #[must_use]
    pub const fn fixed(self, pair: &'static str) -> Self {
        Self { joined: Some(Joined::Pair(pair)), ..self }
    }

    pub(crate) fn record_value<'a>(&self, record: &'a dyn Record) -> Value<'a> {
        match self.source {
            Source::Caller(index) => record.field(index),
            Source::Constant(value) => value,
            Source::LengthOf(index) => Value::Uint(record.field(index).count() as u64),
            // A struct's field never comes from client, session or command: the spec language refuses it.
            Source::AppId | Source::OpenId | Source::AccessToken | Source::CommandName => Value::Unset,
        }
    }
}
