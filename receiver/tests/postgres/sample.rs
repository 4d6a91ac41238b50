//! Orders to test with.

use qq_cgi_receiver::store::{Key, Name, Order, Postgres, Store, Stored};

pub(crate) fn order(key: &str) -> Order {
    Order {
        app: Name::new("game").unwrap(),
        callback: Name::new("opened").unwrap(),
        key: Key::new(key).unwrap(),
        fields: format!(r#"{{"id":"{key}"}}"#),
        raw: format!("{{ \"id\": \"{key}\" }}").into_bytes(),
        received_at: 0,
    }
}

pub(crate) async fn open(url: &str) -> Postgres {
    Postgres::open(&url.parse().unwrap()).await.unwrap()
}

pub(crate) async fn is_new(store: &Postgres, key: &str) -> bool {
    matches!(store.insert(vec![order(key)]).await.unwrap()[..], [Stored::New(_)])
}
