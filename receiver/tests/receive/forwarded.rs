//! What the sandbox's forwarder sends, as the vendor would: each arrives once, and nothing else does.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    sync::Arc,
    time::Duration,
};

use qq_cgi_model::Model;
use qq_cgi_receiver::{
    App, Apps, Codes, Intake, Outcome,
    http::{Bounds, Server},
    store::{OrderQuery, Sqlite, Store, StoredOrder},
};
use qq_cgi_sandbox::forward::{Entry, ForwardError, Forwarder, Kind, LineFeeds, Report, Verdict};
use qq_cgi_wire::LineFeed;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::{
    ledger::Pace,
    second,
    sender::{DATA, KEY, PATH, shipped},
    server::{Running, unbounded},
};

const ONCE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"ret\":0,\"msg\":\"succ\"}";

fn forwarder(server: &Server) -> Forwarder {
    Forwarder::new(shipped(), "opening_flow", KEY, format!("http://{}{PATH}", server.address())).concurrency(4)
}

/// The keys, none of which is there twice, and the fields that each was stored with.
fn kept(running: &Running) -> BTreeMap<String, String> {
    let orders = running.desk.ledger.orders();
    let kept: BTreeMap<_, _> = orders.iter().map(|order| (order.key.to_string(), order.fields.clone())).collect();
    assert_eq!(kept.len(), orders.len());
    kept
}

fn key(key: &[String]) -> String {
    serde_json::to_string(key).unwrap()
}

fn acknowledged(report: &Report) -> BTreeSet<String> {
    let keys: Vec<_> = report.acknowledged().map(key).collect();
    let set: BTreeSet<_> = keys.iter().cloned().collect();
    assert_eq!(set.len(), keys.len());
    set
}

#[tokio::test]
async fn every_form_of_the_line_feed_arrives() {
    for (form, sent, ends) in [
        (LineFeeds::AsSpecified, Some(LineFeed::Sent), Some(true)),
        (LineFeeds::Sent, Some(LineFeed::Sent), Some(true)),
        (LineFeeds::Signed, Some(LineFeed::Signed), Some(false)),
        (LineFeeds::None, Some(LineFeed::None), Some(false)),
        (LineFeeds::Mixed, None, None),
    ] {
        let running = Running::start(unbounded()).await;
        let report = forwarder(&running.server).line_feeds(form).count(20).run().await.unwrap();
        assert_eq!((report.totals.acknowledged, report.totals.sent), (20, 20));
        assert!(report.totals.is_as_it_should_be());
        assert_eq!(acknowledged(&report), kept(&running).into_keys().collect());
        let forms: BTreeSet<_> = report.entries.iter().map(|entry| format!("{:?}", entry.line_feed)).collect();
        assert_eq!(forms.len(), if sent.is_some() { 1 } else { 3 });
        assert!(report.entries.iter().all(|entry| sent.is_none_or(|sent| entry.line_feed == sent)));
        let orders = running.desk.ledger.orders();
        assert!(orders.iter().all(|order| ends.is_none_or(|ends| order.raw.ends_with(b"\n") == ends)));
    }
}

#[tokio::test]
async fn doubles_are_acknowledged_and_conflicts_are_not() {
    let running = Running::start(unbounded()).await;
    let forwarder = forwarder(&running.server).line_feeds(LineFeeds::Mixed);
    let report = forwarder.count(20).doubles(1.0).conflicts(1.0).run().await.unwrap();
    let totals = &report.totals;
    assert_eq!((totals.acknowledged, totals.doubled, totals.conflicts, totals.sent), (20, 20, 20, 60));
    assert!(totals.is_as_it_should_be(), "{totals}");
    assert_eq!(acknowledged(&report), kept(&running).into_keys().collect());
    assert_eq!(running.desk.ledger.conflicting().len(), 20);
    // Another field each time, and the first of them stands.
    let changed = |entry: &Entry| serde_json::to_string(&entry.fields).unwrap();
    let conflicts = report.entries.iter().filter(|entry| entry.kind == Kind::Conflict);
    for conflict in conflicts {
        let new = report.entries.iter().find(|entry| (entry.number, entry.kind) == (conflict.number, Kind::New));
        assert_eq!(new.unwrap().key, conflict.key);
        assert_ne!(changed(new.unwrap()), changed(conflict));
        assert!(matches!(&conflict.verdict, Verdict::Refused { status: 200, code: Some(1), .. }), "{conflict:?}");
    }
}

#[tokio::test]
async fn wrong_signs_are_refused_and_stored_nowhere() {
    let running = Running::start(unbounded()).await;
    let report = forwarder(&running.server).count(30).wrong_signs(1.0).doubles(1.0).run().await.unwrap();
    assert_eq!((report.totals.refused, report.totals.sent), (30, 30));
    assert!(report.totals.is_as_it_should_be());
    assert!(running.desk.ledger.orders().is_empty() && running.desk.ledger.held().is_empty());
    let outcomes = running.seen().into_iter().map(|access| access.outcome.unwrap());
    assert!(outcomes.into_iter().all(|outcome| matches!(outcome, Outcome::Refused | Outcome::Limited)));
}

