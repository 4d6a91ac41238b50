//! What is stored can be found.

use std::sync::Arc;

use qq_cgi_receiver::store::{
    Order, OrderId, OrderQuery, QuarantineQuery, QuarantineState, Quarantined, State, Stored, Waiting,
};

use crate::{
    home::Home,
    sample::{changed, discard, name, order, quarantined, take},
};

pub(crate) async fn pages_show_each_order_once(home: &impl Home) {
    let store = home.open().await;
    let batch = (0..25).map(|index| order(&index.to_string())).collect();
    let all: Vec<_> = store.insert(batch).await.unwrap().into_iter().map(Stored::id).collect();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.orders(OrderQuery { after, limit: 10, ..OrderQuery::default() }).await.unwrap();
        seen.extend(page.iter().map(|order| order.id));
        match page.last() {
            Some(last) => after = Some(last.id),
            None => break,
        }
    }
    assert_eq!(seen, all);
}

pub(crate) async fn orders_are_found_by_what_they_are(home: &impl Home) {
    let store = home.open().await;
    let other_app = Order { app: name("other game"), ..order("1") };
    let other_callback = Order { callback: name("closed"), ..order("3") };
    let stored = store.insert(vec![order("1"), other_app, order("2"), other_callback]).await.unwrap();
    let ids: Vec<_> = stored.into_iter().map(Stored::id).collect();
    store.ack(vec![ids[2]]).await.unwrap();
    let any = OrderQuery::default;
    let text = |text: &str| Some(text.to_owned());
    for (query, expected) in [
        (any(), vec![ids[0], ids[1], ids[2], ids[3]]),
        (OrderQuery { app: text("game"), ..any() }, vec![ids[0], ids[2], ids[3]]),
        (OrderQuery { callback: text("closed"), ..any() }, vec![ids[3]]),
        (OrderQuery { key: text("1"), ..any() }, vec![ids[0], ids[1]]),
        (OrderQuery { key: text("1"), app: text("other game"), ..any() }, vec![ids[1]]),
        (OrderQuery { state: Some(State::Pending), ..any() }, vec![ids[0], ids[1], ids[3]]),
        (OrderQuery { state: Some(State::Done), ..any() }, vec![ids[2]]),
        (OrderQuery { state: Some(State::Dead), ..any() }, vec![]),
        (OrderQuery { app: text("game"), after: Some(ids[0]), limit: 1, ..any() }, vec![ids[2]]),
        (OrderQuery { key: text("%"), ..any() }, vec![]),
        (OrderQuery { key: text("1\0"), ..any() }, vec![]),
    ] {
        let found = store.orders(query.clone()).await.unwrap();
        assert_eq!(found.iter().map(|order| order.id).collect::<Vec<_>>(), expected, "{query:?}");
    }
}

pub(crate) async fn the_quarantine_is_shown_by_what_was_decided(home: &impl Home) {
    let store = home.open().await;
    let other = Quarantined { app: name("other game"), ..quarantined(b"d") };
    let batch = vec![quarantined(b"a"), quarantined(b"b"), quarantined(b"c"), other];
    let ids: Vec<_> = store.quarantine(batch).await.unwrap().into_iter().map(|kept| kept.id).collect();
    store.discard(ids[0], discard("a test")).await.unwrap();
    store.admit(ids[1], order("1")).await.unwrap();
    let any = || QuarantineQuery { state: None, ..QuarantineQuery::default() };
    for (query, expected) in [
        (any(), vec![ids[0], ids[1], ids[2], ids[3]]),
        (QuarantineQuery::default(), vec![ids[2], ids[3]]),
        (QuarantineQuery { state: Some(QuarantineState::Discarded), ..any() }, vec![ids[0]]),
        (QuarantineQuery { state: Some(QuarantineState::Admitted), ..any() }, vec![ids[1]]),
        (QuarantineQuery { app: Some("other game".to_owned()), ..any() }, vec![ids[3]]),
        (QuarantineQuery { after: Some(ids[0]), limit: 2, ..any() }, vec![ids[1], ids[2]]),
    ] {
        let found = store.quarantined(query.clone()).await.unwrap();
        assert_eq!(found.iter().map(|held| held.id).collect::<Vec<_>>(), expected, "{query:?}");
    }
}

