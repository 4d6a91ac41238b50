//! What is stored stays.

use qq_cgi_receiver::store::{OrderQuery, QuarantineQuery, State, Stored};

use crate::{
    home::Home,
    sample::{changed, insert, order, quarantined, take},
};

pub(crate) async fn a_store_that_is_opened_again_has_everything(home: &impl Home) {
    let store = home.open().await;
    let batch = vec![order("1"), order("2"), order("3"), changed("3", 12)];
    let ids: Vec<_> = store.insert(batch).await.unwrap().into_iter().map(Stored::id).collect();
    store.ack(vec![ids[0]]).await.unwrap();
    let lease = store.next_batch(take(1, 0)).await.unwrap().remove(0);
    store.quarantine(vec![quarantined(b"a")]).await.unwrap();
    let any = QuarantineQuery { state: None, ..QuarantineQuery::default() };
    let before = (
        store.orders(OrderQuery::default()).await.unwrap(),
        store.conflicts(ids[2]).await.unwrap(),
        store.quarantined(any.clone()).await.unwrap(),
        store.counts().await.unwrap(),
    );
    drop(store);

    let store = home.open().await;
    let after = (
        store.orders(OrderQuery::default()).await.unwrap(),
        store.conflicts(ids[2]).await.unwrap(),
        store.quarantined(any).await.unwrap(),
        store.counts().await.unwrap(),
    );
    assert_eq!(before, after);
    assert_eq!(
        after.0.iter().map(|order| order.state).collect::<Vec<_>>(),
        [State::Done, State::Pending, State::Pending]
    );
    // Leases too: nobody else gets the order, and its holder can still give it back.
    assert_eq!(store.next_batch(take(9, 0)).await.unwrap().len(), 1);
    assert_eq!(store.give_back(vec![lease.id], 0, None).await.unwrap(), 1);
    assert_eq!(insert(&*store, order("1")).await, Stored::Duplicate(ids[0]));
    let new = insert(&*store, order("4")).await;
    assert!(matches!(new, Stored::New(id) if id > ids[2]), "{new:?}");
}

pub(crate) async fn health_is_green_again_and_again(home: &impl Home) {
    let store = home.open().await;
    for now in [0, 0, 1, -1, i64::MAX] {
        store.health(now).await.unwrap();
    }
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap(), []);
}
