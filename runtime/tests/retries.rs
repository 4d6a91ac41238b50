//! Which failures are tried again, when, and what is never done twice; on a paused clock.
#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use core::time::Duration;
use std::sync::{Arc, Mutex};

use qq_cgi::*;
use support::{
    SECRET, TOKEN,
    shop::{Ask, Buy, REMEDIES},
};
use tokio::time::Instant;

/// What the server does.
#[derive(Debug, Clone, Copy)]
enum Act {
    Succeed,
    Refuse(i64),
    RefuseInside(i64),
    Status(u16),
    Garbage,
    TimeOut,
    Break,
    Unreachable,
    Hang,
}

/// Acts as it is told to, the last act again and again, and writes down when.
#[derive(Clone)]
struct Server {
    acts: Arc<[Act]>,
    asked: Arc<Mutex<Vec<Instant>>>,
}

impl Server {
    fn new(acts: &[Act]) -> Self {
        Self { acts: acts.into(), asked: Arc::default() }
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().app(1, SECRET).transport(self.clone())
    }

    fn player(&self) -> Session {
        self.builder().build().unwrap().session("OPENID", TOKEN)
    }

    fn asked(&self) -> Vec<Instant> {
        self.asked.lock().unwrap().clone()
    }

    /// How many attempts came, and the pauses between them.
    fn pauses(&self) -> Vec<Duration> {
        self.asked().windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

impl Transport for Server {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            let index = {
                let mut asked = self.asked.lock().unwrap();
                asked.push(Instant::now());
                asked.len() - 1
            };
            let answer = |body: String| Ok(HttpResponse::new(200, body));
            match self.acts[index.min(self.acts.len() - 1)] {
                Act::Succeed => answer(r#"{"ret":0,"data":{"ret":0}}"#.to_owned()),
                Act::Refuse(code) => answer(format!(r#"{{"ret":{code}}}"#)),
                Act::RefuseInside(code) => answer(format!(r#"{{"ret":0,"data":{{"ret":{code}}}}}"#)),
                Act::Status(status) => Ok(HttpResponse::new(status, "")),
                Act::Garbage => answer("<html>".to_owned()),
                Act::TimeOut => Err(TransportError::TimedOut),
                Act::Break => Err(TransportError::Broken("reset".into())),
                Act::Unreachable => Err(TransportError::NotSent("refused".into())),
                Act::Hang => core::future::pending().await,
            }
        })
    }
}

/// How many attempts are made when the server always acts so: of a command that is idempotent, and of one that is not.
async fn attempts(act: Act) -> (usize, usize) {
    let (idempotent, other) = (Server::new(&[act]), Server::new(&[act]));
    let player = |server: &Server| {
        server.builder().overall_timeout(Duration::from_mins(1)).build().unwrap().session("OPENID", TOKEN)
    };
    let _ = player(&idempotent).send(&Ask).await;
    let _ = player(&other).send(&Buy).await;
    (idempotent.asked().len(), other.asked().len())
}

#[tokio::test(start_paused = true)]
async fn each_remedy_has_its_attempts() {
    for (index, remedy) in REMEDIES.iter().enumerate() {
        let code = -1 - i64::try_from(index).unwrap();
        let expected = match remedy {
            Remedy::RetryOnce => 2,
            Remedy::BackOff => 3,
            _ => 1,
        };
        assert_eq!(attempts(Act::Refuse(code)).await, (expected, expected), "{remedy:?} by the gateway");
        assert_eq!(attempts(Act::RefuseInside(code)).await, (expected, expected), "{remedy:?} by the command");
    }
    assert_eq!(attempts(Act::Refuse(-9999)).await, (1, 1), "a code outside the table");
}

#[tokio::test(start_paused = true)]
async fn what_may_have_taken_effect_is_tried_again_only_where_it_does_no_harm() {
    assert_eq!(attempts(Act::Unreachable).await, (3, 3));
    for act in [Act::TimeOut, Act::Break, Act::Status(502), Act::Status(503), Act::Status(504), Act::Hang] {
        assert_eq!(attempts(act).await, (3, 1), "{act:?}");
    }
    for act in [Act::Succeed, Act::Garbage, Act::Status(500), Act::Status(404), Act::Status(301)] {
        assert_eq!(attempts(act).await, (1, 1), "{act:?}");
    }
}

/// Whatever it is asked.
struct Always;

impl RetryPolicy for Always {
    fn decide(&self, _: &Failed<'_>) -> Decision {
        Decision::RetryAfter(Duration::ZERO)
    }
}

#[tokio::test(start_paused = true)]
async fn no_policy_repeats_what_may_have_taken_effect() {
    for act in [Act::TimeOut, Act::Break, Act::Status(502), Act::Garbage, Act::Hang] {
        let server = Server::new(&[act]);
        let player = server.builder().retry(Always).build().unwrap().session("OPENID", TOKEN);
        player.send(&Buy).await.unwrap_err();
        assert_eq!(server.asked().len(), 1, "{act:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_success_after_failures_is_a_success() {
    let server = Server::new(&[Act::Refuse(-3), Act::Refuse(-4), Act::Succeed]);
    server.player().send(&Buy).await.unwrap();
    let pauses = server.pauses();
    assert_eq!(pauses[0], Duration::ZERO, "signed again, and sent at once");
    assert!(pauses.len() == 2 && pauses[1] < Duration::from_secs(2), "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn no_second_chance_for_a_second_wrong_sign() {
    let server = Server::new(&[Act::Refuse(-3), Act::Unreachable, Act::Refuse(-3), Act::Succeed]);
    let error = server.player().send(&Buy).await.unwrap_err();
    assert_eq!((error.remedy(), server.asked().len()), (Some(Remedy::CheckCredentials), 3));
}

/// A program that does what the remedy says must come to an end.
#[tokio::test(start_paused = true)]
async fn what_was_done_already_is_not_advised_again() {
    for act in [Act::Refuse(-3), Act::RefuseInside(-3)] {
        let error = Server::new(&[act]).player().send(&Buy).await.unwrap_err();
        assert_eq!((error.attempts(), error.remedy()), (2, Some(Remedy::CheckCredentials)), "{error}");
        let Some(Cause::Refused { remedy, .. }) = error.cause() else { panic!("{error:?}") };
        assert_eq!(remedy, Some(Remedy::RetryOnce), "what the table says stays readable");

        // Whoever has no second attempt is told to make one.
        let never = Server::new(&[act]).builder().retry(NeverRetry).build().unwrap().session("OPENID", TOKEN);
        let error = never.send(&Buy).await.unwrap_err();
        assert_eq!((error.attempts(), error.remedy()), (1, Some(Remedy::RetryOnce)), "{error}");
    }
    let error =
        Server::new(&[Act::Unreachable, Act::Refuse(-3), Act::Unreachable]).player().send(&Buy).await.unwrap_err();
    assert_eq!((error.attempts(), error.remedy()), (3, Some(Remedy::RetryOnce)), "the one retry never arrived");
}

#[tokio::test(start_paused = true)]
async fn an_error_says_how_many_attempts_were_made() {
    for (act, idempotent, other) in [
        (Act::Unreachable, 3, 3),
        (Act::TimeOut, 3, 1),
        (Act::Status(503), 3, 1),
        (Act::Garbage, 1, 1),
        (Act::Refuse(-4), 3, 3),
        (Act::RefuseInside(-3), 2, 2),
        (Act::Refuse(-1), 1, 1),
    ] {
        let (ask, buy) = (Server::new(&[act]).player(), Server::new(&[act]).player());
        let (ask, buy) = (ask.send(&Ask).await.unwrap_err(), buy.send(&Buy).await.unwrap_err());
        assert_eq!((ask.attempts(), buy.attempts()), (idempotent, other), "{act:?}");
        for (attempts, text) in [(idempotent, ask.to_string()), (other, buy.to_string())] {
            let said = format!("; {attempts} attempts were made");
            assert_eq!(text.ends_with(&said), attempts > 1, "{text}");
        }
    }
    for last in [Act::Garbage, Act::Status(500)] {
        let error = Server::new(&[Act::Refuse(-4), last]).player().send(&Ask).await.unwrap_err();
        assert_eq!(error.attempts(), 2, "{error}");
    }
    let player = Server::new(&[Act::Succeed]).player();
    let error = player.call(&Ask).timeout(Duration::ZERO).send().await.unwrap_err();
    assert!(matches!(error, Error::NotStarted(_)) && error.attempts() == 0, "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_after_its_own_time() {
    let start = Instant::now();
    let player = Server::new(&[Act::Hang]).player();
    let error = player.call(&Buy).timeout(Duration::from_secs(2)).send().await.unwrap_err();
    assert_eq!((error.cause(), start.elapsed()), (Some(Cause::OutcomeUnknown), Duration::from_secs(2)));
    let at = Instant::now() + Duration::from_secs(1);
    let call = player.call(&Buy).timeout(Duration::from_secs(2)).deadline(at.into_std());
    call.send().await.unwrap_err();
    assert_eq!(Instant::now(), at, "the one that is set last holds");
}

#[tokio::test(start_paused = true)]
async fn nothing_was_sent_is_said_only_where_no_attempt_was() {
    for (acts, cause) in [
        (&[Act::Unreachable][..], Cause::NotSent),
        (&[Act::TimeOut, Act::Unreachable], Cause::OutcomeUnknown),
        (&[Act::Unreachable, Act::Status(503), Act::Unreachable], Cause::Status(503)),
        (&[Act::Status(503), Act::Break, Act::Unreachable], Cause::OutcomeUnknown),
    ] {
        let server = Server::new(acts);
        let error = server.player().send(&Ask).await.unwrap_err();
        assert_eq!((error.cause(), server.asked().len()), (Some(cause), 3), "{acts:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn pauses_are_random_within_bounds_that_double() {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        let server = Server::new(&[Act::Refuse(-4)]);
        let player = server.builder().overall_timeout(Duration::from_mins(5)).build().unwrap();
        player.session("OPENID", TOKEN).send(&Ask).await.unwrap_err();
        let pauses = server.pauses();
        first.push(pauses[0]);
        second.push(pauses[1]);
    }
    // tokio's timer has steps of a millisecond.
    let step = Duration::from_millis(1);
    assert!(first.iter().all(|pause| *pause <= Duration::from_secs(1) + step), "{first:?}");
    assert!(second.iter().all(|pause| *pause <= Duration::from_secs(2) + step), "{second:?}");
    // Of 200 even draws none in the lower or upper quarter: once in 10^25 runs.
    assert!(second.iter().any(|pause| *pause < Duration::from_millis(500)));
    assert!(second.iter().any(|pause| *pause > Duration::from_millis(1500)));
}

#[test]
fn the_bound_of_a_pause_stays_a_bound() {
    let backoff = Backoff::default();
    let bounds: Vec<_> = [1, 2, 3, 5, 6, 33, u32::MAX].iter().map(|number| backoff.bound(*number).as_secs()).collect();
    assert_eq!(bounds, [1, 2, 4, 16, 20, 20, 20]);
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_made_worse_by_repetitions() {
    const CALLS: usize = 1_000;
    for act in [Act::Unreachable, Act::Refuse(-4), Act::Refuse(-3), Act::Status(503)] {
        let server = Server::new(&[act]);
        let player = server.player();
        for _ in 0..CALLS {
            player.send(&Ask).await.unwrap_err();
        }
        let sent = server.asked().len();
        assert!((CALLS + CALLS / 20..=CALLS * 12 / 10).contains(&sent), "{act:?}: {sent} requests for {CALLS} calls");
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_never_begin_earn_no_retries() {
    let server = Server::new(&[Act::Unreachable]);
    let player = server.builder().retry_budget(RetryBudget::new(10, 1)).build().unwrap().session("OPENID", TOKEN);
    player.send(&Ask).await.unwrap_err();
    assert_eq!(server.asked().len(), 2, "with the one retry that there is");
    for _ in 0..10 {
        let over = Instant::now().into_std();
        assert!(matches!(player.call(&Ask).deadline(over).send().await.unwrap_err(), Error::NotStarted(_)));
    }
    player.send(&Ask).await.unwrap_err();
    assert_eq!(server.asked().len(), 2 + 1);
}

#[tokio::test(start_paused = true)]
async fn a_budget_of_nothing_allows_nothing() {
    let server = Server::new(&[Act::Refuse(-3)]);
    let client = server.builder().retry_budget(RetryBudget::new(0, 0)).build().unwrap();
    client.session("OPENID", TOKEN).send(&Ask).await.unwrap_err();
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_never_ends_is_cut_off() {
    let server = Server::new(&[Act::Hang]);
    let begun = Instant::now();
    let error = server.player().send(&Buy).await.unwrap_err();
    let Error::OutcomeUnknown(unknown) = error else { panic!("{error}") };
    assert!(matches!(unknown.source, TransportError::TimedOut));
    assert_eq!(begun.elapsed(), Duration::from_secs(3), "one attempt");

    let begun = Instant::now();
    server.player().send(&Ask).await.unwrap_err();
    assert!(begun.elapsed() <= Duration::from_secs(8), "the whole call: {:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_deadline_is_kept_and_nothing_begins_after_it() {
    let server = Server::new(&[Act::Hang]);
    let player = server.player();
    let begun = Instant::now();
    let deadline = (begun + Duration::from_millis(700)).into_std();
    let error = player.call(&Ask).deadline(deadline).send().await.unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown(_)), "what was sent stays sent: {error}");
    assert_eq!((begun.elapsed(), server.asked().len()), (Duration::from_millis(700), 1));

    let error = player.call(&Ask).deadline(deadline).send().await.unwrap_err();
    assert_eq!(error.to_string(), "the deadline of `ask` passed before it could be sent; nothing was sent");
    assert_eq!((error.cause(), server.asked().len()), (None, 1));
}

#[tokio::test(start_paused = true)]
async fn no_pause_is_begun_that_would_outlast_the_deadline() {
    struct Later;
    impl RetryPolicy for Later {
        fn decide(&self, _: &Failed<'_>) -> Decision {
            Decision::RetryAfter(Duration::from_secs(8))
        }
    }
    let server = Server::new(&[Act::Unreachable]);
    let player = server.builder().retry(Later).build().unwrap().session("OPENID", TOKEN);
    let begun = Instant::now();
    assert!(matches!(player.send(&Ask).await.unwrap_err(), Error::NotSent(_)));
    assert_eq!((begun.elapsed(), server.asked().len()), (Duration::ZERO, 1));
}

/// What hooks are told, in words.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn write(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Hooks for Diary {
    fn before(&self, attempt: &Attempt) {
        self.write(format!("{} {} of app {}", attempt.command, attempt.number, attempt.app_id));
    }

    fn after(&self, _: &Attempt, outcome: Result<(), Cause>, took: Option<Duration>) {
        self.write(format!("{outcome:?} after {:?}", took.unwrap()));
    }

    fn retrying(&self, _: &Attempt, pause: Duration) {
        self.write(format!("again in {pause:?}"));
    }

    fn abandoned(&self, attempt: &Attempt, unknown: &OutcomeUnknown) {
        assert_eq!(attempt.request_id, unknown.request_id);
        self.write(unknown.to_string());
    }
}

#[tokio::test(start_paused = true)]
async fn hooks_are_told_of_every_attempt() {
    let diary = Diary::default();
    let client = Server::new(&[Act::Refuse(-3), Act::Hang]).builder().hooks(diary.clone()).build().unwrap();
    client.session("OPENID", TOKEN).send(&Buy).await.unwrap_err();
    assert_eq!(
        diary.lines(),
        [
            "buy 1 of app 1",
            "Err(Refused { by: Gateway, code: Some(-3), remedy: Some(RetryOnce), status: 200 }) after 0ns",
            "again in 0ns",
            "buy 2 of app 1",
            "Err(OutcomeUnknown) after 3s",
        ]
    );
}

/// Polls `future` once, and drops it.
async fn dropped_after_one_poll(future: impl Future) {
    let mut future = Box::pin(future);
    core::future::poll_fn(|context| {
        assert!(future.as_mut().poll(context).is_pending());
        core::task::Poll::Ready(())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_under_way_is_reported() {
    let diary = Diary::default();
    let client = Server::new(&[Act::Hang]).builder().hooks(diary.clone()).build().unwrap();
    let player = client.session("OPENID", TOKEN);
    drop(player.send(&Buy));
    assert!(diary.lines().is_empty(), "nothing was begun");

    dropped_after_one_poll(player.send(&Buy)).await;
    let lines = diary.lines();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(
        lines[1],
        "outcome of `buy` unknown: the call was dropped before an answer came; it may have taken effect and must not be \
         repeated blindly (GET https://example.com/shop?access_token=***)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_in_a_pause_starts_nothing_further() {
    let diary = Diary::default();
    let server = Server::new(&[Act::Unreachable]);
    let client = server.builder().hooks(diary.clone()).build().unwrap();
    dropped_after_one_poll(client.session("OPENID", TOKEN).send(&Buy)).await;
    tokio::time::advance(Duration::from_mins(1)).await;
    assert_eq!((server.asked().len(), diary.lines().len()), (1, 3), "{:?}", diary.lines());
}

#[tokio::test(start_paused = true)]
async fn attempts_of_a_call_share_an_id_and_calls_do_not() {
    #[derive(Clone, Default)]
    struct Ids(Arc<Mutex<Vec<RequestId>>>);
    impl Hooks for Ids {
        fn before(&self, attempt: &Attempt) {
            self.0.lock().unwrap().push(attempt.request_id);
        }
    }
    let ids = Ids::default();
    let client = Server::new(&[Act::Refuse(-3)]).builder().hooks(ids.clone()).build().unwrap();
    for _ in 0..2 {
        client.session("OPENID", TOKEN).send(&Ask).await.unwrap_err();
    }
    let ids = ids.0.lock().unwrap();
    assert!(ids.len() == 4 && ids[0] == ids[1] && ids[2] == ids[3] && ids[0] != ids[2], "{ids:?}");
    assert_eq!(ids[0].to_string().len(), 16);
}

/// Its time-out then ends no later than ours, and it knows better whether anything was sent.
#[tokio::test(start_paused = true)]
async fn a_transport_sets_its_timer_before_the_client_does() {
    #[derive(Clone, Default)]
    struct Steps(Arc<Mutex<Vec<&'static str>>>);
    impl Clock for Steps {
        fn now(&self) -> std::time::Instant {
            TokioClock::default().now()
        }
        fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
            self.0.lock().unwrap().push("client");
            TokioClock::default().sleep(time)
        }
    }
    impl Transport for Steps {
        fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
            Box::pin(async {
                self.0.lock().unwrap().push("transport");
                tokio::time::sleep(request.timeout()).await;
                Err(TransportError::NotSent("no connection in time".into()))
            })
        }
    }
    let steps = Steps::default();
    let builder = Client::builder().app(1, SECRET).retry(NeverRetry).clock(steps.clone()).transport(steps.clone());
    let error = builder.build().unwrap().session("OPENID", TOKEN).send(&Buy).await.unwrap_err();
    assert_eq!(*steps.0.lock().unwrap(), ["transport", "client"]);
    assert_eq!(error.cause(), Some(Cause::NotSent));
}

/// Without a runtime nobody can wait.
#[test]
fn outside_of_a_runtime_nothing_is_tried_again_after_a_pause() {
    let unreachable = Server::new(&[Act::Unreachable]);
    support::now(unreachable.player().send(&Ask)).unwrap_err();
    let refused = Server::new(&[Act::Refuse(-3)]);
    support::now(refused.player().send(&Ask)).unwrap_err();
    assert_eq!((unreachable.asked().len(), refused.asked().len()), (1, 2));
}
