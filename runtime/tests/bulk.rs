//! Sending in bulk: how many at a time, in which order, what is lost and what is doubled (nothing); on a paused clock.
#![cfg(all(feature = "limits", feature = "tokio"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use core::time::Duration;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use futures_util::stream;
use qq_cgi::*;
use support::{SECRET, SetSummaryCard, TOKEN};
use tokio::time::{Instant, sleep};

/// What becomes of a request.
#[derive(Debug, Clone, Copy)]
enum Act {
    Succeed,
    Refuse,
    Unreachable,
    /// Carried out, but nobody learns of it.
    LoseAnswer,
    /// Lost on its way, which nobody can tell from a lost answer.
    LoseRequest,
}

/// Does with each card, after a time, what it is told to, and counts how often it carried out each.
#[derive(Clone)]
struct Server(Arc<Inner>);

struct Inner {
    act: Box<dyn Fn(u32) -> (Act, Duration) + Send + Sync>,
    carried_out: Mutex<BTreeMap<u32, u32>>,
    present: AtomicUsize,
    most: AtomicUsize,
}

impl Server {
    fn new(act: impl Fn(u32) -> (Act, Duration) + Send + Sync + 'static) -> Self {
        let (carried_out, present, most) = Default::default();
        Self(Arc::new(Inner { act: Box::new(act), carried_out, present, most }))
    }

    /// One after the other, each in a millisecond.
    fn good() -> Self {
        Self::new(|_| (Act::Succeed, Duration::from_millis(1)))
    }

    fn player(&self) -> Session {
        let client = Client::builder().app(1, SECRET).retry(NeverRetry).transport(self.clone()).build();
        client.unwrap().session("OPENID", TOKEN)
    }

    fn carried_out(&self) -> BTreeMap<u32, u32> {
        self.0.carried_out.lock().unwrap().clone()
    }
}

impl Transport for Server {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            let Inner { act, carried_out, present, most } = &*self.0;
            let (_, from) = request.url().split_once("card_id=").unwrap();
            let card = from.split('&').next().unwrap().parse().unwrap();
            most.fetch_max(present.fetch_add(1, SeqCst) + 1, SeqCst);
            let (act, time) = act(card);
            sleep(time).await;
            present.fetch_sub(1, SeqCst);
            if matches!(act, Act::Succeed | Act::LoseAnswer) {
                *carried_out.lock().unwrap().entry(card).or_default() += 1;
            }
            match act {
                Act::Succeed => Ok(HttpResponse::new(200, r#"{"ret":0,"data":{}}"#)),
                Act::Refuse => Ok(HttpResponse::new(200, r#"{"ret":-1,"msg":"no"}"#)),
                Act::Unreachable => Err(TransportError::NotSent("refused".into())),
                Act::LoseAnswer | Act::LoseRequest => Err(TransportError::Broken("reset".into())),
            }
        })
    }
}

fn card(card_id: u32) -> SetSummaryCard {
    SetSummaryCard { card_id, ..SetSummaryCard::sample() }
}

/// Reports for so many cards.
fn cards(player: &Session, count: u32) -> impl Iterator<Item = (Session, SetSummaryCard)> + Send + 'static {
    let player = player.clone();
    (0..count).map(move |id| (player.clone(), card(id)))
}

type Failed = SendError<SetSummaryCard>;

