//! From a command and credentials to a signed URL: checks every limit, signs, writes. Needs no network and no feature.

use core::fmt;

use qq_cgi_wire::{Count, InvalidParam, Signable, Text as _, percent};

use crate::{
    address::Address,
    command::{Command, CommandSpec, Gateway, GatewaySpec, Method},
    param::{Param, Source},
    value::Value,
};

/// Who signs: an app and a player.
///
/// For signing without a [`Client`](crate::Client), for instance where another program does the sending.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The app id.
    pub app_id: u64,
    /// The app's secret.
    pub secret: &'a str,
    /// The player's openid.
    pub openid: &'a str,
    /// The player's access token.
    pub access_token: &'a str,
}

impl Credentials<'_> {
    /// Signs `request` for `method` at `url`, which may have a query already.
    ///
    /// The method is taken as it is: a command's documented ones are in [`CommandSpec::methods`].
    ///
    /// # Errors
    /// The first parameter that breaks its documented limits; those of client and session count too.
    pub fn sign<C: Command>(&self, request: &C, method: Method, url: &str) -> Result<SignedRequest, InvalidParam> {
        self.sign_at(request, method, &Address::new(url))
    }

    pub(crate) fn sign_at<C: Command>(
        &self,
        request: &C,
        method: Method,
        address: &Address<'_>,
    ) -> Result<SignedRequest, InvalidParam> {
        let query = Query { spec: C::SPEC, gateway: C::Gateway::SPEC, credentials: self, caller: request };
        query.check()?;
        Ok(query.write(method, address))
    }
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("app_id", &self.app_id)
            .field("openid", &self.openid)
            .finish_non_exhaustive()
    }
}

/// A request that is ready to send. `Debug` shows the masked URL.
#[derive(Clone)]
pub struct SignedRequest {
    method: Method,
    url: String,
    /// Where the first name of the query stands in `url`.
    pairs_at: usize,
    spec: &'static CommandSpec,
    gateway: &'static GatewaySpec,
}

impl SignedRequest {
    /// The HTTP method. The body is always empty.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The whole URL. **It holds secrets**: the access token and the sign, with which the request can be repeated.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The sign; `None` where the gateway takes unsigned requests.
    #[must_use]
    pub fn sign(&self) -> Option<&str> {
        // It is written last, and `=` inside a value is percent-encoded.
        self.gateway.sign.as_ref().and_then(|_| self.url.rsplit_once('=')).map(|(_, sign)| sign)
    }

    /// The URL with `***` for the sign and for every secret value.
    #[must_use]
    pub fn masked_url(&self) -> String {
        let mut masked = String::with_capacity(self.url.len());
        masked.push_str(self.url.get(..self.pairs_at).unwrap_or_default());
        for (index, (name, value)) in self.pairs().enumerate() {
            if index > 0 {
                masked.push('&');
            }
            masked.push_str(name);
            masked.push('=');
            masked.push_str(if self.is_hidden(name) { "***" } else { value });
        }
        masked
    }

    /// The encoded values that nobody may see.
    pub(crate) fn hidden_values(&self) -> impl Iterator<Item = &str> {
        self.pairs().filter(|(name, _)| self.is_hidden(name)).map(|(_, value)| value)
    }

    pub(crate) const fn spec(&self) -> &'static CommandSpec {
        self.spec
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.url.get(self.pairs_at..).unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='))
    }

    fn is_hidden(&self, encoded_name: &str) -> bool {
        let is = |name: &str| percent::encode(name) == encoded_name;
        self.gateway.sign.as_ref().is_some_and(|sign| is(&sign.param))
            || self.spec.params.iter().any(|param| param.secret && is(param.name))
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest").field("method", &self.method).field("url", &self.masked_url()).finish_non_exhaustive()
    }
}

/// What the query of one request is made of. Not generic: compiled once for all commands.
struct Query<'a> {
    spec: &'static CommandSpec,
    gateway: &'static GatewaySpec,
    credentials: &'a Credentials<'a>,
    caller: &'a dyn Caller,
}

trait Caller {
    fn caller_value(&self, index: usize) -> Value<'_>;
}

impl<C: Command> Caller for C {
    fn caller_value(&self, index: usize) -> Value<'_> {
        self.value(index)
    }
}

impl<'a> Query<'a> {
    fn check(&self) -> Result<(), InvalidParam> {
        self.spec.params.iter().try_for_each(|param| self.value(param).check(&param.limits, &|| param.name.to_owned()))
    }

    fn write(&self, method: Method, address: &Address<'_>) -> SignedRequest {
        let mut url = String::with_capacity(self.room(address));
        url.push_str(address.origin);
        url.push_str(address.rest);
        let mut separator = separator_after(&url);
        let pairs_at = url.len() + separator.len();
        for (name, value) in self.pairs() {
            push_name(separator, name, &mut url);
            push_value(value, &mut url);
            separator = "&";
        }
        if let Some(scheme) = &self.gateway.sign {
            let request = Signable { secret: self.credentials.secret, method: method.as_str(), path: address.path() };
            push_name(separator, &scheme.param, &mut url);
            url.push_str(scheme.sign(&request, self.pairs()).as_str());
        }
        SignedRequest { method, url, pairs_at, spec: self.spec, gateway: self.gateway }
    }

