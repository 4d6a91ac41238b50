//! The table of a command, filled in: each value is fetched and checked once.

use qq_cgi_wire::InvalidParam;

use super::{Credentials, query::Query};
use crate::{
    command::{Command, CommandSpec, GatewaySpec},
    param::{Param, Source},
    value::Value,
};

/// As many values stand on the stack; a command with more parameters costs a second allocation.
const FEW: usize = 24;

/// A name and the value that is sent under it.
pub(super) type Pair<'a> = (&'static str, Value<'a>);

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
    /// Hands the values that are sent to `then`, in the order of the sign scheme, if all of them are within their limits.
    pub(super) fn fill<T>(&self, then: impl FnOnce(&Query<'_>) -> T) -> Result<T, InvalidParam> {
        let mut few = [("", Value::Unset); FEW];
        let mut many = Vec::new();
        let slots = if self.spec.params.len() <= FEW {
            &mut few[..]
        } else {
            many.resize(self.spec.params.len(), ("", Value::Unset));
            &mut many[..]
        };
        let set = self.fill_slots(slots)?;
        let pairs = slots.get(..set).unwrap_or_default();
        let secret = self.credentials.secret;
        Ok(then(&Query { spec: self.spec, gateway: self.gateway, secret, pairs }))
    }

    /// How many slots were filled; unset values take none.
    fn fill_slots(&self, slots: &mut [Pair<'a>]) -> Result<usize, InvalidParam> {
        let mut free = slots.iter_mut();
        let mut set = 0;
        for param in self.spec.params {
            let value = self.value(param);
            if value.is_unset() {
                continue;
            }
            value.check(&param.limits, &|| param.name.to_owned())?;
            if let Some(slot) = free.next() {
                *slot = (param.name, value);
                set += 1;
            }
        }
        Ok(set)
    }

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
