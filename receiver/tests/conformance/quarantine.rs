//! What cannot be used is not lost.

use qq_cgi_receiver::store::{
    Discard, HeldOrder, Kept, Order, OrderId, QuarantineId, QuarantineQuery, QuarantineState, Quarantined, Store,
    Stored,
};

use crate::{
    home::Home,
    sample::{discard, name, order, quarantined},
};

/// The numbers of what nobody has decided about.
async fn keep(store: &dyn Store, batch: Vec<Quarantined>) -> Vec<QuarantineId> {
    let kept = store.quarantine(batch).await.unwrap();
    assert!(kept.iter().all(|kept| kept.state == QuarantineState::Held), "{kept:?}");
    kept.iter().map(|kept| kept.id).collect()
}

pub(crate) async fn the_same_bytes_are_kept_once(home: &impl Home) {
    let store = home.open().await;
    let first = keep(&*store, vec![quarantined(b"a"), quarantined(b"b\0\xff"), quarantined(b"a")]).await;
    assert_eq!((first[0] == first[2], first[0] == first[1]), (true, false));
    let later = Quarantined { reason: "another reason".to_owned(), received_at: 9, ..quarantined(b"a") };
    assert_eq!(keep(&*store, vec![later]).await, [first[0]]);
    let held = store.quarantined(QuarantineQuery::default()).await.unwrap();
    let held: Vec<_> = held.into_iter().map(|held| (held.id, held.quarantined, held.state)).collect();
    let expected = [
        (first[0], quarantined(b"a"), QuarantineState::Held),
        (first[1], quarantined(b"b\0\xff"), QuarantineState::Held),
    ];
    assert_eq!(held, expected);
}

pub(crate) async fn apps_and_callbacks_have_quarantines_of_their_own(home: &impl Home) {
    let store = home.open().await;
    let other_app = Quarantined { app: name("other game"), ..quarantined(b"a") };
    let other_callback = Quarantined { callback: name("closed"), ..quarantined(b"a") };
    let ids = keep(&*store, vec![quarantined(b"a"), other_app, other_callback]).await;
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2], "{ids:?}");
}

pub(crate) async fn what_is_admitted_becomes_an_order_once(home: &impl Home) {
    let store = home.open().await;
    let ids = keep(&*store, vec![quarantined(b"a"), quarantined(b"b")]).await;
    let stored = store.admit(ids[0], order("1")).await.unwrap();
    let Some(Stored::New(id)) = stored else { panic!("{stored:?}") };
    assert_eq!(store.order(id).await.unwrap().unwrap().order, order("1"));
    assert_eq!(store.admit(ids[0], order("2")).await.unwrap(), None);
    assert!(!store.discard(ids[0], discard("a test")).await.unwrap());
    // The order may have come by itself meanwhile.
    assert_eq!(store.admit(ids[1], order("1")).await.unwrap(), Some(Stored::Duplicate(id)));
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.orders(), counts.held, counts.admitted), (1, 0, 2));
    // What comes again is known, with what became of it.
    let again = store.quarantine(vec![quarantined(b"c"), quarantined(b"a")]).await.unwrap();
    assert_eq!(again[1], Kept { id: ids[0], state: QuarantineState::Admitted });
    assert!(store.discard(again[0].id, discard("a test")).await.unwrap());
    assert_eq!(store.counts().await.unwrap().held, 0);
    assert_eq!(store.admit(QuarantineId(999), Order { ..order("3") }).await.unwrap(), None);
    assert_eq!(store.order(OrderId(id.0 + 1)).await.unwrap(), None);
}

pub(crate) async fn what_is_discarded_is_kept_and_never_held_again(home: &impl Home) {
    let store = home.open().await;
    let ids = keep(&*store, vec![quarantined(b"a")]).await;
    assert!(store.discard(ids[0], discard("测试\n of ours")).await.unwrap());
    // Who comes later changes nothing.
    let later = Discard { by: "bob".to_owned(), ..discard("another") };
    assert!(!store.discard(ids[0], later).await.unwrap());
    assert!(!store.discard(QuarantineId(999), discard("a test")).await.unwrap());
    let again = store.quarantine(vec![quarantined(b"a")]).await.unwrap();
    assert_eq!(again, [Kept { id: ids[0], state: QuarantineState::Discarded }]);
    assert_eq!(store.quarantined(QuarantineQuery::default()).await.unwrap(), []);
    let kept = HeldOrder {
        id: ids[0],
        quarantined: quarantined(b"a"),
        state: QuarantineState::Discarded,
        discarded: Some(discard("测试\n of ours")),
    };
    assert_eq!(all(&*store).await, [kept]);
    // No store refuses a text for what is in it.
    let odd = keep(&*store, vec![quarantined(b"b")]).await[0];
    assert!(store.discard(odd, discard("a\0b")).await.unwrap());
    assert!(all(&*store).await[1].discarded.as_ref().unwrap().reason.starts_with('a'));
}

pub(crate) async fn what_was_discarded_can_be_admitted_after_all(home: &impl Home) {
    let store = home.open().await;
    let ids = keep(&*store, vec![quarantined(b"a"), quarantined(b"b")]).await;
    assert!(store.discard(ids[0], discard("a test")).await.unwrap());
    let stored = store.admit(ids[0], order("1")).await.unwrap();
    assert!(matches!(stored, Some(Stored::New(_))), "{stored:?}");
    assert_eq!(store.admit(ids[0], order("2")).await.unwrap(), None);
    assert!(!store.discard(ids[0], discard("another")).await.unwrap());
    let kept: Vec<_> = all(&*store).await.into_iter().map(|held| (held.state, held.discarded)).collect();
    assert_eq!(kept, [(QuarantineState::Admitted, Some(discard("a test"))), (QuarantineState::Held, None)]);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.orders(), counts.held, counts.admitted, counts.discarded), (1, 1, 1, 0));
    let again = store.quarantine(vec![quarantined(b"a")]).await.unwrap();
    assert_eq!(again, [Kept { id: ids[0], state: QuarantineState::Admitted }]);
}

async fn all(store: &dyn Store) -> Vec<HeldOrder> {
    store.quarantined(QuarantineQuery { state: None, ..QuarantineQuery::default() }).await.unwrap()
}
