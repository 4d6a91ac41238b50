//! The table of a command, filled in: each value is fetched and checked once.

use qq_cgi_wire::InvalidParam;

use super::{Credentials, SignedRequest, query::Query};
use crate::{
    address::Address,
    command::{Command, CommandSpec, GatewaySpec, Method},
    param::{Param, Source},
    value::Value,
};

/// As many values stand on the stack; a command with more parameters costs a second allocation.
const FEW: usize = 24;

/// Where the values of one request come from. Not generic: what follows is compiled once for all commands.
pub(super) struct Form<'a> {
    pub(super) spec: &'static CommandSpec,
    pub(super) gateway: &'static GatewaySpec,
    pub(super) credentials: &'a Credentials<'a>,
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
        let mut few = [Value::Unset; FEW];
        let mut many = Vec::new();
        let slots = if let Some(slots) = few.get_mut(..self.spec.params.len()) {
            slots
        } else {
            many.resize(self.spec.params.len(), Value::Unset);
            &mut many
        };
        for (param, slot) in self.spec.params.iter().zip(&mut *slots) {
            let value = self.value(param);
            value.check(&param.limits, &|| param.name.to_owned())?;
            *slot = value;
        }
        let query = Query { spec: self.spec, gateway: self.gateway, secret: self.credentials.secret, values: slots };
        Ok(query.write(method, address))
    }

    #[inline]
    fn value(&self, param: &Param) -> Value<'a> {
        match param.source {
            Source::Caller(index) => self.caller.caller_value(index),
            Source::AppId => Value::Uint(self.credentials.app_id),
            Source::OpenId => Value::Text(self.credentials.openid),
            Source::AccessToken => Value::Text(self.credentials.access_token),
            Source::CommandName => Value::Text(self.spec.name),
            Source::Constant(value) => value,
            Source::LengthOf(index) => Value::Uint(self.caller.caller_value(index).count() as u64),
        }
    }
}