#[tokio::test]
async fn what_cannot_be_used_is_kept_and_answered() {
    let running = Running::start(unbounded()).await;
    let report = forwarder(&running.server).count(30).unusable(1.0).run().await.unwrap();
    assert_eq!((report.totals.unusable, report.totals.sent), (30, 30));
    let held = running.desk.ledger.held();
    assert_eq!((held.len(), running.desk.ledger.orders().len()), (30, 0));
    let reasons: BTreeSet<_> = held.iter().map(|held| held.reason.split(':').next().unwrap()).collect();
    let reasons: Vec<_> = reasons.into_iter().collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert!(reasons[0].ends_with("is a word that the spec does not know"), "{reasons:?}");
    assert!(reasons[1].ends_with("is not plain JSON"), "{reasons:?}");
}

#[tokio::test]
async fn the_same_seed_sends_the_same_and_another_one_other_keys() {
    let run = async |seed| {
        let running = Running::start(unbounded()).await;
        let forwarder = forwarder(&running.server).seed(seed).count(60).line_feeds(LineFeeds::Mixed);
        let mixed = forwarder.doubles(0.3).conflicts(0.3).wrong_signs(0.2).unusable(0.2);
        let mut entries = mixed.run().await.unwrap().entries;
        entries.sort_by_key(|entry| (entry.number, entry.kind.as_str()));
        entries.into_iter().map(|entry| (entry.number, entry.kind, entry.key, entry.line_feed)).collect::<Vec<_>>()
    };
    let first = run(7).await;
    assert_eq!(first, run(7).await);
    let keys = |entries: &[(u64, Kind, Vec<String>, LineFeed)]| -> BTreeSet<_> {
        entries.iter().map(|(_, _, key, _)| key.clone()).collect()
    };
    assert!(keys(&first).is_disjoint(&keys(&run(8).await)));
}

#[tokio::test]
async fn while_the_store_is_down_it_is_repeated_until_each_arrived_once() {
    let running = Running::start(unbounded()).await;
    running.desk.ledger.set(Pace::Fails);
    let forwarder = forwarder(&running.server).count(50).doubles(0.5).conflicts(0.2).unusable(0.1).wrong_signs(0.1);
    let patient = forwarder.attempts(u32::MAX).backoff(Duration::from_millis(1));
    let running_on = tokio::spawn(patient.run());
    running.desk.ledger.asked(10).await;
    running.desk.ledger.set(Pace::Works);
    let report = running_on.await.unwrap().unwrap();
    assert!(report.totals.is_as_it_should_be() && report.totals.repeated >= 4, "{}", report.totals);
    assert_eq!(acknowledged(&report), kept(&running).into_keys().collect());
    let all = report.totals.acknowledged + report.totals.refused + report.totals.unusable;
    assert_eq!(all, 50);
}

#[tokio::test]
async fn what_is_never_acknowledged_is_given_up() {
    let running = Running::start(unbounded()).await;
    running.desk.ledger.set(Pace::Fails);
    let forwarder = forwarder(&running.server).count(5).doubles(1.0).attempts(3).backoff(Duration::from_millis(1));
    let report = forwarder.run().await.unwrap();
    assert_eq!((report.totals.failed, report.totals.sent, report.totals.repeated), (5, 15, 10));
    assert!(!report.totals.is_as_it_should_be());
    assert_eq!(report.acknowledged().count(), 0);
    assert!(report.entries.iter().all(|entry| matches!(entry.verdict, Verdict::Refused { status: 503, .. })));
}

/// 10,000, a seventh of which goes wrong in some way, to the store that people have.
#[tokio::test]
async fn the_store_holds_exactly_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(Sqlite::open(folder.path().join("orders.db")).unwrap());
    let apps = Apps::new(shipped(), [App::new("opening_flow", "game").key(KEY)]).unwrap();
    let intake = Arc::new(Intake::new(apps, Codes::default(), Arc::clone(&store) as _, |_, _| {}).unwrap());
    let server = Server::start("127.0.0.1:0".parse().unwrap(), Bounds::default(), intake, |_| {}).await.unwrap();
    let forwarder = forwarder(&server).concurrency(64).count(10_000).seed(1).line_feeds(LineFeeds::Mixed);
    let report = forwarder.doubles(0.1).conflicts(0.05).wrong_signs(0.05).unusable(0.02).run().await.unwrap();
    let totals = &report.totals;
    assert!(totals.is_as_it_should_be(), "{totals}");
    assert_eq!(totals.acknowledged + totals.refused + totals.unusable, 10_000);

    let kept = all(&*store).await;
    let stored: BTreeMap<_, _> =
        kept.iter().map(|stored| (stored.order.key.to_string(), parsed(&stored.order.fields))).collect();
    assert_eq!((stored.len(), u64::try_from(stored.len()).unwrap()), (kept.len(), totals.acknowledged));
    let new = report.entries.iter().filter(|entry| entry.kind == Kind::New && entry.verdict.is_acknowledged());
    let sent: BTreeMap<_, _> = new.map(|entry| (key(&entry.key), entry.fields.clone())).collect();
    assert!(sent == stored);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.conflicts, counts.held), (totals.conflicts, totals.unusable));
    server.shutdown().await;
}

