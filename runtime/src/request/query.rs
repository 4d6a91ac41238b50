//! Writes the signed URL of a request in one allocation.

use qq_cgi_wire::{Count, Part, SignScheme, Signable, Text as _, percent};

use super::SignedRequest;
use crate::{
    address::Address,
    command::{CommandSpec, GatewaySpec, Method},
    value::Value,
};

/// The parameters of one request, checked and in the order of the sign scheme.
pub(super) struct Query<'a> {
    pub(super) spec: &'static CommandSpec,
    pub(super) gateway: &'static GatewaySpec,
    pub(super) secret: &'a str,
    /// One for each of the command's parameters.
    pub(super) values: &'a [Value<'a>],
}

impl<'a> Query<'a> {
    pub(super) fn write(&self, method: Method, address: &Address<'_>) -> SignedRequest {
        let mut url = String::with_capacity(self.room(address));
        url.push_str(address.origin);
        url.push_str(address.rest);
        let separator = separator_after(&url);
        let pairs_at = url.len() + separator.len();
        self.push_pairs(separator, &mut url);
        if let Some(scheme) = &self.gateway.sign {
            let path = if signs_path(scheme) { address.path() } else { "" };
            let request = Signable { secret: self.secret, method: method.as_str(), path };
            url.push_str(scheme.sign(&request, self.pairs()).as_str());
        }
        SignedRequest { method, url, pairs_at, spec: self.spec, gateway: self.gateway }
    }

    /// What is sent: a name and the value under it. Unset values are neither signed nor sent.
    fn pairs(&self) -> impl Iterator<Item = (&'static str, &'a Value<'a>)> + Clone {
        let all = self.spec.params.iter().zip(self.values);
        all.filter(|(_, value)| !value.is_unset()).map(|(param, value)| (param.name, value))
    }

    /// All pairs, and the name of the sign.
    ///
    /// Most often nothing needs an escape, and to look once at all that was written takes far less time than to look at
    /// each name and value: bytes to escape that are no separators are a name's or a value's.
    fn push_pairs(&self, separator: &'static str, url: &mut String) {
        let start = url.len();
        let separators = self.push_plain(separator, url);
        if percent::count_reserved(url.get(start..).unwrap_or_default()) != separators {
            url.truncate(start);
            self.push_escaped(separator, url);
        }
    }

    /// Writes as if nothing needed an escape. Answers how many bytes are separators.
    fn push_plain(&self, mut separator: &'static str, url: &mut String) -> usize {
        let mut separators = 0;
        for (name, value) in self.pairs() {
            url.push_str(separator);
            url.push_str(name);
            url.push('=');
            value.write_to(url);
            separators += separator.len() + "=".len();
            separator = "&";
        }
        if let Some(scheme) = &self.gateway.sign {
            url.push_str(separator);
            url.push_str(&scheme.param);
            url.push('=');
            separators += separator.len() + "=".len();
        }
        separators
    }

    fn push_escaped(&self, mut separator: &'static str, url: &mut String) {
        for (name, value) in self.pairs() {
            url.push_str(separator);
            percent::encode_into(name, url);
            url.push('=');
            value.write_to(&mut percent::Encoder(url));
            separator = "&";
        }
        if let Some(scheme) = &self.gateway.sign {
            url.push_str(separator);
            percent::encode_into(&scheme.param, url);
            url.push('=');
        }
    }

    /// At least as many bytes as the URL will have, so that it is allocated once.
    fn room(&self, address: &Address<'_>) -> usize {
        let pairs: usize = self.pairs().map(|(name, value)| room_of_name(name) + room_of_value(value)).sum();
        let sign = self.gateway.sign.as_ref().map_or(0, |scheme| room_of_name(&scheme.param) + SIGN_LEN);
        address.origin.len() + address.rest.len() + pairs + sign
    }
}

/// Few schemes do, and finding the path takes time.
fn signs_path(scheme: &SignScheme) -> bool {
    scheme.source.iter().any(|part| matches!(part, Part::Path))
}

/// A URL may have a query already.
fn separator_after(url: &str) -> &'static str {
    // `contains` may leave in the middle, and so takes the bytes one by one.
    let has_query = url.bytes().map(|byte| byte == b'?').max() == Some(true);
    match url.as_bytes() {
        _ if !has_query => "?",
        [.., b'?' | b'&'] => "",
        _ => "&",
    }
}

/// The length of a [`qq_cgi_wire::Signature`].
const SIGN_LEN: usize = 32;

/// Percent-encoding makes at most three bytes of one.
const WORST: usize = 3;

const fn room_of_name(name: &str) -> usize {
    "&".len() + WORST * name.len() + "=".len()
}

fn room_of_value(value: &Value<'_>) -> usize {
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
    #![allow(clippy::unwrap_used)]

    use std::borrow::Cow;

    use qq_cgi_wire::{Digest, Limits, Output, Pairs};

    use super::*;
    use crate::{
        Command, Credentials, Gateway, Param, Source, UndocumentedCode, command::Envelope, request::form::Form,
    };

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
            let form = Form { spec: Scalars::SPEC, gateway: Relay::SPEC, credentials: &credentials, caller: &request };
            let address = Address::new("https://h/p?");
            let signed = form.sign(Method::Get, &address).unwrap();
            let values = &[Value::Text(&request.0), Value::Uint(u64::MAX), Value::Int(i64::MIN)];
            let query = Query { spec: Scalars::SPEC, gateway: Relay::SPEC, secret: "s", values };
            // `with_capacity` gives exactly this room; a `String` that had to grow has more.
            assert_eq!(signed.url.capacity(), query.room(&address));
        }
    }
}
