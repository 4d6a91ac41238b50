//! What becomes of a request, with transports of the tests' own.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::error::Error as _;

use qq_cgi::*;
use support::*;

/// Fails as it is told to.
struct Failing(fn(&HttpRequest) -> TransportError);

impl Transport for Failing {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Err((self.0)(request)) })
    }
}

fn failed(failure: fn(&HttpRequest) -> TransportError) -> SendError<Share> {
    now(client(Failing(failure)).session("OPENID", TOKEN).send(&Share::new(""))).unwrap_err()
}

#[test]
fn not_sent() {
    let error = failed(|_| TransportError::NotSent("refused".into()));
    assert!(matches!(error, Error::NotSent(_)));
    assert_eq!(error.to_string(), "the request was not sent: no connection");
    assert_eq!(error.source().unwrap().to_string(), "refused");
}

#[test]
fn outcome_unknown() {
    let error = failed(|_| TransportError::TimedOut);
    assert_eq!(
        error.to_string(),
        "outcome of `share` unknown: no answer in time; it may have taken effect and must not be repeated blindly \
         (POST https://proxy.vip.qq.com/cgi-bin/QQConnect.fcgi?access_token=***&cmd=share&count=1&dst=1001\
         &fopenids=%5B%7B%22openid%22%3A%22F%22%7D%5D&openid=OPENID&text=&sign=***)"
    );
    let Error::OutcomeUnknown(unknown) = error else { panic!() };
    assert!(!unknown.idempotent);
    assert_eq!((unknown.command, unknown.method), ("share", Method::Post));

    let session = client(Failing(|_| TransportError::Broken("reset".into()))).session("OPENID", TOKEN);
    let error = now(session.send(&SetSummaryCard::sample())).unwrap_err();
    assert!(error.to_string().contains("the command is idempotent"), "{error}");
    assert_eq!(error.source().unwrap().to_string(), "reset");
}

#[test]
fn an_error_that_shows_the_url_is_masked() {
    for failure in
        [(|http: &HttpRequest| TransportError::Broken(format!("GET {}", http.url()).into())) as fn(&_) -> _, |http| {
            TransportError::NotSent(std::io::Error::other(format!("GET {}", http.url())).into())
        }]
    {
        let error = failed(failure);
        let source = error.source().unwrap();
        let shown = format!("{error:?}{error}{source:?}{source}");
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.contains("access_token=***") && shown.contains("sign=***"), "{shown}");
    }
}

#[test]
fn another_status() {
    let session = client(Canned { status: 502, body: format!("<b>{TOKEN}</b>").into() }).session("OPENID", TOKEN);
    let error = now(session.send(&Share::new(""))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "HTTP status 502 where 200 was expected; the request may have taken effect; the answer begins: <b>***</b>"
    );
}

/// Whoever answers so has read the request and says no.
#[test]
fn a_refusal_with_a_status_of_its_own() {
    let refused = |status, body: &str| {
        let session = client(Canned { status, body: body.into() }).session("OPENID", TOKEN);
        now(session.send(&Share::new(""))).unwrap_err()
    };
    let error = refused(403, r#"{"ret":-5,"msg":"sign error"}"#);
    let Error::Gateway(refusal) = &error else { panic!("{error:?}") };
    assert_eq!((refusal.code, refusal.status), (RelayCode::SignatureMismatch, 403));
    assert!(error.to_string().contains("; HTTP status 403; it says \"sign error\""), "{error}");
    assert_eq!(error.cause().map(|cause| cause.may_have_taken_effect()), Some(false));
    let error = refused(400, r#"{"ret":0,"data":{"ret":7}}"#);
    assert!(matches!(&error, Error::Command(refusal) if refusal.status == 400), "{error:?}");

    for (status, body) in [
        (403, "no"),
        (403, r#"{"ret":0,"data":{"ret":0}}"#),
        (404, r#"{"error":"no such page"}"#),
        (302, r#"{"ret":-5}"#),
        // It may have failed after it was done.
        (500, r#"{"ret":-5}"#),
        (503, r#"{"ret":-6}"#),
    ] {
        let error = refused(status, body);
        let Error::Status(unexpected) = &error else { panic!("{status} {body}: {error:?}") };
        assert_eq!((unexpected.status, unexpected.excerpt.as_str()), (status, body));
        assert_eq!(error.cause().map(|cause| cause.may_have_taken_effect()), Some(true));
    }
}

#[test]
fn an_answer_that_is_too_long() {
    let error = now(answering(vec![b' '; (1 << 20) + 1]).send(&GetUserInfo)).unwrap_err();
    let Error::OutcomeUnknown(unknown) = error else { panic!("{error}") };
    assert!(matches!(unknown.source, TransportError::BodyTooLarge { limit: 1_048_576 }));
}

#[test]
fn another_method() {
    let session = client(Failing(|http| {
        assert_eq!(http.method(), Method::Get);
        TransportError::TimedOut
    }))
    .session("OPENID", TOKEN);
    let error = now(session.call(&Share::new("")).method(Method::Get).send()).unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown(_)), "{error}");
    let error = now(session.call(&SetSummaryCard::sample()).method(Method::Post).send()).unwrap_err();
    assert_eq!(error.to_string(), "`qc_set_summary_card` does not take POST, only GET; nothing was sent");
}
