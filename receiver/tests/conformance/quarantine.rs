//! What cannot be used is not lost.

use qq_cgi_receiver::store::{
    Kept, Order, OrderId, QuarantineId, QuarantineQuery, QuarantineState, Quarantined, Store, Stored,
};

use crate::{
    home::Home,
    sample::{name, order, quarantined},
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
    assert!(!store.discard(ids[0]).await.unwrap());
    // The order may have come by itself meanwhile.
    assert_eq!(store.admit(ids[1], order("1")).await.unwrap(), Some(Stored::Duplicate(id)));
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.orders(), counts.held, counts.admitted), (1, 0, 2));
    // What comes again is known, with what became of it.
    let again = store.quarantine(vec![quarantined(b"c"), quarantined(b"a")]).await.unwrap();
    assert_eq!(again[1], Kept { id: ids[0], state: QuarantineState::Admitted });
    assert!(store.discard(again[0].id).await.unwrap());
    assert_eq!(store.counts().await.unwrap().held, 0);
    assert_eq!(store.admit(QuarantineId(999), Order { ..order("3") }).await.unwrap(), None);
    assert_eq!(store.order(OrderId(id.0 + 1)).await.unwrap(), None);
}

pub(crate) async fn what_is_discarded_is_kept_and_never_held_again(home: &impl Home) {
    let store = home.open().await;
    let ids = keep(&*store, vec![quarantined(b"a")]).await;
    assert!(store.discard(ids[0]).await.unwrap());
    assert!(!store.discard(ids[0]).await.unwrap());
    assert!(!store.discard(QuarantineId(999)).await.unwrap());
    assert_eq!(store.admit(ids[0], order("1")).await.unwrap(), None);
    let again = store.quarantine(vec![quarantined(b"a")]).await.unwrap();
    assert_eq!(again, [Kept { id: ids[0], state: QuarantineState::Discarded }]);
    assert_eq!(store.quarantined(QuarantineQuery::default()).await.unwrap(), []);
    let all = QuarantineQuery { state: None, ..QuarantineQuery::default() };
    let all = store.quarantined(all).await.unwrap();
    assert_eq!((all.len(), all[0].state, &all[0].quarantined.raw[..]), (1, QuarantineState::Discarded, &b"a"[..]));
}
