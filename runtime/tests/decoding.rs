//! From bodies to replies.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use core::time::Duration;

use qq_cgi::*;
use support::*;

fn info(body: &str) -> Result<UserInfo, SendError<GetUserInfo>> {
    now(answering(body).send(&GetUserInfo))
}

fn bare() -> UserInfo {
    UserInfo {
        nickname: "n".to_owned(),
        gender: Gender::Female,
        is_lost: None,
        year: None,
        seen: None,
        played: None,
        levels: None,
    }
}

#[test]
fn json_and_jsonp_are_read_alike() {
    let json = r#"{"ret":0,"nickname":"n","gender":"女"}"#;
    for body in [
        json.to_owned(),
        format!("\u{feff} \r\n{json}\n"),
        format!("_Callback( {json} );"),
        format!("a.b$1({json})"),
        format!("\u{feff}cb ( {json} ) ; \n"),
        format!("({json});"),
    ] {
        assert_eq!(info(&body).unwrap(), bare(), "{body}");
    }
}

#[test]
fn every_kind_of_field() {
    let body = r#"{"ret":"0","msg":"","nickname":7,"gender":"男","is_lost":1,"year":"1990","seen":"1510109015",
        "played":3600,"levels":[1,"-2",null],"unknown":{"a":[1e3]}}"#;
    let expected = UserInfo {
        nickname: "7".to_owned(),
        gender: Gender::Male,
        is_lost: Some(true),
        year: Some(1990),
        seen: Some(UnixSeconds::new(1_510_109_015)),
        played: Some(Duration::from_hours(1)),
        levels: Some(vec![Some(1), Some(-2), None]),
    };
    assert_eq!(info(body).unwrap(), expected);
}

#[test]
fn null_and_empty_text_are_no_value() {
    let body = r#"{"ret":0,"nickname":"n","gender":"女","is_lost":null,"year":"","levels":null}"#;
    assert_eq!(info(body).unwrap(), bare());
}

