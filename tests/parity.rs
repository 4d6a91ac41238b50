//! One value, two ways in: what the typed client says of it and what the Model says of the same value as text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::time::Duration;

use qq_cgi::{Credentials, InvalidParam, Method, UnixSeconds};
use qq_cgi_model::{Model, request};
use qq_cgi_wire::percent;

/// Every limit of the language.
#[qq_cgi::qq_cgi("specs/limits.toml")]
mod limits {}

use limits::{Inner, Limited, LimitedRows, Outer, Tag};

fn request() -> Limited {
    Limited::new()
}

/// The typed request, which of its parameters is wrong, and that parameter as text.
fn bad_values() -> Vec<(Limited, &'static str, String)> {
    let bad = |request: Limited, name: &'static str, text: &str| (request, name, text.to_owned());
    let seconds = Duration::from_secs;
    let outer = |name: &str| Outer::new(name);
    vec![
        bad(request().u32(0), "u32", "0"),
        bad(request().u32(u32::MAX), "u32", "4294967295"),
        bad(request().u64(0), "u64", "0"),
        bad(request().u64(u64::MAX), "u64", "18446744073709551615"),
        bad(request().i32(i32::MIN), "i32", "-2147483648"),
        bad(request().i32(100), "i32", "100"),
        bad(request().i64(i64::MIN), "i64", "-9223372036854775808"),
        bad(request().i64(i64::MAX), "i64", "9223372036854775807"),
        bad(request().at(UnixSeconds::new(-1)), "at", "-1"),
        bad(request().at(UnixSeconds::new(2001)), "at", "2001"),
        bad(request().span(seconds(59)), "span", "59"),
        bad(request().span(seconds(u64::MAX)), "span", "18446744073709551615"),
        bad(request().filled(""), "filled", ""),
        bad(request().short("三个字"), "short", "三个字"),
        bad(request().short("👨‍👩‍👧"), "short", "👨‍👩‍👧"),
        bad(request().long("一"), "long", "一"),
        bad(request().long(""), "long", ""),
        bad(request().both(""), "both", ""),
        bad(request().both("三个字"), "both", "三个字"),
        bad(request().url("http://a.example"), "url", "http://a.example"),
        bad(request().url(""), "url", ""),
        bad(request().tag(Tag::other("better")), "tag", "better"),
        bad(request().common("三个字"), "common", "三个字"),
        bad(request().words(vec![]), "words", "[]"),
        bad(request().words(["a", "b", "c"].map(String::from)), "words", r#"["a","b","c"]"#),
        bad(request().words(["a", ""].map(String::from)), "words", r#"["a",""]"#),
        bad(request().words(["大家好吗", "b"].map(String::from)), "words", r#"["大家好吗","b"]"#),
        bad(request().numbers([1]), "numbers", "[1]"),
        bad(request().numbers([1, 2, -2]), "numbers", "[1,2,-2]"),
        bad(request().outer(outer("")), "outer", r#"{"name":""}"#),
        bad(request().outer(outer("a").inner(Inner::new(0))), "outer", r#"{"name":"a","inner":{"count":0}}"#),
        bad(
            request().outer(outer("a").inner(Inner::new(1).link("ftp://a"))),
            "outer",
            r#"{"name":"a","inner":{"count":1,"link":"ftp://a"}}"#,
        ),
        bad(
            request().outer(outer("a").inners([Inner::new(1), Inner::new(1)])),
            "outer",
            r#"{"name":"a","inners":[{"count":1},{"count":1}]}"#,
        ),
        bad(request().outer(outer("a").inners([Inner::new(0)])), "outer", r#"{"name":"a","inners":[{"count":0}]}"#),
        bad(
            request().outers([outer("a"), outer("b").inners([Inner::new(0)])]),
            "outers",
            r#"[{"name":"a"},{"name":"b","inners":[{"count":0}]}]"#,
        ),
        bad(
            request().outers([outer("a"), outer("b"), outer("c")]),
            "outers",
            r#"[{"name":"a"},{"name":"b"},{"name":"c"}]"#,
        ),
        bad(request().rows(LimitedRows::new()), "rows", "[]"),
        bad(request().rows(LimitedRows::new().level(0)), "rows", r#"[{"type":1,"data":"0"}]"#),
        bad(
            request().rows(LimitedRows::new().level(1).name("三个字")),
            "rows",
            r#"[{"type":1,"data":"1"},{"type":2,"data":"三个字"}]"#,
        ),
        bad(
            request().rows(LimitedRows::new().name("").level(100)),
            "rows",
            r#"[{"type":2,"data":""},{"type":1,"data":"100"}]"#,
        ),
        bad(request().rows(LimitedRows::new().since(UnixSeconds::new(999))), "rows", r#"[{"type":3,"data":"999"}]"#),
        bad(request().rows(LimitedRows::new().span(seconds(3601))), "rows", r#"[{"type":4,"data":"3601"}]"#),
        bad(
            request().rows(LimitedRows::new().level(1).name("a").span(seconds(1))),
            "rows",
            r#"[{"type":1,"data":"1"},{"type":2,"data":"a"},{"type":4,"data":"1"}]"#,
        ),
    ]
}

fn good_values() -> Vec<Limited> {
    let inner = || Inner::new(1).link("HTTPS://a");
    vec![
        request(),
        request().u32(1).u64(99).i32(-9).i64(99).at(UnixSeconds::new(1000)).span(Duration::from_hours(1)),
        request().filled(" ").short("两字").long("两字").both("字").url("https://").tag(Tag::Good).common(""),
        request().words(["一二三"].map(String::from)).numbers([-1, 9]),
        request().outer(Outer::new("a\"\\\u{1}").inner(inner()).inners([inner()])).outers([]),
        request().rows(LimitedRows::new().level(99).level(1).since(UnixSeconds::new(1000))),
    ]
}

fn model() -> Model {
    let checked = qq_cgi_model::check_embedded(limits::SPEC_FILES, limits::BASE_FILES);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    checked.model
}

fn sign(request: &Limited, openid: &str) -> Result<Vec<(String, String)>, InvalidParam> {
    let credentials = Credentials { app_id: 1, secret: "", openid, access_token: "" };
    let signed = credentials.sign(request, Method::Get, "http://limits.example/cgi")?;
    let raw = |text: &str| String::from_utf8(percent::decode(text).unwrap()).unwrap();
    let pairs = signed.url().split_once('?').unwrap().1.split('&').map(|pair| pair.split_once('=').unwrap());
    Ok(pairs.map(|(name, value)| (raw(name), raw(value))).collect())
}

fn said_of_text(model: &Model, pairs: &[(String, String)]) -> Vec<String> {
    let command = model.command("limited").unwrap();
    request::check(model, command, pairs).iter().map(|problem| problem.error.to_string()).collect()
}

#[test]
fn a_bad_value_gets_the_same_words_typed_and_as_text() {
    let model = model();
    for (request, name, text) in bad_values() {
        let typed = sign(&request, "player").expect_err(&text);
        let mut pairs = sign(&Limited::new(), "player").unwrap();
        pairs.push((name.to_owned(), text.clone()));
        let said = said_of_text(&model, &pairs);
        assert_eq!(said.first(), Some(&typed.to_string()), "{name} {text}: {said:?}");
    }
}

#[test]
fn the_sessions_values_have_limits_too() {
    let model = model();
    for openid in ["", "more than 8"] {
        let typed = sign(&Limited::new(), openid).unwrap_err();
        let pairs = [("action", "limited"), ("player", openid)].map(|(name, value)| (name.into(), value.into()));
        assert_eq!(said_of_text(&model, &pairs), [typed.to_string()]);
    }
}

#[test]
fn what_the_client_writes_the_model_accepts() {
    let model = model();
    for request in good_values() {
        let pairs = sign(&request, "player").unwrap();
        assert_eq!(said_of_text(&model, &pairs), [""; 0], "{pairs:?}");
    }
}

#[test]
fn both_advise_the_same_in_chinese() {
    use qq_cgi::Remedy as Typed;
    use qq_cgi_model::model::Remedy;
    for (typed, remedy) in [
        (Typed::FixRequest, Remedy::FixRequest),
        (Typed::CheckCredentials, Remedy::CheckCredentials),
        (Typed::RetryOnce, Remedy::RetryOnce),
        (Typed::BackOff, Remedy::BackOff),
        (Typed::Reauthorize, Remedy::Reauthorize),
        (Typed::RequestPermission, Remedy::RequestPermission),
        (Typed::ContactSupport, Remedy::ContactSupport),
        (Typed::None, Remedy::None),
    ] {
        assert_eq!(typed.zh_advice(), remedy.zh());
    }
}
