//! Peers that are silent, slow, stuck or too loud.

use qq_cgi_receiver::{Alert, http::Bounds};
use tokio::{io::AsyncWriteExt as _, time::timeout};

use crate::{
    ledger::Pace,
    sender::{DATA, PATH, sample_with, signed},
    server::{Running, SHORT, SOON, one_answer, rest, unbounded},
};

#[tokio::test]
async fn fifty_silent_half_sent_and_idle_connections_are_closed() {
    let running = Running::start(Bounds { head: SHORT, ..unbounded() }).await;
    let mut streams = Vec::new();
    for number in 0..50 {
        let sent = ["", "GET / HT", "GET / HTTP/1.1\r\nHost:", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n"];
        let mut stream = running.connect().await;
        stream.write_all(sent[number % sent.len()].as_bytes()).await.unwrap();
        streams.push((number % sent.len(), stream));
    }
    for (kind, mut stream) in streams {
        let answer = rest(&mut stream).await;
        assert_eq!(answer.contains("alive"), kind == 3, "{answer}");
    }
}

#[tokio::test]
async fn a_head_of_more_than_16_kib_is_refused() {
    let running = Running::start(unbounded()).await;
    let mut stream = running.connect().await;
    let query = format!("{}&{}", signed(DATA.as_bytes()), "a".repeat(20_000));
    // The server may hang up before it has read all of it.
    let _ = stream.write_all(format!("GET {PATH}?{query} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await;
    let answer = rest(&mut stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert!(running.desk.ledger.orders().is_empty());
    let just = format!("{}&{}", signed(DATA.as_bytes()), "a".repeat(15_000));
    assert!(running.ask(&format!("GET {PATH}?{just}")).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_body_that_never_comes_keeps_nothing_open() {
    let running = Running::start(Bounds { head: SHORT, lifetime: SHORT, drain: SHORT, ..unbounded() }).await;
    let mut stream = running.connect().await;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n").await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_peer_that_never_reads_loses_its_connection() {
    let running = Running::start(Bounds { lifetime: SHORT, drain: SHORT, connections: 1, ..unbounded() }).await;
    let mut deaf = running.connect().await;
    let many = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000);
    // Until both sides' buffers are full, or the server hangs up.
    let mut writing = Box::pin(async { while deaf.write_all(many.as_bytes()).await.is_ok() {} });
    let answered = async {
        // The only place is the deaf one's until it is thrown out.
        tokio::select! {
            answer = running.ask("GET /healthz") => answer,
            () = &mut writing => running.ask("GET /healthz").await,
        }
    };
    assert!(timeout(SOON, answered).await.unwrap().starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn further_connections_wait_for_a_place() {
    let running = Running::start(Bounds { head: SHORT, connections: 1, ..unbounded() }).await;
    let mut silent = running.connect().await;
    assert!(running.ask("GET /healthz").await.starts_with("HTTP/1.1 200 "));
    assert_eq!(rest(&mut silent).await, "");
}

#[tokio::test]
async fn a_connection_takes_several_requests() {
    let running = Running::start(unbounded()).await;
    let mut stream = running.connect().await;
    for outcome in ["new", "duplicate"] {
        let request = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", signed(DATA.as_bytes()));
        stream.write_all(request.as_bytes()).await.unwrap();
        assert!(one_answer(&mut stream).await.ends_with("{\"ret\":0,\"msg\":\"succ\"}"));
        assert_eq!(running.seen().pop().unwrap().outcome.unwrap().as_str(), outcome);
    }
}

#[tokio::test]
async fn what_is_under_way_is_answered_before_the_server_ends() {
    let running = Running::start(unbounded()).await;
    running.desk.ledger.set(Pace::Hangs);
    let mut stream = running.connect().await;
    let request = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", signed(DATA.as_bytes()));
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut idle = running.connect().await;
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    one_answer(&mut idle).await;
    let Running { desk, server, .. } = running;
    let address = server.address();
    let ending = tokio::spawn(server.shutdown());
    // An idle connection ends at once; by then the server has been told.
    assert_eq!(rest(&mut idle).await, "");
    assert!(!ending.is_finished());
    desk.ledger.set(Pace::Works);
    assert!(rest(&mut stream).await.ends_with("{\"ret\":0,\"msg\":\"succ\"}"));
    timeout(SOON, ending).await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    assert_eq!(desk.ledger.orders().len(), 1);
}

#[tokio::test]
async fn stuck_peers_and_a_stuck_store_do_not_hold_up_the_end() {
    let running = Running::start(Bounds { drain: SHORT, ..unbounded() }).await;
    let mut half = running.connect().await;
    half.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
    // Answered after the other was accepted.
    assert!(running.ask("GET /healthz").await.starts_with("HTTP/1.1 200 "));
    running.desk.ledger.set(Pace::Hangs);
    let mut waiting = running.connect().await;
    let request = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", signed(DATA.as_bytes()));
    waiting.write_all(request.as_bytes()).await.unwrap();
    timeout(SOON, running.server.shutdown()).await.unwrap();
    rest(&mut half).await;
    // Not stored, so not acknowledged.
    assert_eq!(rest(&mut waiting).await, "");
}

#[tokio::test]
async fn a_peer_that_hangs_up_takes_no_alert_with_it() {
    let running = Running::start(unbounded()).await;
    running.desk.take(&signed(DATA.as_bytes())).await;
    running.desk.ledger.set(Pace::Hangs);
    let mut stream = running.connect().await;
    let request = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", sample_with("\"1\"", "\"2\""));
    stream.write_all(request.as_bytes()).await.unwrap();
    timeout(SOON, running.desk.ledger.asked(2)).await.unwrap();
    stream.shutdown().await.unwrap();
    // The server has noticed, and dropped the request.
    assert_eq!(rest(&mut stream).await, "");
    running.desk.ledger.set(Pace::Works);
    timeout(SOON, running.desk.told(1)).await.expect("somebody should be told");
    assert!(matches!(running.desk.alerts()[..], [Alert::Conflict { .. }]));
}
