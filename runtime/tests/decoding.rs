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
fn what_cannot_be_understood_names_the_place() {
    let deep = "[".repeat(10_000);
    let deep_reply = format!(r#"{{"ret":0,"x":{deep}"#);
    for (body, path, what) in [
        ("", "", "the body is empty"),
        (" \n", "", "the body is empty"),
        ("<html><body>502 (Bad Gateway)</body></html>", "", "the body is not JSON: "),
        (r#"{"ret":0,"nickname":"n"#, "", "the body is not JSON: EOF"),
        ("cb({\"ret\":0}", "", "the body is not JSON: "),
        ("f(){}", "", "the body is not JSON: "),
        (&deep, "", "the body is not JSON: recursion limit exceeded"),
        (&deep_reply, "", "the body is not JSON: recursion limit exceeded"),
        (r#"{"ret":1e999}"#, "", "the body is not JSON: number out of range"),
        ("[]", "", "expected an object, found a list"),
        ("null", "", "expected an object, found null"),
        ("{}", "ret", "the field is missing"),
        (r#"{"ret":null}"#, "ret", "expected a whole number"),
        (r#"{"ret":"ok"}"#, "ret", "expected a whole number of 64 bits, found a text"),
        (r#"{"ret":0.5}"#, "ret", "expected a whole number of 64 bits, found a number"),
        (r#"{"ret":99999999999999999999}"#, "ret", "expected a whole number"),
        (r#"{"ret":0,"gender":"女"}"#, "nickname", "the field is missing"),
        (r#"{"ret":0,"nickname":[],"gender":"女"}"#, "nickname", "expected a text, found a list"),
        (r#"{"ret":0,"nickname":"n","gender":"x"}"#, "gender", "expected one of 男, 女, found a text"),
        (r#"{"ret":0,"nickname":"n","gender":"女","year":-1}"#, "year", "expected a whole number from 0 to 4294967295"),
        (r#"{"ret":0,"nickname":"n","gender":"女","year":4294967296}"#, "year", "expected a whole number from 0 to"),
        (r#"{"ret":0,"nickname":"n","gender":"女","is_lost":2}"#, "is_lost", "expected true or false"),
        (
            r#"{"ret":0,"nickname":"n","gender":"女","levels":[1,{}]}"#,
            "levels[1]",
            "expected a whole number of 32 bits",
        ),
    ] {
        let Error::Decode(error) = info(body).unwrap_err() else { panic!("{body}") };
        assert_eq!(error.path, path, "{body}: {error}");
        assert!(error.what.starts_with(what), "{body}: {error}");
        assert!(error.excerpt.chars().count() <= 200, "{body}");
    }
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    let error = now(answering(b"{\"ret\":0,\"nickname\":\"\xD6\xD0\"}".to_vec()).send(&GetUserInfo)).unwrap_err();
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!(error.what, "the body is not UTF-8");
    assert!(error.excerpt.contains('\u{fffd}'));
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
