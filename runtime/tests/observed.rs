//! What operators see of calls: spans and events, figures; on a paused clock.
#![cfg(all(feature = "tokio", feature = "tracing", feature = "metrics"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/capture.rs"]
mod capture;
mod support;

use core::time::Duration;
use std::sync::Mutex;

use capture::Lines;
use qq_cgi::*;
use support::{SECRET, SetSummaryCard, Share, TOKEN};

/// Answers with these, the first one last, and then never.
struct Script(Mutex<Vec<HttpResponse>>);

impl Script {
    fn new(answers: &[(u16, &str)]) -> Self {
        Self(Mutex::new(answers.iter().rev().map(|(status, body)| HttpResponse::new(*status, *body)).collect()))
    }

    fn player(self) -> Session {
        Client::builder().app(1, SECRET).transport(self).build().unwrap().session("OPENID", TOKEN)
    }
}

impl Transport for Script {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        let next = self.0.lock().unwrap().pop();
        Box::pin(async {
            match next {
                Some(answer) => Ok(answer),
                None => core::future::pending().await,
            }
        })
    }
}

const OK: (u16, &str) = (200, r#"{"ret":0,"data":{"ret":0}}"#);
const WRONG_SIGN: (u16, &str) = (200, r#"{"ret":-5,"msg":"sign of OPENID"}"#);

/// The id differs from call to call.
fn without_ids(lines: Vec<String>) -> Vec<String> {
    let without_id = |line: String| match line.split_once("qq_cgi.request_id=") {
        Some((before, rest)) => format!("{before}…{}", &rest[16..]),
        None => line,
    };
    lines.into_iter().map(without_id).collect()
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_with_its_attempts_inside() {
    let lines = Lines::default();
    let player = Script::new(&[WRONG_SIGN, OK]).player();
    let _guard = tracing::subscriber::set_default(lines.clone());
    player.send(&SetSummaryCard::sample()).await.unwrap();
    let call = "INFO span qq_cgi call otel.kind=\"client\" otel.name=\"qc_set_summary_card\" qq_cgi.gateway=\"relay\" \
                qq_cgi.command=\"qc_set_summary_card\" qq_cgi.idempotent=true qq_cgi.app_id=1 … \
                http.request.method=\"GET\"";
    assert_eq!(
        without_ids(lines.take()),
        [
            call,
            "DEBUG span qq_cgi attempt qq_cgi.attempt=1",
            "record http.response.status_code=200",
            "record error.type=\"refused_by_gateway\"",
            "record qq_cgi.code=-5",
            "DEBUG event qq_cgi message=attempt failed qq_cgi.command=\"qc_set_summary_card\" … qq_cgi.attempt=1 \
             duration=0.0 error.type=\"refused_by_gateway\" http.response.status_code=200 qq_cgi.layer=\"gateway\" \
             qq_cgi.code=-5",
            "INFO event qq_cgi message=trying again qq_cgi.command=\"qc_set_summary_card\" … qq_cgi.attempt=1 pause=0.0",
            "DEBUG span qq_cgi attempt qq_cgi.attempt=2 http.request.resend_count=1",
            "record http.response.status_code=200",
            "DEBUG event qq_cgi message=attempt succeeded qq_cgi.command=\"qc_set_summary_card\" … qq_cgi.attempt=2 \
             duration=0.0 http.response.status_code=200",
            "record http.response.status_code=200",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn what_a_caller_sees_fail_is_a_warning() {
    let lines = Lines::default();
    let player = Script::new(&[(500, "OPENID")]).player();
    let _guard = tracing::subscriber::set_default(lines.clone());
    let warnings = || {
        let lines = without_ids(lines.take());
        lines.into_iter().filter(|line| line.starts_with("WARN")).collect::<Vec<_>>()
    };
    player.send(&Share::new("")).await.unwrap_err();
    assert_eq!(
        warnings(),
        ["WARN event qq_cgi message=call failed qq_cgi.command=\"share\" … error.type=\"status\" \
          http.response.status_code=500"]
    );
    player.send(&Share { fopenids: Vec::new(), ..Share::new("") }).await.unwrap_err();
    assert_eq!(
        warnings(),
        ["WARN event qq_cgi message=call failed qq_cgi.command=\"share\" … error.type=\"invalid_param\""]
    );

    let request = Share::new("");
    let mut call = Box::pin(player.send(&request));
    assert!(poll_once(call.as_mut()).is_pending());
    drop(call);
    assert_eq!(
        warnings(),
        ["WARN event qq_cgi message=call dropped before an answer came; it may have taken effect \
          qq_cgi.command=\"share\" … qq_cgi.attempt=1 qq_cgi.idempotent=false error.type=\"abandoned\""]
    );
}

#[tokio::test(start_paused = true)]
async fn an_overlap_that_ends_before_the_vendor_changes_is_a_warning() {
    let lines = Lines::default();
    let client = Client::builder().app(1, SECRET).transport(Script::new(&[WRONG_SIGN, OK, OK, OK])).build().unwrap();
    let _guard = tracing::subscriber::set_default(lines.clone());
    let (player, overlap) = (client.session("OPENID", TOKEN), Duration::from_mins(1));
    client.rotate_secret(1, "another secret", overlap).unwrap();
    player.send(&SetSummaryCard::sample()).await.unwrap();
    lines.take();
    tokio::time::advance(overlap).await;
    for _ in 0..2 {
        player.send(&SetSummaryCard::sample()).await.unwrap();
    }
    let warnings: Vec<_> = lines.take().into_iter().filter(|line| line.starts_with("WARN")).collect();
    let expected = "WARN event qq_cgi message=overlap of a rotation over while the new secret was refused; \
                    rotate back if calls fail qq_cgi.app_id=1";
    assert_eq!(warnings, [expected], "once");
}

fn poll_once<F: Future>(future: core::pin::Pin<&mut F>) -> core::task::Poll<F::Output> {
    future.poll(&mut core::task::Context::from_waker(core::task::Waker::noop()))
}

#[tokio::test(start_paused = true)]
async fn figures_count_attempts_by_command_and_outcome() {
    let lines = Lines::default();
    // While one thread alone has a subscriber, tracing switches off for all what another one is the first to say.
    let _subscriber = tracing::subscriber::set_default(Lines::default());
    let _guard = metrics::set_default_local_recorder(&lines);
    let unlisted = (200, r#"{"ret":-987654321}"#);
    let player = Script::new(&[WRONG_SIGN, OK, unlisted, (418, "")]).player();
    assert_eq!(lines.take().len(), 5, "all are described");
    let request = SetSummaryCard::sample();
    player.send(&request).await.unwrap();
    let of = "gateway=relay,command=qc_set_summary_card";
    let refused = format!("{of},outcome=refused_by_gateway");
    assert_eq!(
        lines.take(),
        [
            format!("qq_cgi_attempts_total{{{of}}} +1"),
            format!("qq_cgi_outcomes_total{{{refused},code=-5}} +1"),
            format!("qq_cgi_attempt_duration_seconds{{{refused}}} 0"),
            format!("qq_cgi_retries_total{{{of}}} +1"),
            format!("qq_cgi_attempts_total{{{of}}} +1"),
            format!("qq_cgi_outcomes_total{{{of},outcome=ok,code=}} +1"),
            format!("qq_cgi_attempt_duration_seconds{{{of},outcome=ok}} 0"),
        ]
    );
    for code in ["unlisted", "418"] {
        player.send(&request).await.unwrap_err();
        let code = format!("code={code}}}");
        assert_eq!(lines.take().iter().filter(|line| line.contains(&code)).count(), 1, "{code}");
    }

    let deadline = tokio::time::Instant::now() + Duration::from_secs(3);
    player.call(&Share::new("")).deadline(deadline.into_std()).send().await.unwrap_err();
    assert_eq!(
        lines.take().last().unwrap(),
        "qq_cgi_attempt_duration_seconds{gateway=relay,command=share,outcome=outcome_unknown} 3"
    );

    let mut call = Box::pin(player.send(&request));
    assert!(poll_once(call.as_mut()).is_pending());
    drop(call);
    assert_eq!(lines.take().last().unwrap(), &format!("qq_cgi_abandoned_total{{{of}}} +1"));
}
