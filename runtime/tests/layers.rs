//! The gateway's code and the command's code are two.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use qq_cgi::*;
use support::*;

fn share(body: &str) -> Result<Ack, SendError<Share>> {
    now(answering(body).send(&Share::new("")))
}

#[test]
fn both_say_yes() {
    let ack = share(r#"{"ret":0,"msg":"ok","data":{"ret":"0","msg":"xx","id":18446744073709551615}}"#).unwrap();
    assert_eq!(ack, Ack { ret: 0, msg: Some("xx".to_owned()), id: Some(u64::MAX) });
}

#[test]
fn the_gateway_says_no() {
    for body in [
        r#"{"ret":-5,"msg":"sign error"}"#,
        r#"{"ret":"-05","msg":"sign error","data":{"ret":0}}"#,
        r#"_Callback({"ret":-5,"msg":"sign error","data":null});"#,
    ] {
        let error = share(body).unwrap_err();
        assert_eq!((error.code(), error.remedy()), (Some(-5), Some(Remedy::CheckCredentials)), "{body}");
        assert_eq!(
            error.to_string(),
            "the gateway refused: -5 SignatureMismatch: The signature does not match. (签名验证失败); \
             it says \"sign error\"; remedy: Retry once. (重试一次，若失败请提交工单联系客服处理); \
             advice: check the app id and its keys; 2 attempts were made"
        );
        assert!(matches!(error, Error::Gateway(Refusal { code: RelayCode::SignatureMismatch, .. })));
    }
}

#[test]
fn a_code_outside_the_table_is_kept() {
    let error = share(r#"{"ret":-9999,"msg":{"no":"text"}}"#).unwrap_err();
    assert_eq!((error.code(), error.remedy()), (Some(-9999), None));
    assert_eq!(error.to_string(), "the gateway refused: -9999 (not in the error table)");
}

#[test]
fn the_command_says_no() {
    let error = share(r#"{"ret":0,"msg":"ok","data":{"ret":-5,"msg":"too\nmany"}}"#).unwrap_err();
    assert_eq!((error.code(), error.remedy()), (Some(-5), None));
    assert_eq!(error.to_string(), "the command refused: -5 (undocumented); it says \"too\\nmany\"");
    assert!(matches!(error, Error::Command(_)));
}

#[test]
fn a_positive_code_is_no_success() {
    assert_eq!(share(r#"{"ret":1,"data":{"ret":0}}"#).unwrap_err().code(), Some(1));
    assert_eq!(share(r#"{"ret":0,"data":{"ret":1}}"#).unwrap_err().code(), Some(1));
}

#[test]
fn a_message_that_echoes_secrets_is_masked() {
    let sign = answering("").sign(&Share::new("")).unwrap().sign().unwrap().to_owned();
    let error = share(&format!(r#"{{"ret":-5,"msg":"{SECRET} {TOKEN} {sign}!"}}"#)).unwrap_err();
    let Error::Gateway(refusal) = error else { panic!("{error}") };
    assert_eq!(refusal.message, "*** *** ***!");
}

/// Tests have such secrets; each `t` of a message is not one of them.
#[test]
fn a_text_of_few_letters_is_no_secret() {
    let client = Client::builder().app(1, "s");
    let client =
        client.transport(Canned { status: 200, body: br#"{"ret":-5,"msg":"the sign does not match"}"#.into() });
    let error = now(client.build().unwrap().session("OPENID", "t").send(&Share::new(""))).unwrap_err();
    let Error::Gateway(refusal) = error else { panic!("{error}") };
    assert_eq!(refusal.message, "the sign does not match");
    for (secret, shown) in [("short", "a short one"), ("longer", "a *** one")] {
        let body = format!(r#"{{"ret":-5,"msg":"a {secret} one"}}"#);
        let builder = Client::builder().app(1, secret).transport(Canned { status: 200, body: body.into() });
        let error = now(builder.build().unwrap().session("OPENID", TOKEN).send(&Share::new(""))).unwrap_err();
        let Error::Gateway(refusal) = error else { panic!("{error}") };
        assert_eq!(refusal.message, shown);
    }
}

/// 签名错误 in GBK, as old servers write it.
const GBK: &[u8] = b"\xC7\xA9\xC3\xFB\xB4\xED\xCE\xF3";

fn with_gbk(before: &str, after: &str) -> Vec<u8> {
    [before.as_bytes(), GBK, after.as_bytes()].concat()
}

#[test]
fn a_message_that_is_not_utf8_does_not_hide_the_code() {
    let refused = |body: Vec<u8>| now(answering(body).send(&Share::new(""))).unwrap_err();
    let error = refused(with_gbk("\u{feff}{\"ret\":-5,\"msg\":\"", "!\"}"));
    let Error::Gateway(refusal) = &error else { panic!("{error:?}") };
    assert_eq!(error.code(), Some(-5));
    assert!(refusal.message.contains('\u{fffd}') && refusal.message.ends_with('!'), "{}", refusal.message);
    let error = refused(with_gbk(r#"{"ret":0,"data":{"ret":7,"msg":""#, r#""}}"#));
    assert!(matches!(error, Error::Command(_)), "{error:?}");

    for success in [
        with_gbk(r#"{"ret":0,"msg":""#, r#"","data":{"ret":0,"id":7}}"#),
        with_gbk(r#"{"ret":0,"data":{"ret":0,"msg":""#, r#""}}"#),
        with_gbk(r#"{"ret":"-5"#, r#""}"#),
    ] {
        let Error::Decode(error) = refused(success) else { panic!() };
        assert_eq!(error.kind(), DecodeErrorKind::NotUtf8);
    }
}

#[test]
fn an_answer_that_is_missing_is_said_to_be() {
    let Error::Decode(error) = share(r#"{"ret":0,"msg":"ok"}"#).unwrap_err() else { panic!() };
    assert_eq!(
        (error.kind(), &*error.path, &*error.what),
        (DecodeErrorKind::MissingField, "data", "the field is missing")
    );
    let Error::Decode(error) = share(r#"{"ret":0,"data":null}"#).unwrap_err() else { panic!() };
    assert_eq!(error.what, "expected an object, found null");
}

#[test]
fn a_message_without_end_is_cut() {
    let error = share(&format!(r#"{{"ret":-5,"msg":"{}"}}"#, "大".repeat(100_000))).unwrap_err();
    let Error::Gateway(refusal) = error else { panic!("{error}") };
    assert_eq!(refusal.message, "大".repeat(200));
}
