//! Commands with paths, answers with a code in failures alone, and fields that must be the session's own.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    borrow::Cow,
    sync::{Arc, Mutex},
};

use qq_cgi::*;
use support::{SECRET, TOKEN, answering, client, now, param};

/// Two commands below one URL, the path among what is signed.
struct Graph;

impl Gateway for Graph {
    type Code = UndocumentedCode;
    const SPEC: &'static GatewaySpec = &GatewaySpec {
        name: "graph",
        urls: &["https://graph.example/oauth2.0?v=1"],
        sign: Some(SignScheme {
            param: Cow::Borrowed("sign"),
            digest: Digest::Md5,
            output: Output::LowerHex,
            source: Cow::Borrowed(&[Part::Path, Part::Secret]),
        }),
        envelope: Envelope { code: "error", success: 0, failures_only: true, message: "error_description", data: "" },
        jsonp: None,
    };
}

struct VerifyLogin;

impl Command for VerifyLogin {
    type Gateway = Graph;
    type Reply = JsonValue;
    type Code = UndocumentedCode;
    const SPEC: &'static CommandSpec = &CommandSpec {
        name: "verify_login",
        path: Some("/me"),
        methods: &[Method::Get],
        idempotent: true,
        params: &[param("fmt", Source::Constant(Value::Text("json")))],
        reply_code: None,
        verify: &[
            Verify { field: "client_id", source: Source::AppId },
            Verify { field: "openid", source: Source::OpenId },
        ],
    };

    fn value(&self, _: usize) -> Value<'_> {
        Value::Unset
    }
}

fn verify(body: &str) -> Result<JsonValue, SendError<VerifyLogin>> {
    now(answering(body).send(&VerifyLogin))
}

/// Keeps the URL that it was asked for.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<String>>);

impl Transport for Asked {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        request.signed().url().clone_into(&mut self.0.lock().unwrap());
        Box::pin(async { Ok(HttpResponse::new(200, "{}")) })
    }
}

#[test]
fn the_path_is_added_to_the_default_url_and_to_another_origin() {
    // Python: hashlib.md5(b"/oauth2.0/mecanary-secret").hexdigest()
    let expected = "/oauth2.0/me?v=1&fmt=json&sign=SIGN".replace("SIGN", PATH_SIGN);
    let player = client(Asked::default()).session("OPENID", TOKEN);
    assert_eq!(player.sign(&VerifyLogin).unwrap().url(), format!("https://graph.example{expected}"));

    let asked = Asked::default();
    let elsewhere = Client::builder().app(1, SECRET).origin("http://127.0.0.1:1").transport(asked.clone());
    let _ = now(elsewhere.build().unwrap().session("OPENID", TOKEN).send(&VerifyLogin));
    assert_eq!(*asked.0.lock().unwrap(), format!("http://127.0.0.1:1{expected}"));
}

const PATH_SIGN: &str = "8eef0a65e349debf86929500577bb356";

#[test]
fn credentials_add_the_path_to_the_url_that_they_are_given() {
    let credentials = Credentials { app_id: 1, secret: SECRET, openid: "o", access_token: TOKEN };
    for (url, expected) in [("http://h/oauth2.0", "http://h/oauth2.0/me?"), ("http://h/x?y", "http://h/x/me?y&")] {
        let signed = credentials.sign(&VerifyLogin, Method::Get, url).unwrap();
        assert!(signed.url().starts_with(&format!("{expected}fmt=json&sign=")), "{}", signed.url());
    }
}

#[test]
fn an_answer_without_a_code_succeeds_where_failures_alone_have_one() {
    let expected = r#"{"client_id":"100330589","openid":"OPENID"}"#;
    for body in [
        expected.to_owned(),
        format!("callback( {expected} );\n"),
        r#"{"client_id":100330589,"openid":"OPENID"}"#.to_owned(),
        r#"{"error":0,"client_id":"100330589","openid":"OPENID"}"#.to_owned(),
    ] {
        assert!(verify(&body).is_ok(), "{body}");
    }
}

#[test]
fn a_failure_is_a_failure() {
    let body = r#"callback( {"error":100016,"error_description":"access token check failed"} );"#;
    let error = verify(body).unwrap_err();
    assert!(matches!(error, Error::Gateway(_)), "{error}");
    assert_eq!(error.code(), Some(100_016));
    assert!(error.to_string().contains("access token check failed"), "{error}");
    for (body, path) in [
        (r#"{"error":null,"client_id":"100330589","openid":"OPENID"}"#, "error"),
        (r#"{"error":"x","client_id":"100330589","openid":"OPENID"}"#, "error"),
        (r#"{"openid":"OPENID"}"#, "client_id"),
        (r#"{"client_id":"100330589"}"#, "openid"),
        (r#"{"client_id":"100330589","openid":null}"#, "openid"),
        ("{}", "client_id"),
        ("[]", ""),
    ] {
        let Err(Error::Decode(error)) = verify(body) else { panic!("{body}") };
        assert_eq!(error.path, path, "{body}");
    }
}

#[test]
fn another_app_or_player_is_a_mismatch_that_shows_no_value() {
    for (body, field) in [
        (r#"{"client_id":"100330580","openid":"OPENID"}"#, "client_id"),
        (r#"{"client_id":"0100330589","openid":"OPENID"}"#, "client_id"),
        (r#"{"client_id":"","openid":"OPENID"}"#, "client_id"),
        (r#"{"client_id":"100330589","openid":"canary-player"}"#, "openid"),
        (r#"{"client_id":"100330589","openid":"openid"}"#, "openid"),
        (r#"{"client_id":"100330589","openid":""}"#, "openid"),
    ] {
        let error = verify(body).unwrap_err();
        let Error::Mismatch(mismatch) = &error else { panic!("{body}: {error}") };
        assert_eq!(mismatch.field, field, "{body}");
        let shown = format!("{error:?}{error}");
        assert!(!shown.contains("canary") && !shown.contains("10033058") && !shown.contains("OPENID"), "{shown}");
        assert_eq!((error.code(), error.remedy()), (None, None));
    }
}

#[test]
fn a_comma_before_a_closing_bracket_is_forgiven() {
    let read = |rest: &str| {
        let body = format!(r#"callback({{"client_id":"100330589","openid":"OPENID"{rest});"#);
        verify(&body).map_err(|error| error.to_string())
    };
    for rest in [",}", " ,\n\t}", r#","a":[1,2,]}"#, r#","a":{"b":[[],],},}"#, r#","a":"\\",}"#] {
        assert!(read(rest).is_ok(), "{rest}");
    }
    // Texts are left alone, and nothing else is forgiven.
    let reply = read(r#","a":",}","b":"\",]",}"#).unwrap();
    assert_eq!((reply["a"].as_str(), reply["b"].as_str()), (Some(",}"), Some("\",]")));
    for rest in [",,}", r#","a":[,]}"#, r#","a":{,}}"#, r#","a":,}"#, r#","a":[1,,]}"#, ",}}", ",]"] {
        assert!(read(rest).unwrap_err().contains("the body is not JSON"), "{rest}");
    }
}
