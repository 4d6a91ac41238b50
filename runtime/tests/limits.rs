//! How often a command may be sent, how many requests may be under way, and what a wish to slow down does; on a paused
//! clock.
#![cfg(all(feature = "limits", feature = "tokio"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use core::time::Duration;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering::SeqCst},
};

use qq_cgi::*;
use support::{
    SECRET, TOKEN,
    shop::{Ask, Buy},
};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};

/// How long the server takes for an answer.
const LATENCY: Duration = Duration::from_millis(40);

const SECOND: Duration = Duration::from_secs(1);

/// The code whose remedy is to back off.
const BACK_OFF: i64 = -4;

/// Answers after [`LATENCY`], unless it has a delay, with its present code. Writes down what was begun and when, and how many requests it had at
/// once.
#[derive(Clone, Default)]
struct Server(Arc<Inner>);

#[derive(Default)]
struct Inner {
    code: AtomicI64,
    /// How many milliseconds it takes in addition.
    delay: AtomicU64,
    begun: Mutex<Vec<Begun>>,
    present: AtomicUsize,
    most: AtomicUsize,
}

#[derive(Debug, Clone, Copy)]
struct Begun {
    at: Instant,
    app: u64,
    command: &'static str,
}

impl Transport for Server {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            let _present = Present::new(&self.0);
            sleep(LATENCY + Duration::from_millis(self.0.delay.load(SeqCst))).await;
            Ok(HttpResponse::new(200, format!(r#"{{"ret":{},"data":{{"ret":0}}}}"#, self.0.code.load(SeqCst))))
        })
    }
}

impl Hooks for Server {
    fn before(&self, attempt: &Attempt) {
        let begun = Begun { at: Instant::now(), app: attempt.app_id, command: attempt.command };
        self.0.begun.lock().unwrap().push(begun);
    }
}

/// A request that the server has.
struct Present<'a>(&'a Inner);

impl<'a> Present<'a> {
    fn new(server: &'a Inner) -> Self {
        server.most.fetch_max(server.present.fetch_add(1, SeqCst) + 1, SeqCst);
        Self(server)
    }
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.present.fetch_sub(1, SeqCst);
    }
}

impl Server {
    fn builder(&self) -> ClientBuilder {
        let builder = Client::builder().app(1, SECRET).app(2, SECRET);
        builder.retry(NeverRetry).transport(self.clone()).hooks(self.clone())
    }

    fn limited(&self, limit: RateLimit) -> Session {
        player(self.builder().rate_limit(limit))
    }

    /// From now on it answers with this code.
    fn says(&self, code: i64) {
        self.0.code.store(code, SeqCst);
    }

    fn begun(&self) -> Vec<Begun> {
        self.0.begun.lock().unwrap().clone()
    }

    /// How many requests were begun in the second before now.
    fn in_last_second(&self) -> usize {
        let now = Instant::now();
        self.begun().iter().filter(|begun| now - begun.at < SECOND).count()
    }
}

fn player(builder: ClientBuilder) -> Session {
    builder.build().unwrap().session("OPENID", TOKEN)
}

/// Sends `request` beside what else goes on.
fn begin<C: Command<Reply: Send> + 'static>(player: &Session, request: C) -> JoinHandle<()> {
    let player = player.clone();
    tokio::spawn(async move { assert!(player.send(&request).await.is_ok()) })
}

/// Keeps `callers` callers busy for `time`, one call after the other each.
async fn keep_busy(player: &Session, callers: usize, time: Duration) {
    let end = Instant::now() + time;
    let caller = || {
        let player = player.clone();
        tokio::spawn(async move {
            // Until there is no time left for another one.
            while !matches!(
                player.call(&Ask).deadline(end.into_std()).send().await,
                Err(Error::NotStarted(_) | Error::OutcomeUnknown(_))
            ) {}
        })
    };
    let callers: Vec<_> = (0..callers).map(|_| caller()).collect();
    for caller in callers {
        caller.await.unwrap();
    }
}

