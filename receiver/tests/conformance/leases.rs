//! Orders are handed over at least once, to one taker at a time.

use std::{collections::HashSet, sync::Arc};

use qq_cgi_receiver::store::{Lease, LeaseId, OrderId, OrderQuery, State, Store, Stored, Take};

use crate::{
    home::Home,
    sample::{order, take},
};

async fn orders(store: &dyn Store, count: usize) -> Vec<OrderId> {
    let batch = (0..count).map(|index| order(&index.to_string())).collect();
    store.insert(batch).await.unwrap().into_iter().map(Stored::id).collect()
}

async fn taken(store: &dyn Store, take: Take) -> Vec<OrderId> {
    ids(&store.next_batch(take).await.unwrap())
}

fn ids(leases: &[Lease]) -> Vec<OrderId> {
    leases.iter().map(|lease| lease.order.id).collect()
}

pub(crate) async fn the_oldest_come_first_and_to_one_taker(home: &impl Home) {
    let (store, other) = (home.open().await, home.open().await);
    let all = orders(&*store, 5).await;
    let first = store.next_batch(take(2, 0)).await.unwrap();
    assert_eq!(ids(&first), all[..2]);
    assert_eq!((first[0].order.order.clone(), first[0].order.attempts), (order("0"), 1));
    assert_eq!(taken(&*other, take(10, 0)).await, all[2..]);
    assert_eq!(taken(&*store, take(10, 9_999)).await, []);
    assert_eq!(taken(&*store, take(0, 20_000)).await, []);
}

pub(crate) async fn a_lease_ends_and_the_order_comes_again(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 2).await;
    let first = store.next_batch(take(1, 0)).await.unwrap();
    assert_eq!(taken(&*store, take(10, 9_999)).await, all[1..]);
    let again = store.next_batch(take(10, 10_000)).await.unwrap();
    assert_eq!(ids(&again), all[..1]);
    assert_eq!(again[0].order.attempts, 2);
    assert_ne!(again[0].id, first[0].id);
    // A lease that ends at once does not come twice in one batch.
    let at_once = Take { visibility: std::time::Duration::ZERO, ..take(10, 30_000) };
    assert_eq!(taken(&*store, at_once).await, all);
}

pub(crate) async fn what_is_acknowledged_never_comes_again(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 3).await;
    assert_eq!(taken(&*store, take(10, 0)).await, all);
    assert_eq!(store.ack(vec![all[0], all[2]]).await.unwrap(), 2);
    assert_eq!(store.ack(vec![all[0], all[0], OrderId(999)]).await.unwrap(), 0);
    assert_eq!(taken(&*store, take(10, i64::MAX)).await, all[1..2]);
    assert_eq!(store.order(all[0]).await.unwrap().unwrap().state, State::Done);
}

pub(crate) async fn a_late_acknowledgement_counts(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 1).await;
    assert_eq!(taken(&*store, take(1, 0)).await, all);
    // The first taker was slow, and a second one has it already.
    assert_eq!(taken(&*store, take(1, 10_000)).await, all);
    assert_eq!(store.ack(all.clone()).await.unwrap(), 1);
    assert_eq!(taken(&*store, take(1, 20_000)).await, []);
}

pub(crate) async fn what_is_given_back_comes_again_when_it_was_asked_for(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 2).await;
    let leases = store.next_batch(take(2, 0)).await.unwrap();
    assert_eq!(store.give_back(vec![leases[0].id], 500, None).await.unwrap(), 1);
    assert_eq!(store.give_back(vec![leases[1].id], 50_000, None).await.unwrap(), 1);
    assert_eq!(taken(&*store, take(10, 499)).await, []);
    assert_eq!(taken(&*store, take(10, 500)).await, all[..1]);
    assert_eq!(taken(&*store, take(10, 49_999)).await, all[..1]);
    assert_eq!(taken(&*store, take(10, 50_000)).await, all[1..]);
}

pub(crate) async fn an_old_lease_does_not_disturb_a_new_one(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 1).await;
    let old = store.next_batch(take(1, 0)).await.unwrap();
    let new = store.next_batch(take(1, 10_000)).await.unwrap();
    assert_eq!(store.give_back(vec![old[0].id], 0, None).await.unwrap(), 0);
    assert_eq!(taken(&*store, take(1, 19_999)).await, []);
    store.ack(all).await.unwrap();
    assert_eq!(store.give_back(vec![new[0].id], 0, None).await.unwrap(), 0);
    assert_eq!(taken(&*store, take(1, i64::MAX)).await, []);
}

