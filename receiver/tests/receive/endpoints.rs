//! What is answered over HTTP.

use std::time::Instant;

use qq_cgi_receiver::{Outcome, http::Bounds};
use tokio::{io::AsyncWriteExt as _, time::timeout};

use crate::{
    ledger::Pace,
    sender::{DATA, PATH, signed},
    server::{Running, SOON, rest},
};

#[tokio::test]
async fn callbacks_are_answered_in_the_words_of_their_spec() {
    let running = Running::start(Bounds::default()).await;
    let query = signed(DATA.as_bytes());
    for _ in 0..2 {
        let answer = running.ask(&format!("GET {PATH}?{query}")).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("\r\ncontent-type: application/json; charset=utf-8\r\n"), "{answer}");
        // A kept answer would acknowledge what nobody stored.
        assert!(answer.contains("\r\ncache-control: no-store\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n{\"ret\":0,\"msg\":\"succ\"}"), "{answer}");
    }
    assert_eq!(running.desk.ledger.orders().len(), 1);
    let refused = running.ask(&format!("GET {PATH}?{query}0")).await;
    assert!(refused.starts_with("HTTP/1.1 403 ") && refused.ends_with("{\"ret\":1,\"msg\":\"refused\"}"), "{refused}");
    let refused = running.ask("GET /").await;
    assert!(refused.starts_with("HTTP/1.1 403 "), "{refused}");
    let outcomes: Vec<_> = running.seen().into_iter().map(|access| access.outcome.unwrap()).collect();
    assert_eq!(outcomes, [Outcome::New, Outcome::Duplicate, Outcome::Refused, Outcome::Refused]);
}

#[tokio::test]
async fn a_line_of_the_access_log_has_no_query() {
    let running = Running::start(Bounds::default()).await;
    running.ask(&format!("GET {PATH}?{}", signed(DATA.as_bytes()))).await;
    running.ask(&format!("GET {PATH}?data=c4nary&sign=c4nary")).await;
    let [taken, refused] = &running.seen()[..] else { panic!() };
    let line = taken.to_json();
    assert!(line.contains(r#""peer":"127.0.0.1","method":"GET","path":"/opening_flow/game","status":200"#), "{line}");
    assert!(line.contains(r#""outcome":"new","why":null"#), "{line}");
    assert!(!line.contains('?') && !line.contains("%7B"), "{line}");
    let line = refused.to_json();
    assert!(line.contains(r#""why":"parameter `sign` is no sign"#) && !line.contains("c4nary"), "{line}");
}

#[tokio::test]
async fn only_get_is_answered() {
    let running = Running::start(Bounds::default()).await;
    for method in ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"] {
        for path in [PATH, "/healthz"] {
            let answer = running.ask(&format!("{method} {path}?{}", signed(DATA.as_bytes()))).await;
            assert!(answer.starts_with("HTTP/1.1 405 ") && answer.contains("\r\nallow: GET\r\n"), "{method}: {answer}");
        }
    }
    assert!(running.desk.ledger.orders().is_empty());
}

#[tokio::test]
async fn health_is_the_process_and_readiness_is_the_store() {
    let running = Running::start(Bounds::default()).await;
    running.desk.ledger.set(Pace::Fails);
    assert!(running.ask("GET /healthz").await.ends_with("alive\n"));
    let answer = running.ask("GET /readyz").await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(running.ask("GET /metrics").await.contains("\nqq_cgi_receiver_store_up 0\n"));
    let answer = running.ask(&format!("GET {PATH}?{}", signed(DATA.as_bytes()))).await;
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("\"ret\":1"), "{answer}");
}

#[tokio::test]
async fn a_healthy_store_is_asked_once_a_second_at_most() {
    let running = Running::start(Bounds::default()).await;
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(running.ask("GET /readyz").await.starts_with("HTTP/1.1 200 "));
    }
    let seconds = usize::try_from(begun.elapsed().as_secs()).unwrap();
    assert!(running.desk.ledger.probes() <= seconds + 1);
}

#[tokio::test]
async fn metrics_count_what_became_of_requests() {
    let running = Running::start(Bounds::default()).await;
    for query in [signed(DATA.as_bytes()), signed(DATA.as_bytes()), signed(b"{}"), "sign=".to_owned()] {
        running.ask(&format!("GET {PATH}?{query}")).await;
    }
    let text = running.ask("GET /metrics").await;
    for line in [
        "requests_total{outcome=\"new\"} 1",
        "requests_total{outcome=\"duplicate\"} 1",
        "requests_total{outcome=\"quarantined\"} 1",
        "requests_total{outcome=\"refused\"} 1",
        "requests_total{outcome=\"conflict\"} 0",
        "answer_seconds_count 3",
        "store_up 1",
    ] {
        assert!(text.contains(&format!("\nqq_cgi_receiver_{line}\n")), "{line}: {text}");
    }
}

#[tokio::test]
async fn metrics_say_what_waits() {
    let running = Running::start(Bounds::default()).await;
    for query in [signed(DATA.as_bytes()), signed(b"{}")] {
        running.ask(&format!("GET {PATH}?{query}")).await;
    }
    let text = running.ask("GET /metrics").await;
    for line in ["waiting_up 1", "orders_pending 1", "orders_leased 0", "dead_letters 0", "quarantine_held 1"] {
        assert!(text.contains(&format!("\nqq_cgi_receiver_{line}\n")), "{line}: {text}");
    }
    let (_, age) = text.split_once("\nqq_cgi_receiver_oldest_pending_seconds ").unwrap();
    assert!(age.trim_end().parse::<f64>().unwrap() < SOON.as_secs_f64(), "{text}");
}

/// A peer is answered before it is counted.
#[tokio::test]
async fn what_is_no_http_is_counted() {
    let running = Running::start(Bounds::default()).await;
    let too_long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(20_000));
    for (sent, status) in [("order please\r\n\r\n", "400"), (too_long.as_str(), "431")] {
        let mut stream = running.connect().await;
        stream.write_all(sent.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
    }
    let counted =
        async { while !running.ask("GET /metrics").await.contains("\nqq_cgi_receiver_malformed_total 2\n") {} };
    timeout(SOON, counted).await.unwrap();
}
