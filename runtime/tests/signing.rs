//! Signed URLs. Expected values come from the document or from Python's hashlib and urllib, never from this code.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use qq_cgi::*;
use support::*;

const URL: &str = "https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi?";

/// 签名算法, 2018-01-15.
#[test]
fn the_sample_of_the_document() {
    let client = Client::builder()
        .app(100_330_589, "123456")
        .transport(Canned { status: 200, body: Vec::new() })
        .build()
        .unwrap();
    let player = client.session("29439511BB5D23F36BD09F5B0DF94181", "1821FD577DD45526CA6EA2ADAC685508");
    let signed = player.sign(&SetSummaryCard::sample()).unwrap();
    assert_eq!(signed.sign(), Some("a61529eb51852c7bb6fe396bd62dadcd"));
    assert_eq!(signed.method(), Method::Get);
    assert_eq!(
        signed.url(),
        format!(
            "{URL}access_token=1821FD577DD45526CA6EA2ADAC685508&card_id=11746&cmd=qc_set_summary_card\
             &oauth_consumer_key=100330589&openid=29439511BB5D23F36BD09F5B0DF94181&platform=2&style_id=1&version=7.2.5\
             &sign=a61529eb51852c7bb6fe396bd62dadcd"
        )
    );
}

#[test]
fn raw_values_are_signed_and_encoded_ones_sent() {
    let signed = answering("").sign(&Share::new("a b+c&d=e/大😀~%\n")).unwrap();
    assert_eq!(
        signed.url(),
        format!(
            "{URL}access_token=canary%20token%2F1&cmd=share&count=1&dst=1001&fopenids=%5B%7B%22openid%22%3A%22F%22%7D%5D\
             &openid=OPENID&text=a%20b%2Bc%26d%3De%2F%E5%A4%A7%F0%9F%98%80~%25%0A&sign=73e30b3911de08d6fe8415664ff31643"
        )
    );
    assert_eq!(signed.method(), Method::Post);
}

#[test]
fn json_is_compact_and_set_empty_values_are_signed_and_sent() {
    let request = Share {
        fopenids: vec![
            Friend { openid: "F\"\\\n\u{1}".to_owned(), label: Some("标签".to_owned()) },
            Friend { openid: "G".to_owned(), label: Some(String::new()) },
        ],
        text: String::new(),
        key: Some(String::new()),
    };
    let signed = answering("").sign(&request).unwrap();
    assert_eq!(
        signed.url(),
        format!(
            "{URL}access_token=canary%20token%2F1&cmd=share&count=2&dst=1001\
             &fopenids=%5B%7B%22openid%22%3A%22F%5C%22%5C%5C%5Cn%5Cu0001%22%2C%22label%22%3A%22%E6%A0%87%E7%AD%BE%22%7D%2C\
             %7B%22openid%22%3A%22G%22%2C%22label%22%3A%22%22%7D%5D\
             &key=&openid=OPENID&text=&sign=bfde9f64c104ed4a5d32a559b8d64807"
        )
    );
}

#[test]
fn unset_optional_values_are_neither_signed_nor_sent() {
    let request = SetSummaryCard { card_id: u32::MAX, style_id: 0, version: None, platform: None };
    assert_eq!(
        answering("").sign(&request).unwrap().url(),
        format!(
            "{URL}access_token=canary%20token%2F1&card_id=4294967295&cmd=qc_set_summary_card&oauth_consumer_key=100330589\
             &openid=OPENID&style_id=0&sign=ee634bd9e6fac5a731c6337b7c0c1786"
        )
    );
}

#[test]
fn an_unsigned_gateway_gets_no_sign_and_a_url_keeps_its_query() {
    let signed = answering("").sign(&GetUserInfo).unwrap();
    assert_eq!(
        signed.url(),
        "https://graph.qq.com/user/get_user_info?v=1&access_token=canary%20token%2F1&openid=OPENID"
    );
    assert_eq!(signed.sign(), None);
    assert_eq!(signed.masked_url(), "https://graph.qq.com/user/get_user_info?v=1&access_token=***&openid=OPENID");
}