pub(crate) async fn why_an_order_was_not_taken_is_kept(home: &impl Home) {
    let store = home.open().await;
    let id = orders(&*store, 1).await[0];
    let kept = || async { store.order(id).await.unwrap().unwrap().last_error };
    assert_eq!(kept().await, None);
    let mut earlier = None;
    for (now, error, expected) in [
        (0, None, None),
        (1, Some("the game said 403"), Some("the game said 403")),
        (2, None, Some("the game said 403")),
        (3, Some("不行"), Some("不行")),
    ] {
        let lease = store.next_batch(Take { max_attempts: 9, ..take(1, now) }).await.unwrap()[0].clone();
        assert_eq!(lease.order.last_error, earlier);
        assert_eq!(store.give_back(vec![lease.id], now + 1, error.map(str::to_owned)).await.unwrap(), 1);
        earlier = expected.map(str::to_owned);
        assert_eq!(kept().await, earlier);
        // A lease that is over says nothing.
        assert_eq!(store.give_back(vec![LeaseId { lease: 99, ..lease.id }], 0, Some("late".into())).await.unwrap(), 0);
    }
    let odd = store.next_batch(Take { max_attempts: 9, ..take(1, 9) }).await.unwrap()[0].id;
    store.give_back(vec![odd], 0, Some("a\0b".to_owned())).await.unwrap();
    assert!(kept().await.unwrap().starts_with('a'));
}

pub(crate) async fn an_order_that_nobody_finishes_becomes_a_dead_letter(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 1).await;
    for now in [0, 10_000, 20_000] {
        assert_eq!(taken(&*store, take(1, now)).await, all);
    }
    assert_eq!(store.order(all[0]).await.unwrap().unwrap().state, State::Pending);
    assert_eq!(taken(&*store, take(1, 30_000)).await, []);
    let dead = store.orders(OrderQuery { state: Some(State::Dead), ..OrderQuery::default() }).await.unwrap();
    assert_eq!(dead.iter().map(|order| (order.id, order.attempts)).collect::<Vec<_>>(), [(all[0], 3)]);
    assert_eq!(taken(&*store, take(1, i64::MAX)).await, []);
    // It may have been done by hand.
    assert_eq!(store.ack(all).await.unwrap(), 1);
}

pub(crate) async fn dead_letters_do_not_hold_up_others(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 30).await;
    for now in [0, 10_000, 20_000] {
        assert_eq!(taken(&*store, take(20, now)).await, all[..20]);
    }
    assert_eq!(taken(&*store, take(5, 30_000)).await, all[20..25]);
    assert_eq!(store.counts().await.unwrap().dead, 20);
}

pub(crate) async fn a_revived_order_has_all_its_attempts(home: &impl Home) {
    let store = home.open().await;
    let all = orders(&*store, 2).await;
    let old = store.next_batch(take(1, 0)).await.unwrap();
    let hopeless = Take { max_attempts: 1, ..take(1, 10_000) };
    assert_eq!(taken(&*store, hopeless).await, all[1..]);
    assert_eq!(store.revive(vec![all[0], all[1], OrderId(999)]).await.unwrap(), 1);
    for now in [10_000, 20_000, 30_000] {
        let lease = &store.next_batch(take(1, now)).await.unwrap()[0];
        assert_eq!(lease.order.id, all[0]);
        assert_ne!(lease.id, old[0].id, "a lease of before is not one of now");
    }
}

pub(crate) async fn takers_that_race_never_share_an_order(home: &impl Home) {
    let stores = [home.open().await, home.open().await];
    let all = orders(&*stores[0], 200).await;
    let take_all = |taker: usize| {
        let store = Arc::clone(&stores[taker % 2]);
        tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let batch = taken(&*store, take(7, 0)).await;
                if batch.is_empty() {
                    return mine;
                }
                mine.extend(batch);
            }
        })
    };
    let takers: Vec<_> = (0..8).map(take_all).collect();
    let mut taken = Vec::new();
    for taker in takers {
        taken.extend(taker.await.unwrap());
    }
    assert_eq!(taken.len(), all.len());
    assert_eq!(taken.into_iter().collect::<HashSet<_>>(), all.into_iter().collect());
}
