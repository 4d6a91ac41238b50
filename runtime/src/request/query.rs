//! Writes the signed URL of a request in one allocation.

use qq_cgi_wire::{Count, Part, SignScheme, Signable, Text as _, percent, separator_after};

use super::SignedRequest;
use crate::{
    address::{Address, path_of},
    command::{CommandSpec, GatewaySpec, Method},
    param::Param,
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
        url.push_str(self.own_path());
        url.push_str(address.query);
        let separator = separator_after(address.query);
        let pairs_at = url.len() + separator.len();
        let is_plain = self.push_pairs(separator, &mut url);
        if let Some(scheme) = &self.gateway.sign {
            let sign = {
                let path = if signs_path(scheme) { path_of(&url) } else { "" };
                let request = Signable { secret: self.secret, method: method.as_str(), path };
                let query = url.get(pairs_at..).filter(|_| is_plain);
                let by_query = query.and_then(|query| scheme.sign_plain(&request, query));
                by_query.unwrap_or_else(|| scheme.sign(&request, self.named_values()))
            };
            url.push_str(if url.len() > pairs_at { "&" } else { separator });
            percent::encode_into(&scheme.param, &mut url);
            url.push('=');
            url.push_str(sign.as_str());
        }
        SignedRequest { method, url, pairs_at, spec: self.spec, gateway: self.gateway }
    }

    /// What is sent: a name and the value under it. Unset values are neither signed nor sent.
    fn pairs(&self) -> impl Iterator<Item = (&'static Param, &'a Value<'a>)> + Clone {
        let all = self.spec.params.iter().zip(self.values);
        all.filter(|(_, value)| !value.is_unset())
    }

    fn named_values(&self) -> impl Iterator<Item = (&'static str, &'a Value<'a>)> + Clone {
        self.pairs().map(|(param, value)| (param.name, value))
    }

    /// Writes all pairs. Answers whether they stand there as they are, with nothing escaped.
    ///
    /// Most often nothing needs an escape, and to look once at all that was written takes far less time than to look at
    /// each name and value: bytes to escape that are no separators are a name's or a value's.
    fn push_pairs(&self, separator: &'static str, url: &mut String) -> bool {
        let start = url.len();
        let separators = self.push_plain(separator, url);
        let is_plain = percent::count_reserved(url.get(start..).unwrap_or_default()) == separators;
        if !is_plain {
            url.truncate(start);
            self.push_escaped(separator, url);
        }
        is_plain
    }

    /// Writes as if nothing needed an escape. Answers how many bytes are separators.
    fn push_plain(&self, separator: &'static str, url: &mut String) -> usize {
        let mut separators = 0;
        for (index, (param, value)) in self.pairs().enumerate() {
            match param.joined {
                Some(joined) if index > 0 => url.push_str(joined),
                _ => {
                    url.push_str(if index > 0 { "&" } else { separator });
                    url.push_str(param.name);
                    url.push('=');
                }
            }
            value.write_to(url);
            separators += "&=".len();
        }
        match separators {
            0 => 0,
            // What stands before the first pair may be nothing.
            more => more - "&".len() + separator.len(),
        }
    }

    fn push_escaped(&self, mut separator: &'static str, url: &mut String) {
        for (param, value) in self.pairs() {
            url.push_str(separator);
            percent::encode_into(param.name, url);
            url.push('=');
            value.write_to(&mut percent::Encoder(url));
            separator = "&";
        }
    }

    /// At least as many bytes as the URL will have, so that it is allocated once.
    fn room(&self, address: &Address<'_>) -> usize {
        let pairs: usize = self.pairs().map(|(param, value)| room_of_name(param.name) + room_of_value(value)).sum();
        let sign = self.gateway.sign.as_ref().map_or(0, |scheme| room_of_name(&scheme.param) + SIGN_LEN);
        address.origin.len() + address.rest.len() + self.own_path().len() + address.query.len() + pairs + sign
    }

    fn own_path(&self) -> &'static str {
        self.spec.path.unwrap_or_default()
    }
}

/// Few schemes do, and finding the path takes time.
fn signs_path(scheme: &SignScheme) -> bool {
    scheme.source.iter().any(|part| matches!(part, Part::Path))
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

    use qq_cgi_wire::{Digest, Output, Pairs};

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
            envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "data" },
            jsonp: None,
        };
    }

    struct Scalars(String);
    impl Command for Scalars {
        type Gateway = Relay;
        type Reply = ();
        type Code = UndocumentedCode;
        const SPEC: &'static CommandSpec = &CommandSpec {
            name: "scalars",
            path: Some("/scalars"),
            methods: &[Method::Get],
            idempotent: false,
            params: &[
                Param::new("a", Source::Caller(0)),
                Param::new("b b", Source::AppId),
                Param::new("c", Source::Caller(1)),
            ],
            reply_code: None,
            verify: &[],
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
