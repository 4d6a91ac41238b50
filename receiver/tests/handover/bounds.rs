//! How many at once, how long, and never one order twice at the same time.

use std::time::Duration;

use qq_cgi_receiver::{
    Reports,
    handover::{Handover, Settings, SettingsError},
    store::State,
};
use tokio::time::sleep;

use crate::{
    counter::{Counter, Deed, settings},
    shelf::Shelf,
};

#[tokio::test(start_paused = true)]
async fn no_more_orders_than_may_be_are_handed_over_at_once() {
    let shelf = Shelf::of(50).await;
    let counter = Counter::new(|_| Deed::Works(Duration::from_secs(10)));
    let _handover = counter.start(shelf.clone(), Settings { at_once: 7, ..settings() });
    sleep(Duration::from_secs(5)).await;
    assert_eq!(counter.seen().len(), 7);
    // The others are not even taken: somebody else may have them.
    assert_eq!(shelf.visible_at(8), 0);
    sleep(Duration::from_mins(2)).await;
    assert_eq!(counter.most_at_once(), 7);
    assert_eq!(shelf.states(), [State::Done; 50]);
}

#[tokio::test(start_paused = true)]
async fn several_share_the_orders_and_never_one() {
    let shelf = Shelf::of(60).await;
    let counter = Counter::new(|_| Deed::Works(Duration::from_secs(10)));
    let _handovers: Vec<_> = (0..3).map(|_| counter.start(shelf.clone(), settings())).collect();
    sleep(Duration::from_mins(5)).await;
    let mut seen = counter.seen();
    seen.sort_unstable();
    assert_eq!(seen, (1..=60).map(|number| (number, 1)).collect::<Vec<_>>());
    assert_eq!(counter.most_at_once(), 48);
}

#[tokio::test(start_paused = true)]
async fn a_handler_is_dropped_before_its_lease_ends() {
    let shelf = Shelf::of(1).await;
    let counter = Counter::new(|_| Deed::Works(Duration::from_hours(1)));
    let just = Settings { time_limit: Duration::from_secs(59), max_attempts: 1_000, ..settings() };
    let _handovers: Vec<_> = (0..4).map(|_| counter.start(shelf.clone(), just)).collect();
    sleep(Duration::from_mins(30)).await;
    assert!(counter.seen().len() > 20);
    assert_eq!(counter.most_at_once(), 1);
}

#[tokio::test(start_paused = true)]
async fn settings_that_contradict_each_other_are_refused() {
    let reports = Reports::new(|_, _| {});
    let shelf = Shelf::of(0).await;
    let start = |settings: Settings| {
        let handler = |_| async { Ok(()) };
        Handover::start(shelf.clone(), settings, reports.clone(), handler).map(drop).unwrap_err()
    };
    let minute = Duration::from_mins(1);
    assert_eq!(
        start(Settings { time_limit: minute, ..Settings::default() }),
        SettingsError::LeaseTooShort { time_limit: minute, visibility: minute }
    );
    for (settings, field) in [
        (Settings { at_once: 0, ..Settings::default() }, "at_once"),
        (Settings { max_attempts: 0, ..Settings::default() }, "max_attempts"),
        (Settings { poll: Duration::ZERO, ..Settings::default() }, "poll"),
        (Settings { time_limit: Duration::ZERO, ..Settings::default() }, "time_limit"),
    ] {
        assert_eq!(start(settings), SettingsError::Zero { field });
    }
    Settings::default().check().unwrap();
}