pub(crate) async fn counts_are_exact(home: &impl Home) {
    let store = home.open().await;
    assert_eq!(store.counts().await.unwrap(), qq_cgi_receiver::store::Counts::default());
    let batch = vec![order("1"), order("2"), order("3"), order("4"), changed("4", 1), changed("4", 2)];
    let ids: Vec<_> = store.insert(batch).await.unwrap().into_iter().map(Stored::id).collect();
    store.ack(vec![ids[2]]).await.unwrap();
    for now in [0, 10_000, 20_000, 30_000] {
        store.next_batch(take(1, now)).await.unwrap();
    }
    let held = store.quarantine((1..=6).map(|byte| quarantined(&[byte])).collect()).await.unwrap();
    store.discard(held[0].id, discard("a test")).await.unwrap();
    store.discard(held[1].id, discard("a test")).await.unwrap();
    store.admit(held[2].id, order("1")).await.unwrap();
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.pending, counts.done, counts.dead, counts.orders()), (2, 1, 1, 4));
    assert_eq!((counts.conflicts, counts.held, counts.admitted, counts.discarded), (2, 3, 1, 2));
}

pub(crate) async fn what_waits_is_what_somebody_has_yet_to_do_something_about(home: &impl Home) {
    let store = home.open().await;
    assert_eq!(store.waiting(0).await.unwrap(), Waiting::default());
    let batch = (1..=6).map(|number| Order { received_at: number, ..order(&number.to_string()) }).collect();
    let ids: Vec<_> = store.insert(batch).await.unwrap().into_iter().map(Stored::id).collect();
    store.ack(vec![ids[0]]).await.unwrap();
    // The second one dies; the third and the fourth are leased.
    for now in [0, 10_000, 20_000] {
        store.next_batch(take(1, now)).await.unwrap();
    }
    let leases = store.next_batch(take(2, 30_000)).await.unwrap();
    let held = store.quarantine((1..=4).map(|byte| quarantined(&[byte])).collect()).await.unwrap();
    store.discard(held[0].id, discard("a test")).await.unwrap();
    store.admit(held[1].id, order("1")).await.unwrap();
    let at = |now| {
        let store = Arc::clone(&store);
        async move {
            let (waiting, counts) = (store.waiting(now).await.unwrap(), store.counts().await.unwrap());
            assert_eq!((waiting.pending, waiting.dead, waiting.held), (counts.pending, counts.dead, counts.held));
            (waiting.pending, waiting.leased, waiting.oldest_pending, waiting.dead, waiting.held)
        }
    };
    assert_eq!(at(39_999).await, (4, 2, Some(3), 1, 2));
    assert_eq!(at(40_000).await, (4, 0, Some(3), 1, 2));
    // What was given back for later is nobody's either.
    store.give_back(vec![leases[0].id], 50_000, None).await.unwrap();
    assert_eq!(at(40_000).await, (4, 1, Some(3), 1, 2));
    store.ack(vec![ids[2]]).await.unwrap();
    assert_eq!(at(40_000).await, (3, 0, Some(4), 1, 2));
    store.revive(vec![ids[1]]).await.unwrap();
    assert_eq!(at(40_000).await, (4, 0, Some(2), 0, 2));
    store.ack(ids).await.unwrap();
    assert_eq!(at(40_000).await, (0, 0, None, 0, 2));
}

pub(crate) async fn what_is_not_there_is_none(home: &impl Home) {
    let store = home.open().await;
    assert_eq!(store.order(OrderId(1)).await.unwrap(), None);
    assert_eq!(store.conflicts(OrderId(1)).await.unwrap(), []);
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap(), []);
    assert_eq!(store.next_batch(take(10, 0)).await.unwrap(), []);
}