#[test]
fn what_cannot_be_understood_has_a_kind_and_a_place() {
    use DecodeErrorKind::*;
    let deep = "[".repeat(10_000);
    let deep_reply = format!(r#"{{"ret":0,"x":{deep}"#);
    let digits = "9".repeat(50);
    let long_number = format!(r#"{{"ret":{digits}}}"#);
    let long_text = format!(r#"{{"ret":"{digits}"}}"#);
    for (body, kind, path, what) in [
        ("", Empty, "", "the body is empty"),
        (" \n", Empty, "", "the body is empty"),
        ("\u{feff}", Empty, "", "the body is empty"),
        ("busy", NotJson, "", "the body is not JSON: "),
        ("<ret>0</ret>", NotJson, "", "the body is not JSON: "),
        ("f(){}", NotJson, "", "the body is not JSON: "),
        ("{\"ret\":0}{}", NotJson, "", "the body is not JSON: trailing characters"),
        ("{\"ret\":0,\"x\":\"\u{0}\"}", NotJson, "", "the body is not JSON: control character"),
        (r#"{"ret":0,"nickname":"n"#, Truncated, "", "the body breaks off: EOF"),
        ("cb({\"ret\":0", Truncated, "", "the body breaks off: EOF"),
        ("cb({\"ret\":0}", Truncated, "", "the body breaks off: its bracket is never closed"),
        ("cb(", Truncated, "", "the body breaks off: EOF"),
        (&deep, TooDeep, "", "the body is not JSON: recursion limit exceeded"),
        (&deep_reply, TooDeep, "", "the body is not JSON: recursion limit exceeded"),
        (r#"{"ret":1e999}"#, NumberOutOfRange, "", "the body is not JSON: number out of range"),
        ("[]", WrongType, "", "expected an object, found a list"),
        ("null", WrongType, "", "expected an object, found null"),
        ("{}", MissingField, "ret", "the field is missing"),
        (r#"{"ret":null}"#, WrongType, "ret", "expected a whole number"),
        (r#"{"ret":"ok"}"#, WrongType, "ret", "expected a whole number of 64 bits, found a text"),
        (r#"{"ret":0.5}"#, WrongType, "ret", "expected a whole number of 64 bits, found a number"),
        (r#"{"ret":9223372036854775808}"#, NumberOutOfRange, "ret", "expected a whole number of 64 bits, found"),
        (&long_number, NumberOutOfRange, "ret", "expected a whole number of 64 bits, found a number out of range"),
        (&long_text, NumberOutOfRange, "ret", "expected a whole number of 64 bits, found a number out of range"),
        (r#"{"ret":0,"gender":"女"}"#, MissingField, "nickname", "the field is missing"),
        (r#"{"ret":0,"nickname":[],"gender":"女"}"#, WrongType, "nickname", "expected a text, found a list"),
        (r#"{"ret":0,"nickname":18446744073709551616}"#, NumberOutOfRange, "nickname", "expected a text, found a num"),
        (r#"{"ret":0,"nickname":"n","gender":"x"}"#, WrongType, "gender", "expected one of 男, 女, found a text"),
        (
            r#"{"ret":0,"nickname":"n","gender":"女","year":-1}"#,
            NumberOutOfRange,
            "year",
            "expected a whole number from 0",
        ),
        (r#"{"ret":0,"nickname":"n","gender":"女","year":"4294967296"}"#, NumberOutOfRange, "year", "expected a whole"),
        (r#"{"ret":0,"nickname":"n","gender":"女","is_lost":2}"#, WrongType, "is_lost", "expected true or false"),
        (
            r#"{"ret":0,"nickname":"n","gender":"女","levels":[1,{}]}"#,
            WrongType,
            "levels[1]",
            "expected a whole number of 32 bits",
        ),
    ] {
        let Error::Decode(error) = info(body).unwrap_err() else { panic!("{body}") };
        assert_eq!((error.kind(), &*error.path), (kind, path), "{body}: {error}");
        assert!(error.what.starts_with(what), "{body}: {error}");
        assert!(error.excerpt.chars().count() <= 200, "{body}");
    }
}

#[test]
fn a_text_may_be_any_number_whose_digits_are_all_kept() {
    for (number, text) in [("18446744073709551615", "18446744073709551615"), ("-1", "-1"), ("0.5", "0.5")] {
        let info = info(&format!(r#"{{"ret":0.0,"nickname":{number},"gender":"女"}}"#)).unwrap();
        assert_eq!(info.nickname, text);
    }
}

/// Proxies, logs and firewalls differ in which of two they read.
#[test]
fn a_field_with_two_values_is_refused_where_it_is_read() {
    let undocumented = |body: &str| now(answering(body).send(&SetSummaryCard::sample())).map(drop);
    let share = |body: &str| now(answering(body).send(&Share::new(""))).map(drop);
    for (error, path) in [
        (info(r#"{"ret":0,"ret":-5,"nickname":"n","gender":"女"}"#).map(drop).unwrap_err().to_string(), "ret"),
        (
            info(r#"{"ret":0,"nickname":"n","gender":"女","year":1,"year":2}"#).map(drop).unwrap_err().to_string(),
            "year",
        ),
        (share(r#"{"ret":0,"data":{"ret":0},"data":{"ret":1}}"#).unwrap_err().to_string(), "data"),
        (share(r#"{"ret":0,"data":{"ret":0,"\u0072et":1}}"#).unwrap_err().to_string(), "data.ret"),
        (undocumented(r#"{"ret":0,"data":{"a":[{"b":1,"b":2}]}}"#).unwrap_err().to_string(), "data"),
    ] {
        assert!(error.contains(&format!("understood: `{path}`: ")), "{error}");
        assert!(error.contains("stands there twice, with different values"), "{error}");
    }

    // Twice the same says one thing, and what nobody reads says nothing.
    assert_eq!(info(r#"{"ret":0,"ret":0,"nickname":"n","gender":"女","x":1,"x":2}"#).unwrap(), bare());
    let many = r#""x":1,"x":2,"#.repeat(50);
    let Error::Decode(error) = info(&format!(r#"{{{many}"ret":0}}"#)).unwrap_err() else { panic!() };
    assert_eq!(error.kind(), DecodeErrorKind::DuplicateField);
}

/// Answers with a content type.
struct Typed(&'static str, Vec<u8>);

impl Transport for Typed {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(HttpResponse::new(200, &*self.1).content_type(self.0)) })
    }
}

fn typed(content_type: &'static str, body: impl Into<Vec<u8>>) -> Result<UserInfo, SendError<GetUserInfo>> {
    now(client(Typed(content_type, body.into())).session("OPENID", TOKEN).send(&GetUserInfo))
}

#[test]
fn a_content_type_alone_is_no_error() {
    for content_type in ["application/json", "text/html; charset=utf-8", "image/png", "", ";"] {
        assert_eq!(typed(content_type, r#"{"ret":0,"nickname":"n","gender":"女"}"#).unwrap(), bare());
    }
}

#[test]
fn what_is_no_json_is_called_what_it_is() {
    use DecodeErrorKind::*;
    let page = "an HTML page came where JSON was expected, most likely from a proxy";
    for (content_type, body, kind, what) in [
        ("text/html", "<b>busy</b>", HtmlPage, page),
        ("Text/HTML;charset=gbk", "\r\n <b>\u{0}</b>", HtmlPage, page),
        ("", "<!DOCTYPE HTML><title>502 (Bad Gateway)</title>", HtmlPage, page),
        ("application/json", "<HTML>", HtmlPage, page),
        ("text/html", "{]", NotJson, "the body is not JSON: "),
        ("text/html", "{", Truncated, "the body breaks off: "),
        ("application/xml", "<busy/>", WrongContentType, "`application/xml` came where JSON was expected"),
        ("image/png ; a=b", "\u{89}PNG", WrongContentType, "`image/png` came where JSON was expected"),
        ("a b", "x", WrongContentType, "something else came where JSON was expected"),
        ("canary-secret/x", "x", WrongContentType, "`***/x` came where JSON was expected"),
    ] {
        let Error::Decode(error) = typed(content_type, body).unwrap_err() else { panic!("{body}") };
        assert_eq!(error.kind(), kind, "{body}: {error}");
        assert!(error.what.starts_with(what), "{body}: {error}");
    }
    // A page in another character set.
    let Error::Decode(error) = typed("text/html", b"<p>\xB7\xB1\xC3\xA6</p>").unwrap_err() else { panic!() };
    assert_eq!(error.kind(), HtmlPage);
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    let error = now(answering(b"{\"ret\":0,\"nickname\":\"\xD6\xD0\"}".to_vec()).send(&GetUserInfo)).unwrap_err();
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!((error.kind(), &*error.what), (DecodeErrorKind::NotUtf8, "the body is not UTF-8"));
    assert!(error.excerpt.contains('\u{fffd}'));
}

/// At whatever byte an answer ends.
#[test]
fn half_an_answer_is_never_taken_for_a_whole_one() {
    for body in
        [r#"{"ret":0,"nickname":"名","gender":"女","levels":[1,-2]}"#, r#"f({"ret":0,"nickname":"n","gender":"女"})"#]
    {
        info(body).unwrap();
        for end in 1..body.len() {
            let Error::Decode(error) = now(answering(&body.as_bytes()[..end]).send(&GetUserInfo)).unwrap_err() else {
                panic!("{body} {end}")
            };
            assert_eq!(error.kind(), DecodeErrorKind::Truncated, "{body} {end}: {error}");
        }
    }
}

#[test]
fn an_excerpt_is_short_and_masked_and_holds_no_control_characters() {
    let padding = "x".repeat(180);
    let body = format!("<{TOKEN}|{SECRET}|canary%20token%2F1|\u{1b}[31m\n{padding}{TOKEN}");
    let Error::Decode(error) = info(&body).unwrap_err() else { panic!() };
    assert!(error.excerpt.starts_with(r"<***|***|***|\u{1b}[31m\nxxx"), "{}", error.excerpt);
    assert!(error.excerpt.chars().count() <= 200);
    assert!(!format!("{error:?}{error}").contains("canary"));
    // The cut goes through where the last token stood.
    assert!(!error.excerpt.contains('c'));
}

#[test]
fn of_a_secret_that_breaks_off_no_more_is_shown_than_a_few_characters() {
    for said in [TOKEN, SECRET, "canary%20token%2F1", "canary%20token%2f1", "canary+token%2F1"] {
        for end in 8..=said.len() {
            let body = format!(r#"{{"url":"?t={}"#, &said[..end]);
            let Error::Decode(error) = info(&body).unwrap_err() else { panic!() };
            // What is left has no more than the beginning of a `%20`.
            let rest = error.excerpt.strip_prefix(r#"{"url":"?t=***"#).unwrap_or_else(|| panic!("{}", error.excerpt));
            assert!(rest.is_empty() || "%2".contains(rest), "{}", error.excerpt);

            let amidst = format!("<b>{}…</b>", &said[..end]);
            let Error::Decode(error) = info(&amidst).unwrap_err() else { panic!() };
            assert!(error.excerpt.starts_with("<b>***"), "{}", error.excerpt);
        }
    }
    let Error::Decode(error) = info("<canary t").unwrap_err() else { panic!() };
    assert_eq!(error.excerpt, "<***");
    let Error::Decode(error) = info("<canary, canary").unwrap_err() else { panic!() };
    assert_eq!(error.excerpt, "<canary, canary", "so few may be anything");
}

#[test]
fn paths_go_through_both_layers() {
    for (body, path) in [
        (r#"{"ret":0,"data":{"ret":0,"id":"x"}}"#, "data.id"),
        (r#"{"ret":0,"data":{"msg":"x"}}"#, "data.ret"),
        (r#"{"ret":0,"data":[]}"#, "data"),
        (r#"{"ret":0}"#, "data"),
    ] {
        let Error::Decode(error) = now(answering(body).send(&Share::new(""))).unwrap_err() else { panic!("{body}") };
        assert_eq!(error.path, path, "{error}");
    }
}

#[test]
fn an_undocumented_reply_comes_as_it_is() {
    let send = |body: &str| now(answering(body).send(&SetSummaryCard::sample())).unwrap();
    assert_eq!(send(r#"{"ret":0,"data":{"b":1,"a":[2]}}"#).to_string(), r#"{"b":1,"a":[2]}"#);
    assert_eq!(send(r#"{"ret":0,"msg":"ok"}"#), JsonValue::Null);
}
