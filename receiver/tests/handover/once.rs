//! Each order is handed over, and not again once it is done.

use std::time::Duration;

use qq_cgi_receiver::{
    handover::{Handover, HandoverError},
    store::State,
};
use serde_json::json;
use tokio::time::sleep;

use crate::{
    counter::{Counter, Deed, settings},
    shelf::Shelf,
};

#[tokio::test(start_paused = true)]
async fn every_order_is_handed_over_once_and_is_done() {
    let shelf = Shelf::of(100).await;
    let counter = Counter::new(|_| Deed::Takes);
    let _handover = counter.start(shelf.clone(), settings());
    sleep(Duration::from_hours(1)).await;
    let expected: Vec<_> = (1..=100).map(|number| (number, 1)).collect();
    assert_eq!(counter.seen(), expected);
    assert!(shelf.states().iter().all(|state| *state == State::Done));
    let delivery = &counter.deliveries()[6];
    assert_eq!((&*delivery.app, &*delivery.callback, &*delivery.key), ("game", "opened", r#"["ann","7"]"#));
    assert_eq!((&delivery.fields, &*delivery.raw), (&json!({ "number": 7 }), &b"{ \"number\": 7 }"[..]));
    assert_eq!(delivery.received_at, 1_700_000_000_000);
    assert!(!format!("{delivery:?}").contains("ann"));
    assert_eq!(counter.alerts(), []);
    let text = counter.reports.metrics().to_prometheus();
    assert!(text.contains("\nqq_cgi_receiver_handovers_total{outcome=\"taken\"} 100\n"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_closure_is_a_handler() {
    let shelf = Shelf::of(1).await;
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let counter = Counter::new(|_| Deed::Takes);
    let handler = move |delivery: qq_cgi_receiver::handover::Delivery| {
        let tell = tell.clone();
        async move {
            // Whatever is an error can be given as one.
            let number: u32 = delivery.fields["number"].to_string().parse()?;
            tell.send(number).map_err(|_| HandoverError::new("nobody listens"))
        }
    };
    let handover = Handover::start(shelf.clone(), settings(), counter.reports.clone(), handler).unwrap();
    assert_eq!(told.recv().await, Some(1));
    handover.stop().await;
    assert_eq!(shelf.states(), [State::Done]);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_comes_later_is_found_within_the_polling_interval() {
    let shelf = Shelf::of(0).await;
    let counter = Counter::new(|_| Deed::Takes);
    let _handover = counter.start(shelf.clone(), settings());
    sleep(Duration::from_millis(10_500)).await;
    assert!(shelf.asked() <= 12, "{}", shelf.asked());
    shelf.add(1).await;
    sleep(Duration::from_secs(1)).await;
    assert_eq!(counter.seen(), [(1, 1)]);
}

#[tokio::test(start_paused = true)]
async fn what_was_done_is_not_done_again_because_the_store_was_down() {
    let shelf = Shelf::of(3).await;
    let counter = Counter::new(|_| Deed::Works(Duration::from_secs(5)));
    let _handover = counter.start(shelf.clone(), settings());
    counter.has_seen(3).await;
    shelf.fail(true);
    // Longer than the leases are.
    sleep(Duration::from_mins(10)).await;
    assert_eq!(shelf.states(), [State::Pending; 3]);
    shelf.fail(false);
    sleep(Duration::from_mins(10)).await;
    assert_eq!((counter.seen().len(), shelf.states()), (3, vec![State::Done; 3]));
    let alerts: Vec<_> = counter.alerts().iter().map(|alert| alert.to_json(0)).collect();
    assert!(alerts[0].starts_with(r#"{"alert":"store-down""#) && alerts[1].starts_with(r#"{"alert":"store-back""#));
    assert_eq!(alerts.len(), 2, "{alerts:?}");
}
