//! The transports that a user's tests stand on.
#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use qq_cgi::{
    testing::{BadRecording, Failure, Recorder, Replay, Script, when},
    *,
};
use serde_json::json;
use support::*;

fn player(transport: impl Transport) -> Session {
    let builder = Client::builder().app(100_330_589, SECRET).transport(transport).retry(NeverRetry);
    builder.build().unwrap().session("OPENID", TOKEN)
}

#[test]
fn the_first_expectation_that_holds_answers() {
    let script = Script::new()
        .expect(when::<Share>().with(|sent| sent.param("text") == Some("大家 好")).once().answer(json!({ "id": 7 })))
        .expect(when::<Share>().answer(json!({ "id": 8 })));
    let player = player(script.clone());
    let ids = ["大家 好", "大家 好", "else"].map(|text| now(player.send(&Share::new(text))).unwrap().id.unwrap());
    assert_eq!(ids, [7, 8, 8]);
    assert_eq!(script.seen_of::<Share>().len(), 3);
    assert_eq!(script.seen_of::<SetSummaryCard>(), []);
}

#[test]
fn a_request_is_expected_by_what_it_says() {
    let expected = SetSummaryCard::sample();
    let script = Script::new().expect(when::<SetSummaryCard>().with_params_of(&expected).answer(json!({})));
    let player = player(script);
    now(player.send(&expected)).unwrap();
    let other = SetSummaryCard { style_id: 2, ..expected.clone() };
    assert!(matches!(now(player.send(&other)).unwrap_err(), Error::Status(_)));
    let less = SetSummaryCard { version: None, ..expected };
    assert!(matches!(now(player.send(&less)).unwrap_err(), Error::Status(_)));
}

#[test]
fn either_layer_refuses_with_its_codes() {
    let script = Script::new()
        .expect(when::<Share>().once().reply(RelayCode::SignatureMismatch))
        .expect(when::<Share>().reply_inside(UndocumentedCode::from_code(12)));
    let player = player(script);
    let Error::Gateway(refusal) = now(player.send(&Share::new(""))).unwrap_err() else { panic!() };
    assert_eq!((refusal.code, &*refusal.message), (RelayCode::SignatureMismatch, "签名验证失败"));
    let Error::Command(refusal) = now(player.send(&Share::new(""))).unwrap_err() else { panic!() };
    assert_eq!(refusal.code.code(), 12);
}

#[test]
fn a_refusal_that_cannot_be_sent_is_no_success() {
    let script = Script::new().expect(when::<SetSummaryCard>().reply_inside(UndocumentedCode::from_code(12)));
    let error = now(player(script).send(&SetSummaryCard::sample())).unwrap_err();
    assert!(error.to_string().contains("`qc_set_summary_card` has no codes of its own"), "{error}");
}

#[test]
fn a_gateway_without_a_field_for_the_answer_has_it_beside_the_code() {
    let script = Script::new().expect(when::<GetUserInfo>().answer(json!({ "nickname": "n", "gender": "男" })));
    assert_eq!(now(player(script).send(&GetUserInfo)).unwrap().nickname, "n");
}

#[test]
fn whatever_else_can_happen_is_scripted_too() {
    let script = Script::new()
        .expect(when::<Share>().once().fail(Failure::Unreachable))
        .expect(when::<Share>().once().fail(Failure::TimedOut))
        .expect(when::<Share>().once().fail(Failure::Broken))
        .expect(when::<Share>().once().respond(HttpResponse::new(502, "<html>")));
    let player = player(script.clone());
    let causes = [(); 4].map(|()| now(player.send(&Share::new(""))).unwrap_err().cause().unwrap());
    assert_eq!(causes, [Cause::NotSent, Cause::OutcomeUnknown, Cause::OutcomeUnknown, Cause::Status(502)]);
    assert_eq!(script.unmet(), [""; 0]);
}

#[cfg(feature = "tokio")]
#[tokio::test(start_paused = true)]
async fn silence_ends_by_the_time_out() {
    let player = player(Script::new().expect(when::<Share>().fail(Failure::Silent)));
    assert_eq!(player.send(&Share::new("")).await.unwrap_err().cause(), Some(Cause::OutcomeUnknown));
}

#[test]
fn what_was_not_expected_and_what_did_not_come_are_named() {
    let script = Script::new().expect(when::<SetSummaryCard>().times(2).answer(json!({})));
    let error = now(player(script.clone()).send(&Share::new("x"))).unwrap_err().to_string();
    assert!(error.contains(r#"no expectation of the script holds for POST share(access_token="***""#), "{error}");
    assert_eq!(script.unmet(), ["`qc_set_summary_card` is expected 2 more times"]);
    assert!(!format!("{script:?}").contains("canary"));
}

#[test]
fn what_was_recorded_is_replayed_without_secrets() {
    let echo = HttpResponse::new(200, format!(r#"{{"ret":0,"data":{{"ret":0,"msg":"{TOKEN}"}}}}"#));
    let script = Script::new()
        .expect(when::<Share>().with(|sent| sent.param("text") == Some("1")).once().answer(json!({ "id": 1 })))
        .expect(when::<Share>().with(|sent| sent.param("text") == Some("1")).answer(json!({ "id": 2 })))
        .expect(when::<Share>().respond(echo));
    let recorder = Recorder::new(script);
    let live = player(recorder.clone());
    let texts = ["1", "1", "2"];
    let answers = texts.map(|text| now(live.send(&Share::new(text))).unwrap().id);
    assert_eq!(answers, [Some(1), Some(2), None]);

    let recording = recorder.recording();
    assert_eq!((recording.lines().count(), recording.contains("canary")), (3, false), "{recording}");
    let replayed = player(Replay::new(&recording).unwrap());
    assert_eq!(texts.map(|text| now(replayed.send(&Share::new(text))).unwrap().id), answers);
    assert_eq!(now(replayed.send(&Share::new("1"))).unwrap().id, Some(2), "the last answer stays");
    let error = now(replayed.send(&Share::new("3"))).unwrap_err().to_string();
    assert!(error.contains("not recorded: POST /cgi-bin/QQConnect.fcgi?"), "{error}");
}

#[test]
fn a_replay_fails_as_what_was_recorded_failed() {
    let picture = || HttpResponse::new(200, "GIF89a").content_type("image/gif");
    let recorder = Recorder::new(Script::new().expect(when::<Share>().respond(picture())));
    let failed = |transport| now(player(transport).send(&Share::new(""))).unwrap_err().to_string();
    let live = now(player(recorder.clone()).send(&Share::new(""))).unwrap_err().to_string();
    assert!(live.contains("`image/gif` came"), "{live}");
    assert_eq!(failed(Replay::new(&recorder.recording()).unwrap()), live);
}

#[test]
fn a_recording_that_is_none_is_an_error() {
    for (text, line) in [("x", 1), ("\n{}\n", 2), (r#"{"method":"GET","url":"u","status":70000,"body":""}"#, 1)] {
        let BadRecording { line: found, .. } = Replay::new(text).unwrap_err();
        assert_eq!(found, line, "{text}");
    }
}
