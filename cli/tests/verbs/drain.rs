//! `qq-cgi receive` told to end while it is busy, and while peers hold on to their connections.
#![cfg(unix)]

use std::{
    env,
    io::Write as _,
    net::{Shutdown, TcpStream},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    folder::Folder,
    receive::{SUCCESS, orders, signer},
    receiver::{Receiver, get},
};

const SENDERS: usize = 8;
/// Rounds at a time: each waits for its stuck peers most of the time.
const ABREAST: usize = 8;
/// A stuck peer that does not take what is written to it is left alone then.
const PATIENCE: Duration = Duration::from_millis(200);

/// `QQ_CGI_DRAINS=200` for a longer run, which also holds the time to its bound.
#[test]
fn it_ends_whoever_is_stuck_and_loses_nothing_that_was_acknowledged() {
    let given = env::var("QQ_CGI_DRAINS").ok().map(|text| text.parse::<usize>().unwrap());
    let rounds = given.unwrap_or(2);
    let next = AtomicUsize::new(0);
    let ended: Vec<(Duration, usize)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..ABREAST.min(rounds))
            .map(|_| {
                scope.spawn(|| {
                    let mut ended = Vec::new();
                    while next.fetch_add(1, Ordering::Relaxed) < rounds {
                        ended.push(round());
                    }
                    ended
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let longest = ended.iter().map(|(span, _)| *span).max().unwrap();
    let acknowledged: usize = ended.iter().map(|(_, acknowledged)| acknowledged).sum();
    println!("{rounds} times told to end: the longest took {longest:?}; {acknowledged} acknowledged, 0 lost");
    assert!(given.is_none() || longest <= Duration::from_secs(10), "{longest:?}");
}

/// From the signal to the end, and how many orders were acknowledged before it.
fn round() -> (Duration, usize) {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    let address = receiver.address.clone();
    let sign = signer();
    let stuck = stuck(&address);
    let (next, answers) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut acknowledged = Vec::new();
    let mut span = Duration::ZERO;
    thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|_| {
                scope.spawn(|| {
                    let mut mine = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        match get(&address, &sign(number)) {
                            Ok(answer) if answer.ends_with(SUCCESS) => mine.push(number),
                            Ok(answer) if answer.is_empty() => return mine,
                            Ok(answer) => panic!("{answer}"),
                            Err(_) => return mine,
                        }
                        answers.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        while answers.load(Ordering::Relaxed) < 20 && senders.iter().any(|sender| !sender.is_finished()) {
            thread::yield_now();
        }
        let told = Instant::now();
        let ran = receiver.end("TERM");
        span = told.elapsed();
        assert_eq!((ran.code, &*ran.stderr), (0, ""));
        acknowledged.extend(senders.into_iter().flat_map(|sender| sender.join().unwrap()));
    });
    drop(stuck);
    let listed = orders(&store, &["list", "--format", "jsonl"]).json();
    let kept: Vec<&str> = listed.iter().map(|order| order["fields"]["order_id"].as_str().unwrap()).collect();
    let lost: Vec<_> = acknowledged.iter().filter(|number| !kept.contains(&&*number.to_string())).collect();
    assert!(lost.is_empty() && acknowledged.len() >= 20, "{} of {} lost: {lost:?}", lost.len(), acknowledged.len());
    (span, acknowledged.len())
}

/// Silent, half-sent, half-closed, without the body that was promised, and deaf.
fn stuck(address: &str) -> Vec<TcpStream> {
    let head = "GET /metrics HTTP/1.1\r\nHost: x\r\n";
    let many = format!("{head}\r\n").repeat(20_000);
    let sent = ["", &head[..9], head, head, &format!("{head}Content-Length: 9\r\n\r\n"), &many];
    let stuck = sent.iter().enumerate().map(|(number, sent)| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        // The deaf one's buffers are full some time.
        let _ = stream.write_all(sent.as_bytes());
        if number == 3 {
            stream.shutdown(Shutdown::Write).unwrap();
        }
        stream
    });
    stuck.collect()
}
