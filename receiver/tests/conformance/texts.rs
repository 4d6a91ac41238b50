//! Whatever a sender signs, it is stored as it came or refused in so many words.

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use qq_cgi_receiver::store::{Key, MAX_KEY, MAX_NAME, Name, Order, OrderQuery, Stored, Unstorable};
use tokio::runtime::Handle;

use crate::{
    home::Home,
    sample::{insert, order},
};

pub(crate) async fn any_key_is_refused_or_comes_back_as_it_was(home: &impl Home) {
    let store = home.open().await;
    let runtime = Handle::current();
    let key = prop_oneof![
        4 => any::<String>(),
        2 => ".{0,40}",
        2 => "[a\u{0}\n'\"\\\\%_]{0,12}",
        // Around the limit, in characters of one to four bytes.
        1 => ("[aé中𝄞]", 495usize..2_010).prop_map(|(text, times)| text.repeat(times)),
    ];
    let input = (key, any::<String>(), any::<Vec<u8>>(), any::<i64>());
    let config = Config { cases: 256, failure_persistence: None, ..Config::default() };
    let holds = |(text, fields, raw, received_at): (String, String, Vec<u8>, i64)| {
        let key = match Key::new(text.clone()) {
            Ok(key) => key,
            Err(refused) => {
                let is_right = match refused {
                    Unstorable::Empty => text.is_empty(),
                    Unstorable::TooLong { bytes, limit } => bytes == text.len() && bytes > limit && limit == MAX_KEY,
                    Unstorable::Nul => text.contains('\0'),
                    _ => false,
                };
                prop_assert!(is_right, "{:?} refused: {}", text, refused);
                return Ok(());
            }
        };
        prop_assert!(!text.is_empty() && text.len() <= MAX_KEY && !text.contains('\0'));
        let sent = Order { key, fields, raw, received_at, ..order("1") };
        let (stored, kept) = runtime.block_on(async {
            let stored = insert(&*store, sent.clone()).await;
            (stored, store.orders(OrderQuery { key: Some(text), ..OrderQuery::default() }).await.unwrap())
        });
        prop_assert_eq!(kept.len(), 1);
        prop_assert_eq!(kept[0].id, stored.id());
        // The same short key may have been drawn before.
        if matches!(stored, Stored::New(_)) {
            prop_assert_eq!(&kept[0].order, &sent);
        }
        Ok(())
    };
    tokio::task::block_in_place(|| TestRunner::new(config).run(&input, holds)).unwrap();
}

/// Texts that no compression makes shorter: PostgreSQL compresses what it indexes.
pub(crate) async fn the_longest_key_and_names_are_stored(home: &impl Home) {
    let store = home.open().await;
    let mut random = fastrand::Rng::with_seed(6);
    let mut text = |bytes: usize| -> String { (0..bytes).map(|_| random.char('!'..='~')).collect() };
    let sent = Order {
        app: Name::new(text(MAX_NAME)).unwrap(),
        callback: Name::new(text(MAX_NAME)).unwrap(),
        key: Key::new(text(MAX_KEY)).unwrap(),
        ..order("1")
    };
    let id = insert(&*store, sent.clone()).await.id();
    assert_eq!(insert(&*store, sent.clone()).await, Stored::Duplicate(id));
    assert_eq!(store.order(id).await.unwrap().unwrap().order, sent);
    assert_eq!(Name::new(text(MAX_NAME + 1)), Err(Unstorable::TooLong { bytes: MAX_NAME + 1, limit: MAX_NAME }));
    assert_eq!(Name::new("a\0"), Err(Unstorable::Nul));
}
