//! A store that does not answer: nobody waits for ever, and what it says later is heard.

use std::{sync::Arc, time::Duration};

use qq_cgi_receiver::{Alert, App, Apps, Codes, Intake, Outcome};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep, timeout},
};

use crate::{
    ledger::{Ledger, Pace},
    sender::{DATA, HOME, KEY, NOW, PATH, ret, sample_with, shipped, signed},
};

struct Waiting {
    intake: Intake,
    ledger: Arc<Ledger>,
    alerts: mpsc::UnboundedReceiver<(Alert, i64)>,
}

/// With the bounds that an intake has by itself.
fn waiting() -> Waiting {
    let (ledger, (told, alerts)) = (Ledger::new(), mpsc::unbounded_channel());
    let apps = Apps::new(shipped(), [App::new("opening_flow", "game").key(KEY)]).unwrap();
    let tell = move |alert: &Alert, now: i64| drop(told.send((alert.clone(), now)));
    let intake = Intake::new(apps, Codes::default(), Arc::clone(&ledger) as _, tell).unwrap();
    Waiting { intake, ledger, alerts }
}

async fn heard(alerts: &mut mpsc::UnboundedReceiver<(Alert, i64)>) -> (Alert, i64) {
    timeout(Duration::from_secs(1), alerts.recv()).await.expect("somebody should be told").unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_is_waited_for_two_seconds() {
    let Waiting { intake, ledger, mut alerts } = waiting();
    ledger.set(Pace::Hangs);
    for query in [signed(DATA.as_bytes()), signed(b"{}")] {
        let begun = Instant::now();
        let answer = intake.take(HOME, PATH, &query, NOW).await;
        assert_eq!((answer.status, ret(&answer), answer.outcome), (503, 1, Outcome::NotStored));
        assert_eq!(begun.elapsed(), Duration::from_secs(2));
    }
    let (alert, at) = heard(&mut alerts).await;
    assert!(matches!(&alert, Alert::StoreDown { error } if error.contains("no answer within 2s")), "{alert:?}");
    assert_eq!(at, NOW + 2_000);
    assert!(intake.health(NOW).await.is_err());
    assert!(alerts.try_recv().is_err(), "told once");
    ledger.set(Pace::Works);
    // The first to be heard of says that the store works; the unusable one is told when it is kept.
    assert_eq!(heard(&mut alerts).await.0, Alert::StoreBack);
    assert!(matches!(heard(&mut alerts).await.0, Alert::Quarantine { .. }));
    assert_eq!((ledger.orders().len(), ledger.held().len()), (1, 1));
    // Its sender repeats it, and is told then.
    let again = intake.take(HOME, PATH, &signed(DATA.as_bytes()), NOW).await;
    assert_eq!((ret(&again), again.outcome), (0, Outcome::Duplicate));
}

#[tokio::test(start_paused = true)]
async fn a_conflict_that_is_found_too_late_is_told() {
    let Waiting { intake, ledger, mut alerts } = waiting();
    intake.take(HOME, PATH, &signed(DATA.as_bytes()), NOW).await;
    ledger.set(Pace::Hangs);
    let changed = sample_with("\"open_months\":\"1\"", "\"open_months\":\"2\"");
    assert_eq!(intake.take(HOME, PATH, &changed, NOW).await.outcome, Outcome::NotStored);
    assert!(matches!(heard(&mut alerts).await.0, Alert::StoreDown { .. }));
    tokio::time::advance(Duration::from_mins(1)).await;
    ledger.set(Pace::Works);
    assert_eq!(heard(&mut alerts).await, (Alert::StoreBack, NOW + 62_000));
    let (alert, _) = heard(&mut alerts).await;
    assert!(matches!(alert, Alert::Conflict { .. }), "{alert:?}");
}

#[tokio::test(start_paused = true)]
async fn the_store_is_asked_what_waits_once_in_five_seconds() {
    let Waiting { intake, ledger, .. } = waiting();
    for seconds in 0..20 {
        let (seen, orders) = (intake.waiting(NOW).await.unwrap(), ledger.orders().len());
        assert!(seen.pending == u64::try_from(orders).unwrap() || seconds % 5 > 0, "{seconds}: {seen:?}");
        let order = sample_with("20171012-1712128958", &seconds.to_string());
        assert_eq!(intake.take(HOME, PATH, &order, NOW).await.outcome, Outcome::New);
        sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(ledger.looks(), 4);
}

#[tokio::test(start_paused = true)]
async fn what_waits_is_left_out_where_the_store_does_not_say_it() {
    let Waiting { intake, ledger, .. } = waiting();
    intake.take(HOME, PATH, &signed(DATA.as_bytes()), NOW).await;
    let waits = "\nqq_cgi_receiver_waiting_up 1\n";
    let counted = "\nqq_cgi_receiver_requests_total{outcome=\"new\"} 1\n";
    let text = intake.to_prometheus(NOW + 12_345).await;
    assert!(text.contains(waits) && text.contains("\nqq_cgi_receiver_oldest_pending_seconds 12.345\n"), "{text}");
    let unknown = |text: &str| {
        assert!(text.contains(counted) && text.contains("\nqq_cgi_receiver_waiting_up 0\n"), "{text}");
        for gauge in ["orders_pending", "orders_leased", "oldest_pending", "dead_letters", "quarantine_held"] {
            assert!(!text.contains(gauge), "{text}");
        }
    };
    ledger.set(Pace::Hangs);
    sleep(Duration::from_secs(5)).await;
    // As long as a request waits, and then no more: the question is still to be answered.
    for seconds in [2, 0, 0, 0] {
        let begun = Instant::now();
        unknown(&intake.to_prometheus(NOW).await);
        assert_eq!(begun.elapsed(), Duration::from_secs(seconds));
        sleep(Duration::from_secs(5)).await;
    }
    assert_eq!(ledger.looks(), 2);
    ledger.set(Pace::Works);
    sleep(Duration::from_secs(5)).await;
    assert!(intake.to_prometheus(NOW).await.contains(waits));
    ledger.set(Pace::Fails);
    sleep(Duration::from_secs(5)).await;
    unknown(&intake.to_prometheus(NOW).await);
}

/// Whoever asks may hang up, again and again.
#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_is_asked_once_what_waits_by_whoever_hangs_up() {
    let Waiting { intake, ledger, .. } = waiting();
    ledger.set(Pace::Hangs);
    for _ in 0..10 {
        // Later than a request waits, it is known that nothing is known.
        let seen = timeout(Duration::from_millis(1), intake.waiting(NOW)).await;
        assert!(seen.is_err() || seen.is_ok_and(|seen| seen.is_none()));
        sleep(Duration::from_secs(5)).await;
    }
    assert_eq!(ledger.looks(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_a_store_that_hangs_does_not_grow_without_end() {
    let Waiting { intake, ledger, .. } = waiting();
    let intake = intake.wait_for_store(Duration::from_millis(1));
    ledger.set(Pace::Hangs);
    let order = |number: usize| sample_with("20171012-1712128958", &number.to_string());
    for number in 0..5_000 {
        assert_eq!(intake.take(HOME, PATH, &order(number), NOW).await.outcome, Outcome::NotStored);
    }
    ledger.set(Pace::Works);
    // Once all that waited is stored, there is room again.
    while intake.take(HOME, PATH, &order(9_999), NOW).await.status != 200 {
        tokio::task::yield_now().await;
    }
    let stored = ledger.orders().len();
    assert!((4_000..4_500).contains(&stored), "{stored}");
}