    /// At least as many bytes as the URL will have, so that it is allocated once.
    fn room(&self, address: &Address<'_>) -> usize {
        let pairs: usize = self.pairs().map(|(name, value)| room_of_name(name) + room_of_value(value)).sum();
        let sign = self.gateway.sign.as_ref().map_or(0, |scheme| room_of_name(&scheme.param) + SIGN_LEN);
        address.origin.len() + address.rest.len() + pairs + sign
    }

    /// Names and values that are sent, in the order of the sign scheme.
    fn pairs(&self) -> impl Iterator<Item = (&'static str, Value<'a>)> + Clone {
        let (credentials, command, caller) = (self.credentials, self.spec.name, self.caller);
        self.spec
            .params
            .iter()
            .map(move |param| (param.name, value_of(param, credentials, command, caller)))
            .filter(|(_, value)| !value.is_unset())
    }

    fn value(&self, param: &Param) -> Value<'a> {
        value_of(param, self.credentials, self.spec.name, self.caller)
    }
}

fn value_of<'a>(
    param: &Param,
    credentials: &'a Credentials<'a>,
    command: &'static str,
    caller: &'a dyn Caller,
) -> Value<'a> {
    match param.source {
        Source::Caller(index) => caller.caller_value(index),
        Source::AppId => Value::Uint(credentials.app_id),
        Source::OpenId => Value::Text(credentials.openid),
        Source::AccessToken => Value::Text(credentials.access_token),
        Source::CommandName => Value::Text(command),
        Source::Constant(value) => value,
        Source::LengthOf(index) => Value::Uint(caller.caller_value(index).count() as u64),
    }
}

/// A URL may have a query already.
fn separator_after(url: &str) -> &'static str {
    match url.rfind('?') {
        None => "?",
        Some(_) if url.ends_with(['?', '&']) => "",
        Some(_) => "&",
    }
}

fn push_name(separator: &str, name: &str, url: &mut String) {
    url.push_str(separator);
    percent::encode_into(name, url);
    url.push('=');
}

fn push_value(value: Value<'_>, url: &mut String) {
    match value {
        Value::Uint(_) | Value::Int(_) | Value::Bool(_) => value.write_to(url),
        _ => value.write_to(&mut percent::Encoder(url)),
    }
}

/// The length of a [`qq_cgi_wire::Signature`].
const SIGN_LEN: usize = 32;

/// Percent-encoding makes at most three bytes of one.
const WORST: usize = 3;

const fn room_of_name(name: &str) -> usize {
    "&".len() + WORST * name.len() + "=".len()
}

fn room_of_value(value: Value<'_>) -> usize {
    match value {
        Value::Text(text) => WORST * text.len(),
        Value::Uint(_) | Value::Int(_) | Value::Bool(_) => "-9223372036854775808".len(),
        _ => {
            let mut count = Count::default();
            value.write_to(&mut count);
            WORST * count.0
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use qq_cgi_wire::{Digest, Limits, Output, Pairs, Part, SignScheme};

    use super::*;
    use crate::{UndocumentedCode, command::Envelope};

    struct Relay;
    impl Gateway for Relay {
        type Code = UndocumentedCode;
        const SPEC: &'static GatewaySpec = &GatewaySpec {
            name: "relay",
            urls: &["https://h/p"],
            sign: Some(SignScheme {
                param: Cow::Borrowed("sign"),
                digest: Digest::Md5,
                output: Output::LowerHex,
                source: Cow::Borrowed(&[Part::Secret, Part::Pairs(Pairs::EMPTY)]),
            }),
            envelope: Envelope { code: "ret", success: 0, message: "msg", data: "data" },
        };
    }

    struct Scalars(String);
    impl Command for Scalars {
        type Gateway = Relay;
        type Reply = ();
        type Code = UndocumentedCode;
        const SPEC: &'static CommandSpec = &CommandSpec {
            name: "scalars",
            methods: &[Method::Get],
            idempotent: false,
            params: &[
                Param { name: "a", source: Source::Caller(0), secret: false, limits: Limits::NONE },
                Param { name: "b b", source: Source::AppId, secret: false, limits: Limits::NONE },
                Param { name: "c", source: Source::Caller(1), secret: false, limits: Limits::NONE },
            ],
            reply_code: None,
        };
        fn value(&self, index: usize) -> Value<'_> {
            if index == 0 { Value::Text(&self.0) } else { Value::Int(i64::MIN) }
        }
    }

    #[test]
    fn the_url_is_allocated_once() {
        let credentials = Credentials { app_id: u64::MAX, secret: "s", openid: "o", access_token: "t" };
        for text in [String::new(), "plain".to_owned(), "大".repeat(300), "\u{0}&=".repeat(99)] {
            let request = Scalars(text);
            let query =
                Query { spec: Scalars::SPEC, gateway: Relay::SPEC, credentials: &credentials, caller: &request };
            let address = Address::new("https://h/p?");
            // `with_capacity` gives exactly this room; a `String` that had to grow has more.
            assert_eq!(query.write(Method::Get, &address).url.capacity(), query.room(&address));
        }
    }
}
