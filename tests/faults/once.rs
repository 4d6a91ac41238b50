//! What must not be done twice is not, and an outage is not made worse.

use std::time::Duration;

use qq_cgi::{Backoff, HyperTransport, StandardRetry};
use tokio::task::JoinSet;

use crate::{
    client, player, rule, sandbox,
    spec::{Ask, Buy},
};

/// A third of 10,000 requests are delivered and never answered, or answered by half, or by a server that is busy.
#[tokio::test]
async fn ten_thousand_requests_with_lost_answers_are_delivered_once_at_most() {
    const CALLS: u64 = 10_000;
    const AT_ONCE: u64 = 100;
    let faults =
        ["rate=0.1,hang", "rate=0.1,reset", "rate=0.1,reset=body", "rate=0.05,status=503", "rate=0.05,code=-6"];
    let sandbox = faults.iter().fold(sandbox(), |sandbox, fault| sandbox.fault(rule(fault)));
    let sandbox = sandbox.start().await.unwrap();
    let backoff = Backoff { first: Duration::from_millis(1), ..Backoff::default() };
    let builder = client(&sandbox).retry(StandardRetry { backoff, ..StandardRetry::default() });
    let builder = builder.attempt_timeout(Duration::from_millis(200));
    let session = player(builder.transport(HyperTransport::plain(Duration::from_mins(1)).unwrap()));

    let mut callers = JoinSet::new();
    for caller in 0..AT_ONCE {
        let session = session.clone();
        callers.spawn(async move {
            let mut answered = 0_u64;
            for number in (caller..CALLS).step_by(AT_ONCE.try_into().unwrap()) {
                answered += u64::from(session.send(&Buy::new(number)).await.is_ok());
            }
            answered
        });
    }
    let answered: u64 = callers.join_all().await.iter().sum();
    let deliveries = sandbox.deliveries("buy").unwrap();
    println!("{CALLS} calls, {answered} answered, {deliveries:?}, {} faults", sandbox.faults().struck());
    assert_eq!(deliveries.doubled, 0, "{deliveries:?}");
    assert!(answered > CALLS / 2 && deliveries.distinct() > answered, "answers were lost: {answered}, {deliveries:?}");
}

#[tokio::test]
async fn a_server_that_is_down_gets_a_fifth_more_at_most() {
    const CALLS: u64 = 2_000;
    let sandbox = sandbox().fault(rule("status=503")).start().await.unwrap();
    let backoff = Backoff { first: Duration::from_millis(1), ..Backoff::default() };
    let session = player(client(&sandbox).retry(StandardRetry { backoff, ..StandardRetry::default() }));
    for number in 0..CALLS {
        session.send(&Ask::new(number)).await.unwrap_err();
    }
    let received = sandbox.deliveries("ask").unwrap().received;
    println!("{CALLS} calls, {received} requests");
    assert!((CALLS + CALLS / 20..=CALLS * 12 / 10).contains(&received), "{received} requests");
}