#[tokio::test(start_paused = true)]
async fn so_many_at_a_time_are_sent_and_no_more() {
    for (concurrency, is_ordered) in [(1, false), (64, false), (64, true)] {
        let server = Server::good();
        let bulk = Bulk::new(concurrency);
        let mut run = if is_ordered { bulk.ordered() } else { bulk }.run(cards(&server.player(), 1_000));
        let start = Instant::now();
        while let Some(item) = run.next().await {
            item.result.unwrap();
        }
        let summary = run.into_summary();
        assert_eq!((summary.progress.succeeded, summary.progress.settled, summary.is_stopped), (1_000, 1_000, false));
        assert_eq!((server.0.most.load(SeqCst), server.carried_out().len()), (concurrency, 1_000));
        let rounds = u32::try_from(1_000_usize.div_ceil(concurrency)).unwrap();
        assert!(start.elapsed() <= Duration::from_millis(3) * rounds, "{:?}", start.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn results_come_as_they_are_ready_or_in_order() {
    let server = Server::new(|card| (Act::Succeed, Duration::from_millis(if card % 10 == 0 { 50 } else { 5 })));
    let mut as_ready = Bulk::new(4).run(cards(&server.player(), 20));
    assert_eq!(as_ready.next().await.unwrap().index, 1, "the first takes long");
    let mut indices = vec![1];
    while let Some(item) = as_ready.next().await {
        indices.push(item.index);
    }
    indices.sort_unstable();
    assert_eq!(indices, (0..20).collect::<Vec<_>>());

    let mut in_order = Bulk::new(4).ordered().run(cards(&server.player(), 20));
    for index in 0..20 {
        assert_eq!(in_order.next().await.unwrap().index, index);
    }
    assert!(in_order.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn progress_is_told_and_failures_come_back() {
    let server = Server::new(|card| {
        let act = [Act::Succeed, Act::Refuse, Act::LoseAnswer, Act::Unreachable][card as usize % 4];
        (act, Duration::from_millis(1))
    });
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let bulk = Bulk::new(3).on_progress(move |progress| tell.lock().unwrap().push(*progress));
    let mut run = bulk.run(cards(&server.player(), 8));
    let mut failed = Vec::new();
    while let Some(item) = run.next().await {
        if let Err(failure) = item.result {
            assert_eq!(u64::from(failure.item.1.card_id), item.index, "the item itself comes back");
            failed.push(failure.item.1.card_id);
        }
    }
    failed.sort_unstable();
    assert_eq!(failed, [1, 2, 3, 5, 6, 7]);
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 8);
    assert!(told.iter().all(|progress| progress.in_flight < 3));
    assert!(told.windows(2).all(|pair| pair[0].settled <= pair[1].settled));
    let mut summary = run.into_summary();
    let last = summary.progress;
    assert_eq!((last.succeeded, last.failed, last.unknown, last.in_flight, last.settled), (2, 4, 2, 0, 8));
    summary.unknown.sort_unstable();
    assert_eq!(summary.unknown, [2, 6]);
}

#[tokio::test(start_paused = true)]
async fn after_a_stop_nothing_begins_and_what_was_begun_is_waited_for() {
    for is_ordered in [false, true] {
        let server = Server::new(|card| match card {
            10 => (Act::Refuse, Duration::from_millis(1)),
            _ => (Act::Succeed, Duration::from_millis(7)),
        });
        let bulk = Bulk::new(4).stop_on(|error: &Failed| error.code() == Some(-1));
        let mut run = if is_ordered { bulk.ordered() } else { bulk }.run(cards(&server.player(), 1_000));
        let mut results = 0;
        while let Some(item) = run.next().await {
            assert_eq!(item.result.is_err(), item.index == 10);
            results += 1;
        }
        let summary = run.into_summary();
        assert!(summary.is_stopped);
        assert!((11..=14).contains(&results), "{results}");
        assert_eq!((summary.progress.settled, summary.progress.in_flight), (results, 0));
        assert_eq!(server.carried_out().len() as u64, results - 1, "whatever was begun has its result");
    }
}

/// Whatever fails, and wherever a run is stopped: going on delivers each item, and none twice.
#[tokio::test(start_paused = true)]
async fn stopping_and_going_on_loses_nothing_and_doubles_nothing() {
    const COUNT: u32 = 200;
    for seed in 0..100 {
        let random = Mutex::new(fastrand::Rng::with_seed(seed));
        let server = Server::new(move |_| {
            let mut random = random.lock().unwrap();
            let act = match random.u32(0..20) {
                0 => Act::Refuse,
                1 => Act::Unreachable,
                2 => Act::LoseAnswer,
                3 => Act::LoseRequest,
                _ => Act::Succeed,
            };
            (act, Duration::from_millis(random.u64(0..30)))
        });
        let player = server.player();
        let mut random = fastrand::Rng::with_seed(!seed);
        let (mut again, mut unknown, mut settled, mut runs) = (Vec::new(), BTreeSet::new(), 0, 0);
        while settled < u64::from(COUNT) {
            let mut stops = random.fork();
            let bulk = Bulk::new(random.usize(1..20)).resume_at(settled).stop_on(move |_: &Failed| stops.bool());
            let bulk = if random.bool() { bulk.ordered() } else { bulk };
            let mut run = bulk.run(cards(&player, COUNT));
            while let Some(item) = run.next().await {
                let Err(failure) = item.result else { continue };
                if failure.error.cause().is_some_and(|cause| cause.may_have_taken_effect()) {
                    assert!(unknown.insert(failure.item.1.card_id), "seed {seed}: sent again");
                } else {
                    again.push(failure.item);
                }
            }
            let summary = run.into_summary();
            assert!(summary.unknown.iter().all(|index| unknown.contains(&u32::try_from(*index).unwrap())));
            settled = summary.progress.settled;
            runs += 1;
        }
        assert!(runs > 1, "seed {seed}: it was never stopped");
        while !again.is_empty() {
            let mut run = Bulk::new(8).run(core::mem::take(&mut again));
            while let Some(item) = run.next().await {
                match item.result {
                    Err(failure) if matches!(failure.error, Error::OutcomeUnknown(_)) => {
                        unknown.insert(failure.item.1.card_id);
                    }
                    Err(failure) => again.push(failure.item),
                    Ok(_) => {}
                }
            }
        }
        let carried_out = server.carried_out();
        for card in 0..COUNT {
            match carried_out.get(&card) {
                Some(1) => {}
                None if unknown.contains(&card) => {}
                times => panic!("seed {seed}: card {card} was carried out {times:?} times"),
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_dropped_reports_what_may_have_arrived() {
    #[derive(Clone, Default)]
    struct Counts(Arc<[AtomicUsize; 3]>);
    impl Hooks for Counts {
        fn before(&self, _: &Attempt) {
            self.0[0].fetch_add(1, SeqCst);
        }

        fn after(&self, _: &Attempt, _: Result<(), Cause>, _: Option<Duration>) {
            self.0[1].fetch_add(1, SeqCst);
        }

        fn abandoned(&self, _: &Attempt, _: &OutcomeUnknown) {
            self.0[2].fetch_add(1, SeqCst);
        }
    }
    let (server, counts) = (Server::new(|_| (Act::Succeed, Duration::from_millis(5))), Counts::default());
    let client = Client::builder().app(1, SECRET).transport(server.clone()).hooks(counts.clone()).build().unwrap();
    let mut run = Bulk::new(5).run(cards(&client.session("OPENID", TOKEN), 1_000));
    for _ in 0..7 {
        run.next().await.unwrap().result.unwrap();
    }
    let begun = counts.0[0].load(SeqCst);
    drop(run);
    let [_, ended, abandoned] = &*counts.0;
    assert_eq!(
        (begun, ended.load(SeqCst), abandoned.load(SeqCst)),
        (10, 7, 3),
        "two that were to follow had not begun"
    );
    sleep(Duration::from_secs(1)).await;
    assert_eq!((server.carried_out().len(), counts.0[0].load(SeqCst)), (7, 10), "nothing further was begun");
}

/// Counts how many of its kind there are.
struct Item {
    number: u32,
    living: Arc<AtomicUsize>,
}

impl Drop for Item {
    fn drop(&mut self) {
        self.living.fetch_sub(1, SeqCst);
    }
}

#[tokio::test(start_paused = true)]
async fn memory_holds_what_is_under_way_and_no_more() {
    for (count, is_ordered) in [(100_000, false), (10_000, true)] {
        let player = Server::good().player();
        let (living, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let items = (0..count).map({
            let (living, most) = (Arc::clone(&living), Arc::clone(&most));
            move |number| {
                most.fetch_max(living.fetch_add(1, SeqCst) + 1, SeqCst);
                Item { number, living: Arc::clone(&living) }
            }
        });
        let bulk = Bulk::new(64);
        let bulk = if is_ordered { bulk.ordered() } else { bulk };
        let mut run = bulk.run_by(stream::iter(items), |item| {
            let player = player.clone();
            async move {
                let result = player.send(&card(item.number)).await;
                (item, result)
            }
        });
        while let Some(item) = run.next().await {
            item.result.unwrap_or_else(|failure| panic!("{}", failure.error));
        }
        assert_eq!(run.into_summary().progress.succeeded, u64::from(count));
        assert_eq!((most.load(SeqCst), living.load(SeqCst)), (64, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn items_may_come_in_their_own_time() {
    let server = Server::good();
    let player = server.player();
    let slowly = stream::unfold(0, |id| async move {
        sleep(Duration::from_millis(10)).await;
        (id < 5).then_some((id, id + 1))
    });
    let mut run = Bulk::new(4).run_by(Box::pin(slowly), |id| {
        let player = player.clone();
        async move { (id, player.call(&card(id)).method(Method::Get).send().await) }
    });
    let mut indices = Vec::new();
    while let Some(item) = run.next().await {
        item.result.unwrap();
        indices.push(item.index);
    }
    assert_eq!(indices, [0, 1, 2, 3, 4]);
}

#[test]
fn a_run_can_be_sent_between_threads() {
    const fn is_send<T: Send>(_: &T) {}
    is_send(&Bulk::new(1).run(cards(&Server::good().player(), 1)));
}