async fn all(store: &dyn Store) -> Vec<StoredOrder> {
    let mut all: Vec<StoredOrder> = Vec::new();
    loop {
        let after = all.last().map(|stored| stored.id);
        let page = store.orders(OrderQuery { after, limit: 1_000, ..OrderQuery::default() }).await.unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

fn parsed(fields: &str) -> serde_json::Map<String, serde_json::Value> {
    serde_json::from_str(fields).unwrap()
}

#[tokio::test]
async fn a_callback_of_another_spec_is_forwarded_by_its_spec() {
    let desk = second::desk();
    let server = Server::start("127.0.0.1:0".parse().unwrap(), unbounded(), Arc::clone(&desk.intake), |_| {});
    let server = server.await.unwrap();
    let forward = |model: Model, name: &str| {
        Forwarder::new(model, name, "k", format!("http://{}/{name}/shop", server.address())).count(20)
    };
    let payment = forward(second::model(), "payment").doubles(0.5).wrong_signs(0.2).line_feeds(LineFeeds::Mixed);
    let report = payment.unusable(0.2).run().await.unwrap();
    assert!(report.totals.is_as_it_should_be(), "{:?}", report.entries);
    let keys: BTreeSet<_> = desk.ledger.orders().iter().map(|order| order.key.to_string()).collect();
    assert_eq!(acknowledged(&report), keys);
    let only_keys = forward(second::model(), "refund").conflicts(0.5).run().await;
    assert_eq!(only_keys.unwrap_err(), ForwardError::NothingToChange);
    let refund = forward(second::model(), "refund").field("order", "9").run().await.unwrap();
    assert_eq!(refund.totals.acknowledged, 20);
    assert!(refund.entries.iter().all(|entry| entry.key[0] == "9"));
    let too_few = forward(second::model(), "refund").field("body", r#"{"order":9,"part":1}"#).run().await;
    assert!(matches!(too_few.unwrap_err(), ForwardError::TooFewKeys { .. }));
}

/// A receiver by hand: answers each connection's first request, once `together` of them have come.
async fn peer(listener: TcpListener, connections: usize, together: usize, answer: &'static str) -> io::Result<String> {
    let mut waiting = Vec::new();
    let mut heads = String::new();
    for _ in 0..connections {
        let (mut stream, _) = listener.accept().await?;
        heads.push_str(&head(&mut stream).await?);
        waiting.push(stream);
        if waiting.len() == together {
            for mut stream in waiting.drain(..) {
                stream.write_all(answer.as_bytes()).await?;
            }
        }
    }
    Ok(heads)
}

async fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8(bytes).unwrap())
}

async fn by_hand() -> (TcpListener, Forwarder) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let receiver = format!("http://{}/?", listener.local_addr().unwrap());
    (listener, Forwarder::new(shipped(), "opening_flow", KEY, receiver).backoff(Duration::from_millis(1)))
}

#[tokio::test]
async fn a_burst_is_under_way_at_once() {
    let (listener, forwarder) = by_hand().await;
    let peer = tokio::spawn(peer(listener, 8, 8, ONCE));
    let totals = forwarder.count(8).rate(1.0).burst(8).run().await.unwrap().totals;
    assert_eq!((totals.acknowledged, totals.repeated), (8, 0));
    peer.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_repetition() {
    let (listener, forwarder) = by_hand().await;
    let peer = tokio::spawn(peer(listener, 3, 1, "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{"));
    let report = forwarder.attempts(3).run().await.unwrap();
    assert_eq!((report.totals.failed, report.totals.repeated), (1, 2));
    assert!(matches!(&report.entries[0].verdict, Verdict::Unanswered { why } if !why.contains("sign")));
    let heads = peer.await.unwrap().unwrap();
    let sent: BTreeSet<_> = heads.lines().filter(|line| line.starts_with("GET ")).collect();
    assert_eq!(sent.len(), 1, "the same again: {sent:?}");
}

#[tokio::test]
async fn a_receiver_that_believes_everything_is_found_out() {
    let (listener, forwarder) = by_hand().await;
    let peer = tokio::spawn(peer(listener, 1, 1, ONCE));
    let totals = forwarder.wrong_signs(1.0).run().await.unwrap().totals;
    assert_eq!((totals.wrongly_acknowledged, totals.failed, totals.refused), (1, 0, 0));
    assert!(!totals.is_as_it_should_be());
    peer.await.unwrap().unwrap();
}

#[tokio::test]
async fn the_sample_of_the_document_is_sent_as_it_is_printed() {
    let (listener, forwarder) = by_hand().await;
    let peer = tokio::spawn(peer(listener, 1, 1, ONCE));
    let report = forwarder.field("data", DATA).run().await.unwrap();
    assert!(report.totals.is_as_it_should_be());
    let heads = peer.await.unwrap().unwrap();
    assert!(heads.contains("&sign=fefaf9ddd9d4dce23da3b664ec457413 HTTP/1.1\r\n"), "{heads}");
    assert!(heads.starts_with("GET /?ts=1508210911065&data="), "{heads}");
}
