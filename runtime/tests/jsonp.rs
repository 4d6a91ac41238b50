//! Which function an answer may call.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use qq_cgi::*;
use support::*;

struct Called;

impl Gateway for Called {
    type Code = UndocumentedCode;
    const SPEC: &'static GatewaySpec = &GatewaySpec {
        name: "called",
        urls: &["https://example.com/called"],
        sign: None,
        envelope: Envelope { code: "ret", success: 0, failures_only: false, message: "msg", data: "" },
        jsonp: Some(Jsonp { param: Some("call back"), default_function: "_Callback" }),
    };
}

/// Asks for an answer that calls this function.
struct Ask(Option<&'static str>);

impl Command for Ask {
    type Gateway = Called;
    type Reply = ();
    type Code = UndocumentedCode;
    const SPEC: &'static CommandSpec = &CommandSpec {
        name: "ask",
        path: None,
        methods: &[Method::Get],
        idempotent: true,
        params: &[ACCESS_TOKEN, param("call back", Source::Caller(0))],
        reply_code: None,
        verify: &[],
    };

    fn value(&self, _: usize) -> Value<'_> {
        self.0.map_or(Value::Unset, Value::Text)
    }
}

const ACCESS_TOKEN: Param = Param::new("access_token", Source::AccessToken).secret();

#[test]
fn an_answer_calls_the_function_that_was_asked_for() {
    for (asked, body) in [
        (None, r#"_Callback({"ret":0});"#),
        (Some("a.$b"), r#"a.$b({"ret":0})"#),
        // A gateway that does without.
        (Some("a"), r#"{"ret":0}"#),
    ] {
        now(answering(body).send(&Ask(asked))).unwrap();
    }
}

#[test]
fn an_answer_that_calls_another_function_is_refused() {
    let (by_default, asked_for) = ("`_Callback`, which is the gateway's default", "`a`, which was asked for");
    for (asked, function, body) in [
        (None, by_default, r#"alert({"ret":0});"#),
        (None, by_default, r#"({"ret":0})"#),
        (Some("a"), asked_for, r#"_Callback({"ret":0});"#),
        (Some("a"), asked_for, r#"A({"ret":-5"#),
    ] {
        let Error::Decode(error) = now(answering(body).send(&Ask(asked))).unwrap_err() else { panic!("{body}") };
        assert_eq!(error.kind(), DecodeErrorKind::WrongCallback, "{error}");
        assert_eq!(error.what, format!("it calls another function than {function}"));
        assert!(error.excerpt.starts_with(body), "{error}");
    }
}
