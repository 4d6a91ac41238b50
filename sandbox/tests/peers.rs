//! Peers that send garbage, half a request or nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use std::time::{Duration, Instant};

use proptest::{
    prelude::{Strategy, any, prop},
    test_runner::{Config, TestRunner},
};
use qq_cgi_sandbox::Sandbox;
use relay::{PATH, get, model};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Far more than anything here takes, far less than the settings that must not bind.
const SOON: Duration = Duration::from_secs(20);

async fn connect(sandbox: &Sandbox) -> TcpStream {
    TcpStream::connect(sandbox.origin().trim_start_matches("http://")).await.unwrap()
}

fn queries() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "oauth_consumer_key=1000",
        "openid=a",
        "access_token=b",
        "cmd=say",
        "cmd=report",
        "text=1",
        "sign=0",
        "appid=1000",
        "param=%7B%7D",
        "param=%5B%5B%5B",
        "param=%7B%22total%22:-1%7D",
        "format=jsonp",
        "callback=%00",
        "&",
        "=",
        "%",
        "%e5",
        "+",
        "a=b=c",
        "1e9",
    ]);
    let free = prop::collection::vec(any::<char>(), 0..8).prop_map(|text| {
        text.into_iter().filter(|character| character.is_ascii_graphic() && *character != '#').collect::<String>()
    });
    prop::collection::vec((piece, free), 0..12).prop_map(|parts| {
        parts.into_iter().map(|(piece, free)| format!("{piece}&{free}")).collect::<Vec<_>>().join("&")
    })
}

#[test]
fn garbage_is_refused_and_nothing_worse() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sandbox = runtime.block_on(relay::sandbox());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let tested = runner.run(&queries(), |query| {
        let reply = runtime.block_on(get(&sandbox.origin(), PATH, &query));
        assert!(reply.status == 200 || reply.status == 400, "{query}: {reply:?}");
        Ok(())
    });
    tested.unwrap();
}

#[tokio::test]
async fn a_hostile_query_is_answered_soon() {
    let sandbox = relay::sandbox().await;
    let many = "a=&".repeat(4_000);
    let deep = format!("param={}", "%5B".repeat(4_000));
    let begun = Instant::now();
    for extra in [many, deep] {
        let query = format!("{}&text=1&appid=1000&sign=1&{extra}", relay::common("say"));
        assert_eq!(get(&sandbox.origin(), PATH, &query).await.status, 200);
    }
    assert!(begun.elapsed() < SOON);
}

#[tokio::test]
async fn a_head_of_more_than_16_kib_is_refused() {
    let sandbox = relay::sandbox().await;
    let mut stream = connect(&sandbox).await;
    let request = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(20_000));
    // The server may hang up before it has read all of it.
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    assert!(sandbox.log().is_empty());
}

#[tokio::test]
async fn half_a_request_is_cut_off() {
    let sandbox = Sandbox::builder(model()).header_timeout(Duration::from_millis(100)).start().await.unwrap();
    for half in ["", "GET / HT", "GET / HTTP/1.1\r\nHost:"] {
        let mut stream = connect(&sandbox).await;
        stream.write_all(half.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        tokio::time::timeout(SOON, stream.read_to_end(&mut answer)).await.unwrap().unwrap();
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{half}");
    }
}

#[tokio::test]
async fn a_stuck_peer_does_not_hold_up_the_shutdown() {
    let forever = Duration::from_hours(1);
    let drain = Duration::from_millis(100);
    let sandbox = Sandbox::builder(model()).header_timeout(forever).drain_time(drain).start().await.unwrap();
    let mut stuck = connect(&sandbox).await;
    stuck.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
    // Answered after the other was accepted.
    assert_eq!(get(&sandbox.origin(), "/", "").await.status, 404);
    tokio::time::timeout(SOON, sandbox.shutdown()).await.unwrap();
    // Closed in order or reset: it ends.
    let _ = tokio::time::timeout(SOON, stuck.read_to_end(&mut Vec::new())).await.unwrap();
}

#[tokio::test]
async fn an_idle_connection_is_closed_by_the_shutdown() {
    let forever = Duration::from_hours(1);
    let sandbox = Sandbox::builder(model()).header_timeout(forever).drain_time(forever).start().await.unwrap();
    let mut idle = connect(&sandbox).await;
    idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(idle.read(&mut [0; 1024]).await.unwrap() > 0);
    tokio::time::timeout(SOON, sandbox.shutdown()).await.unwrap();
}

#[tokio::test]
async fn a_dropped_sandbox_stops() {
    let sandbox = relay::sandbox().await;
    let mut idle = connect(&sandbox).await;
    idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(idle.read(&mut [0; 1024]).await.unwrap() > 0);
    drop(sandbox);
    let ended = tokio::time::timeout(SOON, idle.read(&mut [0; 1024])).await.unwrap();
    assert_eq!(ended.unwrap_or_default(), 0);
}
