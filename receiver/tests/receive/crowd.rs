//! Many peers at once that send slowly, stop half-way or ask for more than there is room for, and genuine callbacks among them.

use std::{env, time::Instant};

use qq_cgi_receiver::http::Bounds;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
    time::{Duration, interval, timeout},
};

use crate::{
    ledger::Pace,
    sender::{DATA, PATH, sample_with, signed},
    server::{Running, SHORT, SOON, one_answer, rest, unbounded},
};

/// How a peer keeps its place.
#[derive(Debug, Clone, Copy)]
enum Habit {
    /// Sends nothing.
    Silent,
    /// Sends half of a head.
    HalfSent,
    /// Sends one more byte of a head that never ends, again and again.
    ByteByByte,
    /// Asks once and keeps the connection.
    Idle,
    /// Sends a head of one byte more than there may be, and does not end it.
    TooLong,
    /// Has said that it sends nothing any more, half-way.
    HalfClosed,
    /// Promises a body and never sends it.
    Bodiless,
}

const HABITS: [Habit; 7] = [
    Habit::Silent,
    Habit::HalfSent,
    Habit::ByteByByte,
    Habit::Idle,
    Habit::TooLong,
    Habit::HalfClosed,
    Habit::Bodiless,
];

/// `QQ_CGI_PEERS=1000` for a larger crowd.
#[tokio::test]
async fn a_crowd_of_slow_and_silent_peers_is_sent_away_while_genuine_callbacks_are_answered() {
    let peers = env::var("QQ_CGI_PEERS").map_or(50, |text| text.parse().unwrap());
    let is_long_run = env::var_os("QQ_CGI_PEERS").is_some();
    let head = Duration::from_secs(1);
    let bounds = Bounds { head, connections: peers + 1, ..unbounded() };
    let running = Running::start(bounds).await;
    let mut crowd = JoinSet::new();
    for number in 0..peers {
        let (stream, habit) = (running.connect().await, HABITS[number % HABITS.len()]);
        crowd.spawn(async move { (habit, kept(stream, habit).await) });
    }
    let mut answered = 0;
    let mut longest = [Duration::ZERO; HABITS.len()];
    while !crowd.is_empty() {
        // One place is left, and it is enough.
        let answer = running.ask(&format!("GET {PATH}?{}", sample_with("20171012", &answered.to_string()))).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        answered += 1;
        while let Some(ended) = crowd.try_join_next() {
            let (habit, span) = ended.unwrap();
            let longest = &mut longest[habit as usize];
            *longest = span.max(*longest);
        }
    }
    println!("{peers} peers sent away, {answered} callbacks answered meanwhile; the longest by habit:");
    HABITS.iter().zip(longest).for_each(|(habit, span)| println!("{habit:?}: {span:?}"));
    assert_eq!(running.desk.ledger.orders().len(), answered);
    let bound = head + Duration::from_secs(1);
    // A small run may share its machine with anything.
    assert!(!is_long_run || longest.iter().all(|span| *span <= bound), "somebody stayed for longer than {bound:?}");
}

/// How long a peer can keep its place. It has to end.
async fn kept(mut stream: TcpStream, habit: Habit) -> Duration {
    let begun = Instant::now();
    let head = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
    let long = format!("{head}X: {}", "x".repeat(16 * 1024 + 1 - head.len() - 3));
    let sent = match habit {
        Habit::Silent => String::new(),
        Habit::HalfSent | Habit::ByteByByte | Habit::HalfClosed => head.to_owned() + "X: ",
        Habit::Idle => format!("{head}\r\n"),
        Habit::TooLong => long,
        Habit::Bodiless => format!("{head}Content-Length: 1000\r\n\r\n"),
    };
    // Whoever is sent away while it still sends, is sent away.
    let _ = stream.write_all(sent.as_bytes()).await;
    if matches!(habit, Habit::HalfClosed) {
        let _ = stream.shutdown().await;
    }
    let (mut reading, mut writing) = stream.split();
    let mut bytes = Vec::new();
    let mut ticks = interval(SHORT);
    let drip = async {
        loop {
            ticks.tick().await;
            if matches!(habit, Habit::ByteByByte) && writing.write_all(b"x").await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        ended = timeout(SOON, reading.read_to_end(&mut bytes)) => drop(ended.expect("it should be sent away")),
        () = drip => {}
    }
    begun.elapsed()
}

/// Four times as many senders as there are places, and a store that takes nothing for a while.
#[tokio::test]
async fn more_senders_than_places_wait_and_nothing_is_acknowledged_that_is_not_stored() {
    let places = 16;
    let running = Running::start(Bounds { connections: places, ..unbounded() }).await;
    running.desk.ledger.set(Pace::Hangs);
    let mut senders = JoinSet::new();
    for number in 0..4 * places {
        let mut stream = running.connect().await;
        let query = sample_with("20171012", &number.to_string());
        senders.spawn(async move {
            let request = format!("GET {PATH}?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            (number, rest(&mut stream).await)
        });
    }
    timeout(SOON, running.desk.ledger.asked(1)).await.unwrap();
    // Whoever has a place waits for the store; nobody was told anything, and the others cost no memory here.
    assert!(senders.try_join_next().is_none() && running.seen().is_empty());
    running.desk.ledger.set(Pace::Fails);
    let (_, answer) = timeout(SOON, senders.join_next()).await.unwrap().unwrap().unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 ") && !answer.contains("\"ret\":0"), "{answer}");
    // The store recovers while most still wait for a place.
    running.desk.ledger.set(Pace::Works);
    let mut failed = 1;
    let mut acknowledged = Vec::new();
    while let Some(done) = senders.join_next().await {
        let (number, answer) = done.unwrap();
        if answer.ends_with("{\"ret\":0,\"msg\":\"succ\"}") {
            acknowledged.push(number);
        } else {
            assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
            failed += 1;
        }
    }
    let orders = running.desk.ledger.orders();
    for number in &acknowledged {
        assert!(orders.iter().any(|order| order.key.as_str().contains(&format!("\"{number}-"))), "{number} is lost");
    }
    assert_eq!((acknowledged.len() + failed, orders.len()), (4 * places, acknowledged.len()));
    assert!(acknowledged.len() > places, "it never recovered");
    let mut again = running.connect().await;
    let request = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", signed(DATA.as_bytes()));
    again.write_all(request.as_bytes()).await.unwrap();
    assert!(one_answer(&mut again).await.ends_with("{\"ret\":0,\"msg\":\"succ\"}"));
}