/// What keeps a call from being sent within `time`.
async fn refusal(player: &Session, time: Duration) -> NotStarted {
    let deadline = (Instant::now() + time).into_std();
    match player.call(&Ask).deadline(deadline).send().await {
        Err(Error::NotStarted(not_started)) => not_started,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_is_kept_and_used_up() {
    for (rate, burst) in [(5, 1), (100, 20), (100, 1), (400, 40), (5_000, 500)] {
        let server = Server::default();
        let player = server.limited(RateLimit::per_second(rate).burst(burst));
        keep_busy(&player, 500, 10 * SECOND).await;

        let (rate, burst) = (rate as usize, burst as usize);
        let begun = server.begun();
        let all = begun.len();
        assert!((rate * 99 / 10..=rate * 10 + burst + 1).contains(&all), "{rate} with {burst}: {all}");
        let most = (0..all).map(|from| begun[from..].partition_point(|later| later.at - begun[from].at < SECOND)).max();
        assert!(most.unwrap() <= rate + burst + 1, "{rate} with {burst}: {most:?} in one second");
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_by_the_minute_is_evenly_spread() {
    let server = Server::default();
    let start = Instant::now();
    keep_busy(&server.limited(RateLimit::per_minute(60)), 50, 10 * SECOND).await;
    let at: Vec<_> = server.begun().iter().map(|begun| (begun.at - start).as_millis()).collect();
    assert!(at.len() == 10 && (0..).zip(&at).all(|(second, at)| at.abs_diff(second * 1_000) < 50), "{at:?}");
}

#[tokio::test(start_paused = true)]
async fn each_app_and_command_has_a_limiter_of_its_own() {
    let server = Server::default();
    let builder = server.builder().rate_limit(RateLimit::per_second(1).burst(3));
    let client = builder.rate_limit_for::<Buy>(RateLimit::per_second(1).burst(2)).build().unwrap();
    for app in [1, 2] {
        let player = client.session_of(app, "OPENID", TOKEN).unwrap();
        for _ in 0..10 {
            let player = player.clone();
            tokio::spawn(async move { (player.send(&Ask).await.is_ok(), player.send(&Buy).await.is_ok()) });
        }
    }
    sleep(SECOND / 2).await;
    let begun = server.begun();
    let count = |app, command| begun.iter().filter(|begun| (begun.app, begun.command) == (app, command)).count();
    assert_eq!([count(1, "ask"), count(2, "ask"), count(1, "buy"), count(2, "buy")], [3, 3, 2, 2]);
}

#[tokio::test(start_paused = true)]
async fn repeated_attempts_count_too() {
    let server = Server::default();
    server.says(-3);
    let limit = RateLimit::per_second(1).burst(1);
    let player = player(server.builder().retry(StandardRetry::default()).rate_limit(limit));
    assert_eq!(player.send(&Ask).await.unwrap_err().code(), Some(-3));
    let begun = server.begun();
    assert_eq!(begun.len(), 2, "signed again at once, were it not for the limit");
    assert!(begun[1].at - begun[0].at >= SECOND, "{begun:?}");
}

#[tokio::test(start_paused = true)]
async fn callers_get_their_turn_in_the_order_in_which_they_came() {
    let server = Server::default();
    let player = player(server.builder().rate_limit(RateLimit::per_second(10).burst(1)).max_in_flight(3));
    let done = Arc::new(Mutex::new(Vec::new()));
    for caller in 0..50 {
        let (player, done) = (player.clone(), Arc::clone(&done));
        tokio::spawn(async move {
            player.send(&Ask).await.unwrap();
            done.lock().unwrap().push(caller);
        });
        // The caller begins before the next one is there.
        tokio::task::yield_now().await;
    }
    sleep(10 * SECOND).await;
    assert_eq!(*done.lock().unwrap(), (0..50).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn who_cannot_be_sent_before_the_deadline_is_told_at_once() {
    let server = Server::default();
    let player = server.limited(RateLimit::per_second(1).burst(1));
    player.send(&Ask).await.unwrap();
    let start = Instant::now();
    let error = refusal(&player, SECOND / 2).await;
    assert_eq!((error.waited_for, error.waited), (Some(WaitingFor::RateLimit), Duration::ZERO));
    assert_eq!(
        error.to_string(),
        "the rate limit leaves no room for `ask` before its deadline; it waited for 0ns, and nothing was sent"
    );
    assert_eq!((start.elapsed(), server.begun().len()), (Duration::ZERO, 1));
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_in_a_queue_beyond_the_deadline() {
    let server = Server::default();
    let player = server.limited(RateLimit::per_minute(12));
    player.send(&Ask).await.unwrap();
    let before = begin(&player, Ask);
    tokio::task::yield_now().await;
    let start = Instant::now();
    let error = refusal(&player, SECOND).await;
    assert_eq!((error.waited_for, error.waited, start.elapsed()), (Some(WaitingFor::RateLimit), SECOND, SECOND));
    before.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_leaves_its_place_to_the_next() {
    let server = Server::default();
    let player = server.limited(RateLimit::per_minute(12));
    player.send(&Ask).await.unwrap();
    let before = begin(&player, Ask);
    sleep(SECOND).await;
    before.abort();
    player.send(&Ask).await.unwrap();
    let begun = server.begun();
    assert!(begun[1].at - begun[0].at < Duration::from_millis(5_010), "it takes the place and waits no longer");
}

#[tokio::test(start_paused = true)]
async fn a_wish_to_slow_down_halves_the_rate_step_by_step() {
    let server = Server::default();
    let player = server.limited(RateLimit::per_second(160).burst(4));
    let load = tokio::spawn({
        let player = player.clone();
        async move { keep_busy(&player, 500, 60 * SECOND).await }
    });
    sleep(2 * SECOND).await;
    assert!((158..=165).contains(&server.in_last_second()), "{}", server.in_last_second());

    // Long enough for the refusals of one round trip: many requests, one reason.
    server.says(BACK_OFF);
    sleep(LATENCY).await;
    sleep(Duration::from_millis(5)).await;
    server.says(0);
    sleep(3 * SECOND).await;
    assert!((75..=82).contains(&server.in_last_second()), "{}", server.in_last_second());

    server.says(BACK_OFF);
    sleep(5 * SECOND).await;
    assert!((9..=12).contains(&server.in_last_second()), "a sixteenth, and not less: {}", server.in_last_second());

    server.says(0);
    for expected in [10, 20, 40, 80, 160] {
        sleep(3 * SECOND).await;
        let come = server.in_last_second();
        assert!((expected * 9 / 10..=expected + 5).contains(&come), "{come} in place of {expected}");
        sleep(2 * SECOND).await;
    }
    load.abort();
}

#[tokio::test(start_paused = true)]
async fn coming_back_to_the_whole_rate_brings_no_second_burst() {
    let server = Server::default();
    let player = server.limited(RateLimit::per_second(10).burst(40));
    server.says(BACK_OFF);
    let load = tokio::spawn(async move { keep_busy(&player, 100, 7 * SECOND).await });
    sleep(2 * LATENCY).await;
    server.says(0);
    load.await.unwrap();
    let begun = server.begun();
    let within = |from: usize, time| begun[from..].partition_point(|later| later.at - begun[from].at < time);
    assert!((44..=46).contains(&within(0, SECOND)), "a burst, and then half the rate: {}", within(0, SECOND));
    let most = (0..begun.len()).map(|from| within(from, 6 * SECOND)).max();
    assert!(most.unwrap() <= 60 + 40 + 1, "{most:?}");
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_room_does_not_begin_all_at_once() {
    let server = Server::default();
    let builder = server.builder().rate_limit_for::<Ask>(RateLimit::per_second(10).burst(1)).max_in_flight(20);
    let player = player(builder);
    server.0.delay.store(2_000, SeqCst);
    let full: Vec<_> = (0..20).map(|_| begin(&player, Buy)).collect();
    tokio::task::yield_now().await;
    server.0.delay.store(0, SeqCst);
    let waiting: Vec<_> = (0..20).map(|_| begin(&player, Ask)).collect();
    for call in full.into_iter().chain(waiting) {
        call.await.unwrap();
    }
    let asked: Vec<_> = server.begun().into_iter().filter(|begun| begun.command == "ask").collect();
    let at_first = asked.partition_point(|begun| begun.at - asked[0].at < Duration::from_millis(50));
    assert!(at_first <= 2, "{at_first} at once");
}

#[tokio::test(start_paused = true)]
async fn other_apps_and_commands_are_not_slowed_down() {
    let server = Server::default();
    let client = server.builder().rate_limit(RateLimit::unlimited()).build().unwrap();
    let (first, second) = (client.session("A", TOKEN), client.session_of(2, "B", TOKEN).unwrap());
    server.says(BACK_OFF);
    first.send(&Ask).await.unwrap_err();
    server.says(0);
    let start = Instant::now();
    first.send(&Buy).await.unwrap();
    second.send(&Ask).await.unwrap();
    assert_eq!(start.elapsed(), 2 * LATENCY);
}

#[tokio::test(start_paused = true)]
async fn without_a_rate_calls_are_held_off_and_come_back_spread() {
    let server = Server::default();
    let player = server.limited(RateLimit::unlimited());
    server.says(BACK_OFF);
    player.send(&Ask).await.unwrap_err();
    server.says(0);

    let error = refusal(&player, Duration::from_millis(400)).await;
    assert_eq!((error.waited_for, error.waited), (Some(WaitingFor::HoldOff), Duration::ZERO));

    let start = Instant::now();
    for _ in 0..200 {
        begin(&player, Ask);
    }
    sleep(2 * SECOND).await;
    let at: Vec<_> = server.begun()[1..].iter().map(|begun| (begun.at - start).as_millis()).collect();
    assert_eq!(at.len(), 200);
    assert!(at.iter().all(|at| (500..=1_001).contains(at)), "{at:?}");
    assert!(at.iter().any(|at| *at < 625) && at.iter().any(|at| *at > 875), "all at once? {at:?}");
}

#[tokio::test(start_paused = true)]
async fn each_refusal_doubles_the_hold_off() {
    let server = Server::default();
    let player = player(server.builder().rate_limit(RateLimit::unlimited()).overall_timeout(60 * SECOND));
    server.says(BACK_OFF);
    for _ in 0..6 {
        player.send(&Ask).await.unwrap_err();
    }
    let begun = server.begun();
    let pauses: Vec<_> = begun.windows(2).map(|pair| pair[1].at - (pair[0].at + LATENCY)).collect();
    for (pause, least) in pauses.iter().zip([500, 1_000, 2_000, 4_000, 4_000]) {
        assert!((least..=2 * least + 1).contains(&pause.as_millis()), "{pause:?} after {least} ms at least");
    }
}

#[tokio::test(start_paused = true)]
async fn without_any_limit_a_refusal_delays_nobody_else() {
    let server = Server::default();
    let player = player(server.builder());
    server.says(BACK_OFF);
    player.send(&Ask).await.unwrap_err();
    server.says(0);
    let start = Instant::now();
    player.send(&Ask).await.unwrap();
    assert_eq!(start.elapsed(), LATENCY);
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_are_under_way_than_allowed() {
    for most in [1, 3, 64] {
        let server = Server::default();
        keep_busy(&player(server.builder().max_in_flight(most)), 200, SECOND).await;
        assert_eq!(server.0.most.load(SeqCst), most, "allowed, and made use of");
        assert_eq!(server.begun().len(), most * 25, "a second has 25 times the latency");
    }
}

#[tokio::test(start_paused = true)]
async fn a_place_is_given_back_when_a_call_is_dropped() {
    let server = Server::default();
    let player = player(server.builder().max_in_flight(1));
    let under_way = begin(&player, Ask);
    sleep(LATENCY / 2).await;
    let error = refusal(&player, LATENCY / 4).await;
    assert_eq!((error.waited_for, error.waited), (Some(WaitingFor::Capacity), LATENCY / 4));
    assert_eq!(server.begun().len(), 1);
    under_way.abort();
    let start = Instant::now();
    player.send(&Ask).await.unwrap();
    assert_eq!(start.elapsed(), LATENCY);
}

#[tokio::test(start_paused = true)]
async fn no_place_is_kept_during_a_pause() {
    struct InASecond;
    impl RetryPolicy for InASecond {
        fn decide(&self, _: &Failed<'_>) -> Decision {
            Decision::RetryAfter(SECOND)
        }
    }
    let server = Server::default();
    server.says(BACK_OFF);
    let player = player(server.builder().retry(InASecond).max_in_flight(1));
    let pausing = begin(&player, Ask);
    sleep(2 * LATENCY).await;
    server.says(0);
    let start = Instant::now();
    player.send(&Buy).await.unwrap();
    assert_eq!(start.elapsed(), LATENCY);
    pausing.await.unwrap();
}

#[test]
fn what_would_let_nothing_through_is_refused() {
    let server = Server::default();
    let zero = [
        server.builder().rate_limit(RateLimit::per_second(0)),
        server.builder().rate_limit(RateLimit::per_minute(1).burst(0)),
        server.builder().rate_limit_for::<Buy>(RateLimit::per_minute(0)),
        server.builder().max_in_flight(0),
    ];
    for builder in zero {
        assert!(matches!(builder.build(), Err(BuildError::ZeroLimit)));
    }
}

#[tokio::test(start_paused = true)]
async fn the_widest_limits_are_limits_like_others() {
    for limit in [RateLimit::per_minute(1).burst(u32::MAX), RateLimit::per_second(u32::MAX).burst(u32::MAX)] {
        let server = Server::default();
        let player = player(server.builder().rate_limit(limit).max_in_flight(usize::MAX));
        for code in [0, BACK_OFF, 0] {
            server.says(code);
            assert_eq!(player.send(&Ask).await.is_ok(), code == 0);
        }
    }
}