#[test]
fn credentials_alone_sign_for_any_url() {
    let credentials = Credentials { app_id: 1, secret: SECRET, openid: "OPENID", access_token: TOKEN };
    for (url, start) in [
        ("http://h/p", "http://h/p?access_token="),
        ("http://h/p?", "http://h/p?access_token="),
        ("http://h/p?a=b", "http://h/p?a=b&access_token="),
        ("http://h/p?a=b&", "http://h/p?a=b&access_token="),
    ] {
        let signed = credentials.sign(&GetUserInfo, Method::Post, url).unwrap();
        assert!(signed.url().starts_with(start), "{url}");
        assert_eq!(signed.method(), Method::Post);
    }
}

#[test]
fn an_origin_replaces_scheme_and_authority_alone() {
    let transport = Canned { status: 200, body: Vec::new() };
    let client =
        Client::builder().app(1, SECRET).origin("http://127.0.0.1:1234/").transport(transport).build().unwrap();
    let player = client.session("OPENID", TOKEN);
    let card = player.sign(&SetSummaryCard::sample()).unwrap();
    assert!(card.url().starts_with("http://127.0.0.1:1234/cgi-bin/QQConnect.fcgi?access_token="));
    let info = player.sign(&GetUserInfo).unwrap();
    assert!(info.url().starts_with("http://127.0.0.1:1234/user/get_user_info?v=1&access_token="));
}

#[test]
fn limits_name_the_parameter_the_limit_and_the_size() {
    let friend = |openid: &str, label: Option<&str>| Friend { openid: openid.to_owned(), label: label.map(Into::into) };
    let share = |fopenids| Share { fopenids, text: String::new(), key: None };
    for (request, message) in [
        (share(vec![friend("", None)]), "parameter `fopenids[0].openid` must not be empty"),
        (
            share(vec![friend("F", None), friend("F", Some("三个字"))]),
            "parameter `fopenids[1].label` must have at most 2 characters, has 3",
        ),
        (share(vec![]), "parameter `fopenids` must have at least 1 item, has 0"),
        (share(vec![friend("F", None); 3]), "parameter `fopenids` must have at most 2 items, has 3"),
    ] {
        assert_eq!(answering("").sign(&request).unwrap_err().to_string(), message);
        let error = now(answering("").send(&request)).unwrap_err();
        assert!(matches!(error, Error::InvalidParam(_)), "{error}");
    }
    let card = SetSummaryCard { platform: Some(10), ..SetSummaryCard::sample() };
    assert_eq!(answering("").sign(&card).unwrap_err().to_string(), "parameter `platform` must be at most 9, is 10");
}

#[test]
fn limits_bind_the_session_too() {
    let client = client(Canned { status: 200, body: Vec::new() });
    let error = client.session("", TOKEN).sign(&SetSummaryCard::sample()).unwrap_err();
    assert_eq!(error.to_string(), "parameter `openid` must not be empty");
}

/// More parameters than stand on the stack.
#[test]
fn many_parameters_are_signed_all() {
    struct Many;
    impl Command for Many {
        type Gateway = Relay;
        type Reply = ();
        type Code = UndocumentedCode;
        const SPEC: &'static CommandSpec = &CommandSpec {
            name: "many",
            path: None,
            methods: &[],
            idempotent: false,
            params: &[param("a", Source::Constant(Value::Bool(true))); 40],
            reply_code: None,
            verify: &[],
        };
        fn value(&self, _: usize) -> Value<'_> {
            Value::Unset
        }
    }
    let signed = answering("").sign(&Many).unwrap();
    assert_eq!(signed.url().matches("a=true").count(), 40);
    // Python: md5("canary-secret" + "$a$true" * 40 + "canary-secret")
    assert_eq!(signed.sign(), Some("2e7f17a34e065b540f706ab7d6809011"));
}
