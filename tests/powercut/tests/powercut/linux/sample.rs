//! What is stored: everything follows from its key, so that it can be told whether it is still the same.

use qq_cgi_receiver::store::{Discard, Key, Name, Order, Quarantined, Take};

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub(crate) fn order(key: &str) -> Order {
    let fields = format!(r#"{{"id":"{key}"}}"#);
    let raw = fields.repeat(20).into_bytes();
    let key = Key::new(key).unwrap();
    Order { app: name("game"), callback: name("opened"), key, fields, raw, received_at: 1_700_000_000_000 }
}

/// Another body with the same key.
pub(crate) fn conflict(key: &str, other: &str) -> Order {
    let fields = format!(r#"{{"id":"{key}","other":"{other}"}}"#);
    Order { raw: fields.clone().into_bytes(), fields, ..order(key) }
}

pub(crate) fn quarantined(raw: &str) -> Quarantined {
    Quarantined {
        app: name("game"),
        callback: name("opened"),
        reason: "nobody knows it".to_owned(),
        raw: raw.as_bytes().to_vec(),
        received_at: 1_700_000_000_000,
    }
}

pub(crate) fn discard() -> Discard {
    Discard { by: "ann".to_owned(), at: 1_700_000_000_000, reason: "a test".to_owned() }
}

/// Up to `limit` orders, for an hour.
pub(crate) fn take(limit: usize) -> Take {
    Take { limit, visibility: std::time::Duration::from_hours(1), max_attempts: 3, now: 1_700_000_000_000 }
}
