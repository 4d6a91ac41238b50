//! What is under way ends in time, or is given back.

use std::time::Duration;

use qq_cgi_receiver::{handover::Settings, store::State};
use tokio::time::{Instant, sleep};

use crate::{
    counter::{Counter, Deed, settings},
    shelf::Shelf,
};

#[tokio::test(start_paused = true)]
async fn a_stop_waits_for_what_is_under_way_and_takes_nothing_more() {
    let shelf = Shelf::of(3).await;
    let counter = Counter::new(|_| Deed::Works(Duration::from_secs(4)));
    let handover = counter.start(shelf.clone(), Settings { at_once: 2, ..settings() });
    counter.has_seen(2).await;
    let begun = Instant::now();
    handover.stop().await;
    assert_eq!(begun.elapsed(), Duration::from_secs(4));
    assert_eq!(shelf.states(), [State::Done, State::Done, State::Pending]);
    sleep(Duration::from_hours(1)).await;
    assert_eq!(counter.seen().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_end_in_time_is_free_for_others_at_once() {
    let shelf = Shelf::of(1).await;
    let counter = Counter::new(|_| Deed::Works(Duration::from_secs(14)));
    let handover = counter.start(shelf.clone(), settings());
    counter.has_seen(1).await;
    let begun = Instant::now();
    handover.stop().await;
    assert_eq!(begun.elapsed(), Duration::from_secs(5));
    assert_eq!(shelf.states(), [State::Pending]);
    assert!(shelf.visible_at(1) <= counter.now());
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_down_does_not_hold_up_the_end() {
    let shelf = Shelf::of(1).await;
    let counter = Counter::new(|_| Deed::Takes);
    let handover = counter.start(shelf.clone(), settings());
    counter.has_seen(1).await;
    shelf.fail(true);
    let begun = Instant::now();
    handover.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(9));
}
