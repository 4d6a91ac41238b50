//! Orders to test with.

use qq_cgi_receiver::store::{Discard, Key, Name, Order, Quarantined, Store, Stored, Take};

pub(crate) fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub(crate) fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

pub(crate) fn order(of: &str) -> Order {
    Order {
        app: name("game"),
        callback: name("opened"),
        key: key(of),
        fields: format!(r#"{{"id":"{of}"}}"#),
        raw: format!("{{ \"id\": \"{of}\" }}\n").into_bytes(),
        received_at: 1_700_000_000_000,
    }
}

/// The same key with other fields.
pub(crate) fn changed(of: &str, month: u32) -> Order {
    let fields = format!(r#"{{"id":"{of}","month":{month}}}"#);
    Order { raw: fields.clone().into_bytes(), fields, received_at: 1_700_000_000_001, ..order(of) }
}

pub(crate) fn quarantined(raw: &[u8]) -> Quarantined {
    Quarantined {
        app: name("game"),
        callback: name("opened"),
        reason: "it is no JSON".to_owned(),
        raw: raw.to_vec(),
        received_at: 1_700_000_000_000,
    }
}

pub(crate) fn discard(reason: &str) -> Discard {
    Discard { by: "ann".to_owned(), at: 1_700_000_000_002, reason: reason.to_owned() }
}

pub(crate) async fn insert(store: &dyn Store, order: Order) -> Stored {
    let stored = store.insert(vec![order]).await.unwrap();
    assert_eq!(stored.len(), 1);
    stored[0]
}

/// Up to `limit` orders, for 10 seconds, three times at most.
pub(crate) fn take(limit: usize, now: i64) -> Take {
    Take { limit, visibility: std::time::Duration::from_secs(10), max_attempts: 3, now }
}
