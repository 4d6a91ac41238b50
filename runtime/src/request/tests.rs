//! Both ways to sign a request give one URL.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use proptest::prelude::*;
use qq_cgi_wire::{Digest, Limits, Output, Pairs, Part, PlainQuery, SignScheme, percent};

use super::{Credentials, Prepare, Signer, escaped, form::Form, plain};
use crate::{
    AsValue, Command, Gateway, GatewaySpec, Method, Param, Source, UndocumentedCode, Value,
    address::Address,
    command::{CommandSpec, Envelope},
};

struct Relay;
impl Gateway for Relay {
    type Code = UndocumentedCode;
    const SPEC: &'static GatewaySpec = &GatewaySpec {
        name: "relay",
        urls: &["https://h/p?"],
        sign: Some(SignScheme {
            param: Cow::Borrowed("sign"),
            digest: Digest::Md5,
            output: Output::LowerHex,
            source: Cow::Borrowed(&[
                Part::Secret,
                Part::Pairs(Pairs { before: Cow::Borrowed("$"), between: Cow::Borrowed("$"), ..Pairs::EMPTY }),
                Part::Secret,
            ]),
        }),
        envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "data" },
        jsonp: None,
    };
}

#[derive(Debug, Clone)]
struct Greet {
    text: String,
    number: i64,
    wish: Option<String>,
    loud: Option<bool>,
    names: Option<Vec<String>>,
}

impl Command for Greet {
    type Gateway = Relay;
    type Reply = ();
    type Code = UndocumentedCode;
    const SPEC: &'static CommandSpec = &CommandSpec {
        name: "greet",
        path: Some("/greet"),
        methods: &[Method::Get],
        idempotent: false,
        params: &[
            Param::new("app", Source::AppId).joined("&app="),
            Param::new("cmd", Source::CommandName).fixed("&cmd=greet"),
            Param::new("loud", Source::Caller(3)).joined("&loud="),
            Param::new("names", Source::Caller(4)).joined("&names="),
            Param::new("number", Source::Caller(1)).joined("&number="),
            Param::new("openid", Source::OpenId).joined("&openid="),
            Param::new("text", Source::Caller(0)).joined("&text=").limited(TEXT),
            Param::new("token", Source::AccessToken).joined("&token="),
            Param::new("v", Source::Constant(Value::Int(-1))).fixed("&v=-1"),
            Param::new("wish", Source::Caller(2)).joined("&wish="),
        ],
        reply_code: None,
        verify: &[],
    };

    fn value(&self, index: usize) -> Value<'_> {
        match index {
            0 => self.text.as_value(),
            1 => self.number.as_value(),
            2 => self.wish.as_value(),
            3 => self.loud.as_value(),
            4 => self.names.as_value(),
            _ => Value::Unset,
        }
    }
}

const TEXT: Limits = Limits { max_chars: Some(300), ..Limits::NONE };

/// Often plain and short, sometimes long, empty, beyond ASCII, or what separates pairs.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-Za-z0-9._~-]{0,40}",
        1 => "[A-Za-z0-9._~-]{150,320}",
        1 => "[&=$%+ /?#a]{0,8}",
        1 => ".{0,40}",
        1 => "[大吉😀é]{1,120}",
    ]
}

fn greet() -> impl Strategy<Value = Greet> {
    let names = prop::option::weighted(0.1, prop::collection::vec(text(), 0..3));
    (text(), any::<i64>(), prop::option::of(text()), any::<Option<bool>>(), names)
        .prop_map(|(text, number, wish, loud, names)| Greet { text, number, wish, loud, names })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_ways_give_one_url(
        request in greet(),
        secret in text(),
        (openid, access_token) in (text(), text()),
        app_id: u64,
        session: bool,
    ) {
        let players_are_plain = percent::is_plain(&openid) && percent::is_plain(&access_token);
        let credentials = Credentials { app_id, secret: &secret, openid: &openid, access_token: &access_token };
        let signer = Signer { credentials, is_plain: session && players_are_plain };
        let prepared = Prepare::<Relay>::DONE;
        let form = Form { spec: Greet::SPEC, gateway: Relay::SPEC, prepared, signer: &signer, caller: &request };
        let (by_plain, by_escaped) = (
            plain::sign(&form, Method::Get, &prepared.address),
            escaped::sign(&form, Method::Get, &prepared.address),
        );

        if let Ok(escaped) = &by_escaped {
            // `with_capacity` gives exactly this room; a `String` that had to grow has more.
            prop_assert_eq!(escaped.url.capacity(), escaped::room(&form, &prepared.address));
            let is_plain = players_are_plain
                && request.names.is_none()
                && percent::is_plain(&request.text)
                && request.wish.as_deref().is_none_or(percent::is_plain);
            // Marks are put in whole blocks, which need more room than the query itself.
            let source = escaped.url.len() + 2 * secret.len();
            prop_assert!(by_plain.is_none() || is_plain);
            prop_assert!(by_plain.is_some() || !is_plain || source > PlainQuery::ROOM - 128);
        }
        match (by_plain, by_escaped) {
            (Some(Ok(plain)), Ok(escaped)) => {
                prop_assert_eq!(plain.url(), escaped.url());
                prop_assert_eq!(plain.masked_url(), escaped.masked_url());
                prop_assert_eq!(plain.sign(), escaped.sign());
                prop_assert_eq!(plain.url.capacity(), plain.url.len());
            }
            (Some(plain), escaped) => prop_assert_eq!(plain.unwrap_err(), escaped.unwrap_err()),
            (None, _) => {}
        }
    }
}

#[test]
fn a_url_of_ones_own_and_another_origin_are_written_alike() {
    let credentials = Credentials { app_id: 1, secret: "s", openid: "o", access_token: "t" };
    let signer = Signer { credentials, is_plain: true };
    let request = Greet { text: String::new(), number: 1, wish: None, loud: None, names: None };
    let prepared = Prepare::<Relay>::DONE;
    let form = Form { spec: Greet::SPEC, gateway: Relay::SPEC, prepared, signer: &signer, caller: &request };
    for address in [
        Address::new("http://h"),
        Address::new("http://h/p?a=1"),
        Address::new("http://h/p?a=1&"),
        Address::on("http://127.0.0.1:80", "https://h/p?"),
    ] {
        let plain = plain::sign(&form, Method::Post, &address).unwrap().unwrap();
        let escaped = escaped::sign(&form, Method::Post, &address).unwrap();
        assert_eq!(plain.url(), escaped.url());
        assert_eq!(plain.masked_url(), escaped.masked_url());
    }
}
