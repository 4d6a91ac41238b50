//! What generated code says of a gateway and of a command.

use std::borrow::Cow;

use qq_cgi_wire::SignScheme;

use crate::{
    code::ErrorCode,
    param::{Param, Source},
    reply::FromJson,
    request::SignedRequest,
    value::{AsValue, Record, Value},
};

/// A request of one command.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no command, so no session sends it",
    label = "not a command",
    note = "a call of a mobile SDK goes through `Sdk::call`, pages and callbacks have a `url` of their own"
)]
pub trait Command: Send + Sync {
    /// The gateway that carries it.
    type Gateway: Gateway;
    /// What it answers inside the gateway's envelope.
    type Reply: FromJson + Send + Sync + 'static;
    /// The codes of its own layer.
    type Code: ErrorCode;
    /// What its table in the spec says.
    const SPEC: &'static CommandSpec;

    /// The caller's value of this index, see [`crate::Source::Caller`].
    fn value(&self, index: usize) -> Value<'_>;
}

/// The table of a command.
pub struct CommandSpec {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its own path below the gateway's URL; `None` where a parameter names it.
    pub path: Option<&'static str>,
    /// The HTTP methods it takes; the first is the default.
    pub methods: &'static [Method],
    /// Whether sending it twice does no harm.
    pub idempotent: bool,
    /// Everything in its query but the sign, in the order of the sign scheme.
    pub params: &'static [Param],
    /// Its own code inside its answer.
    pub reply_code: Option<ReplyCode>,
    /// Fields of its answer that must say what client or session know.
    pub verify: &'static [Verify],
}

/// A field of an answer that must say what client or session know.
#[derive(Clone, Copy)]
pub struct Verify {
    /// The field.
    pub field: &'static str,
    /// What it must say: [`Source::AppId`] or [`Source::OpenId`].
    pub source: Source,
}

/// Which fields of a command's answer are its own code and message.
#[derive(Debug, Clone, Copy)]
pub struct ReplyCode {
    /// The field with the code.
    pub field: &'static str,
    /// The field with the message.
    pub message: Option<&'static str>,
    /// The code that means success.
    pub success: i64,
}

/// An HTTP address behind which commands live.
pub trait Gateway: Send + Sync + 'static {
    /// The codes of its layer.
    type Code: ErrorCode;
    /// What its table in the spec says.
    const SPEC: &'static GatewaySpec;
}

/// The table of a gateway.
pub struct GatewaySpec {
    /// Its key in the spec.
    pub name: &'static str,
    /// Where it answers; the first is the default.
    pub urls: &'static [&'static str],
    /// How requests are signed; `None` where they are not.
    pub sign: Option<SignScheme>,
    /// The fields around every answer.
    pub envelope: Envelope,
    /// How answers come as JSONP; where this is `None`, they may call any function.
    pub jsonp: Option<Jsonp>,
}

/// Stands for the gateway of a command whose spec is wrong, so that the mistake is reported once, where it is.
#[doc(hidden)]
#[derive(Debug)]
pub enum NoGateway {}

/// Stands for a value whose type could not be generated, for the same reason.
#[doc(hidden)]
impl AsValue for () {
    fn as_value(&self) -> Value<'_> {
        Value::Unset
    }
}

/// Stands for what a callback says, for the same reason.
#[doc(hidden)]
impl Record for () {
    fn fields(&self) -> &'static [Param] {
        &[]
    }

    fn field(&self, _: usize) -> Value<'_> {
        Value::Unset
    }
}

impl Gateway for NoGateway {
    type Code = crate::UndocumentedCode;
    const SPEC: &'static GatewaySpec = &GatewaySpec {
        name: "",
        urls: &[],
        sign: None,
        envelope: Envelope { code: "", success: 0, failures_only: false, message: "", data: "" },
        jsonp: None,
    };
}

/// The fields around every answer of a gateway.
#[derive(Debug, Clone, Copy)]
pub struct Envelope {
    /// The field with the gateway's code.
    pub code: &'static str,
    /// The code that means success.
    pub success: i64,
    /// Whether the code stands in failures alone: an answer without it succeeded.
    pub failures_only: bool,
    /// The field with the gateway's message.
    pub message: &'static str,
    /// The field with the command's answer.
    pub data: &'static str,
}

/// Which function a gateway's JSONP calls.
#[derive(Debug, Clone, Copy)]
pub struct Jsonp {
    /// The parameter that names the function.
    pub param: Option<&'static str>,
    /// The function's name where none is given.
    pub default_function: &'static str,
}

impl Jsonp {
    /// The function that an answer to `request` must call.
    pub(crate) fn function(self, request: &SignedRequest) -> Called {
        match self.param.and_then(|param| request.value_of(param)) {
            Some(name) => Called { name: Cow::Owned(name), is_default: false },
            None => Called { name: Cow::Borrowed(self.default_function), is_default: true },
        }
    }
}

/// The function that an answer must call.
pub(crate) struct Called {
    pub(crate) name: Cow<'static, str>,
    /// The request asked for none.
    pub(crate) is_default: bool,
}

/// An HTTP method. Parameters always stand in the query; the body is always empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

impl Method {
    /// The method's name in capitals.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}
