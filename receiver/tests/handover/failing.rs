//! What is not taken comes again, later and later, and at last waits for somebody.

use std::time::Duration;

use qq_cgi_receiver::{
    Alert,
    handover::{Backoff, Settings},
    store::{OrderId, State, Store as _},
};
use tokio::time::sleep;

use crate::{
    counter::{Counter, Deed, settings},
    shelf::Shelf,
};

#[tokio::test(start_paused = true)]
async fn what_fails_or_panics_or_takes_too_long_comes_again() {
    let shelf = Shelf::of(3).await;
    let counter = Counter::new(|delivery| match (delivery.attempt, delivery.order.0) {
        (1, 1) => Deed::Refuses,
        (1, 2) => Deed::Panics,
        (1, 3) => Deed::Works(Duration::from_secs(16)),
        _ => Deed::Takes,
    });
    let _handover = counter.start(shelf.clone(), settings());
    sleep(Duration::from_mins(1)).await;
    let mut seen = counter.seen();
    seen.sort_unstable();
    assert_eq!(seen, [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)]);
    assert_eq!(shelf.states(), [State::Done; 3]);
    let text = counter.reports.metrics().to_prometheus();
    assert!(text.contains("\nqq_cgi_receiver_handovers_total{outcome=\"not-taken\"} 3\n"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn it_is_told_why_an_order_was_not_taken() {
    for (deed, why) in [
        (Deed::Refuses, "no room in the bag"),
        (Deed::Panics, "the handler panicked"),
        (Deed::Works(Duration::from_secs(16)), "not done within 15.0 s"),
    ] {
        let shelf = Shelf::of(1).await;
        let counter = Counter::new(move |_| deed);
        let _handover = counter.start(shelf, settings());
        sleep(Duration::from_secs(16)).await;
        assert_eq!(counter.errors(), [why]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_that_fails_n_times_is_a_dead_letter_and_somebody_is_told() {
    let shelf = Shelf::of(2).await;
    let counter = Counter::new(|delivery| if delivery.order.0 == 1 { Deed::Refuses } else { Deed::Takes });
    let _handover = counter.start(shelf.clone(), settings());
    sleep(Duration::from_secs(30)).await;
    assert_eq!(shelf.states(), [State::Dead, State::Done]);
    let of_first = || counter.seen().into_iter().filter(|(order, _)| *order == 1).collect::<Vec<_>>();
    assert_eq!(of_first(), [(1, 1), (1, 2), (1, 3)]);
    let (app, callback, order) = ("game".into(), "opened".into(), OrderId(1));
    let error = Some("no room in the bag".to_owned());
    let dead = Alert::DeadLetter { app, callback, order, attempts: 3, error };
    let deaths = || counter.alerts().into_iter().filter(|alert| *alert == dead).count();
    assert_eq!(deaths(), 1);
    assert_eq!(
        counter.alerts()[0],
        Alert::NotTaken {
            app: "game".into(),
            callback: "opened".into(),
            order: OrderId(1),
            attempt: 1,
            error: "no room in the bag".into(),
            others: 0
        }
    );
    // Revived, it has all its attempts; dead again, it is told again.
    shelf.revive(vec![OrderId(1)]).await.unwrap();
    sleep(Duration::from_mins(1)).await;
    assert_eq!((of_first().len(), deaths(), shelf.states()[0]), (6, 2, State::Dead));
}

#[tokio::test(start_paused = true)]
async fn a_dead_letter_of_a_process_that_died_is_told_too() {
    let shelf = Shelf::of(1).await;
    let counter = Counter::new(|_| Deed::Takes);
    let take = qq_cgi_receiver::store::Take {
        limit: 1,
        visibility: Duration::from_mins(1),
        max_attempts: 1,
        now: counter.now(),
    };
    // Taken by somebody of whom nothing more was heard.
    shelf.next_batch(take).await.unwrap();
    let _handover = counter.start(shelf.clone(), Settings { max_attempts: 1, ..settings() });
    sleep(Duration::from_secs(75)).await;
    assert!(matches!(counter.alerts()[..], [Alert::DeadLetter { .. }]), "{:?}", counter.alerts());
    assert_eq!(counter.seen(), []);
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_is_asked_for_is_kept_within_bounds() {
    let hour = Duration::from_hours(1);
    for (asked, at_least) in [(Duration::from_secs(30), 30_000), (hour, 60_000)] {
        let shelf = Shelf::of(1).await;
        let counter =
            Counter::new(move |delivery| if delivery.attempt == 1 { Deed::Later(asked) } else { Deed::Takes });
        let backoff = Backoff { first: Duration::from_secs(1), most: Duration::from_mins(1) };
        let _handover = counter.start(shelf.clone(), Settings { backoff, ..settings() });
        sleep(hour).await;
        let times = counter.times();
        // And no later than the polling interval after that.
        assert!((at_least..=at_least + 1_000).contains(&(times[1] - times[0])), "{times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn while_nothing_is_taken_there_is_no_flood() {
    let shelf = Shelf::of(500).await;
    let down = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let is_down = std::sync::Arc::clone(&down);
    let is_down = move || is_down.load(std::sync::atomic::Ordering::Relaxed);
    let counter = Counter::new(move |_| if is_down() { Deed::Refuses } else { Deed::Takes });
    let _handover = counter.start(shelf.clone(), Settings::default());
    sleep(Duration::from_secs(10)).await;
    // Sixteen at a time, with pauses of up to five seconds; without these, all of them several times.
    let tried = counter.seen().len();
    assert!((16..320).contains(&tried), "{tried}");
    sleep(Duration::from_mins(30)).await;
    let tried = counter.seen().len();
    assert!(shelf.states().iter().all(|state| *state == State::Pending));
    let told = counter.alerts();
    assert!(told.len() <= 31, "once a minute at most: {}", told.len());
    let others: u64 =
        told.iter().map(|alert| if let Alert::NotTaken { others, .. } = alert { others + 1 } else { 0 }).sum();
    assert!(usize::try_from(others).unwrap() + 1_000 >= tried, "{others} of {tried}");
    down.store(false, std::sync::atomic::Ordering::Relaxed);
    sleep(Duration::from_mins(15)).await;
    assert!(shelf.states().iter().all(|state| *state == State::Done));
}

#[tokio::test(start_paused = true)]
async fn one_bad_order_does_not_hold_up_others() {
    let shelf = Shelf::of(1).await;
    let counter = Counter::new(|delivery| if delivery.order.0 == 1 { Deed::Refuses } else { Deed::Takes });
    let one = Settings { at_once: 1, max_attempts: 1_000, ..settings() };
    let _handover = counter.start(shelf.clone(), one);
    for number in 2..=50 {
        sleep(Duration::from_secs(20)).await;
        shelf.add(1).await;
        sleep(Duration::from_secs(40)).await;
        assert_eq!(shelf.states()[number - 1], State::Done, "{number}");
    }
}
