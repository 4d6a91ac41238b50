//! The table of a command, filled in.

use qq_cgi_wire::InvalidParam;

use super::{SignedRequest, Signer, escaped, plain, prepared::Prepared};
use crate::{
    address::Address,
    command::{Command, CommandSpec, GatewaySpec, Method},
    param::{Param, Source},
    value::Value,
};

/// Where the values of one request come from. Not generic: what follows is compiled once for all commands.
pub(super) struct Form<'a> {
    pub(super) spec: &'static CommandSpec,
    pub(super) gateway: &'static GatewaySpec,
    pub(super) prepared: &'static Prepared,
    pub(super) signer: &'a Signer<'a>,
    pub(super) caller: &'a dyn Caller,
}

pub(super) trait Caller {
    fn caller_value(&self, index: usize) -> Value<'_>;
}

impl<C: Command> Caller for C {
    fn caller_value(&self, index: usize) -> Value<'_> {
        self.value(index)
    }
}

impl<'a> Form<'a> {
    /// Signs the values if all of them are within their limits.
    pub(super) fn sign(&self, method: Method, address: &Address<'_>) -> Result<SignedRequest, InvalidParam> {
        plain::sign(self, method, address).unwrap_or_else(|| escaped::sign(self, method, address))
    }

    /// What is sent: a name and the value under it. Unset values are neither signed nor sent.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static str, Value<'a>)> + Clone {
        let all = self.spec.params.iter().map(|param| (param.name, self.value(param)));
        all.filter(|(_, value)| !value.is_unset())
    }

    pub(super) fn own_path(&self) -> &'static str {
        self.spec.path.unwrap_or_default()
    }

    /// The value of one of the command's parameters.
    #[inline]
    pub(super) fn value(&self, param: &Param) -> Value<'a> {
        let credentials = &self.signer.credentials;
        match param.source {
            Source::Caller(index) => self.caller.caller_value(index),
            Source::AppId => Value::Uint(credentials.app_id),
            Source::OpenId => Value::Text(credentials.openid),
            Source::AccessToken => Value::Text(credentials.access_token),
            Source::CommandName => Value::Text(self.spec.name),
            Source::Constant(value) => value,
            Source::LengthOf(index) => Value::Uint(self.caller.caller_value(index).count() as u64),
        }
    }
}
