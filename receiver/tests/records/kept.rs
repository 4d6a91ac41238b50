//! What was put is there, once.

use std::sync::Arc;

use qq_cgi_receiver::records::{Record, Secret};
use tokio::task::JoinSet;

use crate::{
    home::Home,
    sample::{AT, entry, next, put, record, with},
};

pub(crate) async fn a_record_comes_back_as_it_was_put(home: &impl Home) {
    let records = home.open().await;
    let odd = "'; DROP TABLE records; -- \" \\ % _ 名 \u{1F600} \u{1}\n";
    let mut first = with(record("game", odd), odd, odd);
    first.secrets.insert(odd.to_owned(), vec![]);
    first
        .secrets
        .insert("b".to_owned(), [1, 7].map(|number| Secret { number, since: AT, value: odd.to_owned() }).into());
    first.stage = None;
    assert!(put(&*records, &first).await);
    let bare = Record { fields: [].into(), secrets: [].into(), ..record("game", "bare") };
    assert!(put(&*records, &bare).await);
    drop(records);
    let records = home.open().await;
    assert_eq!(records.record("game", odd).await.unwrap(), Some(first.clone()));
    assert_eq!(records.record("game", "bare").await.unwrap(), Some(bare));
    assert_eq!(records.record("game", "Bare").await.unwrap(), None);
    assert_eq!(records.history("game", odd).await.unwrap(), [entry(&first)]);
}

pub(crate) async fn one_of_many_puts_a_version(home: &impl Home) {
    let first = record("game", "1");
    for version in [first.clone(), next(&first)] {
        let mut tasks = JoinSet::new();
        let handles = [home.open().await, home.open().await];
        for number in 0..16 {
            let (records, mine) = (Arc::clone(&handles[number % 2]), with(version.clone(), "by", &number.to_string()));
            tasks.spawn(async move { (put(&*records, &mine).await, mine) });
        }
        let won: Vec<_> = tasks.join_all().await.into_iter().filter(|(won, _)| *won).collect();
        assert_eq!(won.len(), 1, "{won:?}");
        assert_eq!(handles[0].record("game", "1").await.unwrap().unwrap(), won[0].1);
    }
    assert_eq!(home.open().await.history("game", "1").await.unwrap().len(), 2);
}

pub(crate) async fn a_version_follows_the_one_before_it(home: &impl Home) {
    let records = home.open().await;
    let first = record("game", "1");
    assert!(!put(&*records, &next(&first)).await);
    assert_eq!(records.record("game", "1").await.unwrap(), None);
    assert!(put(&*records, &first).await);
    for wrong in [first.clone(), next(&next(&first))] {
        assert!(!put(&*records, &with(wrong, "id", "other")).await);
    }
    assert_eq!(records.record("game", "1").await.unwrap(), Some(first.clone()));
    assert_eq!(records.history("game", "1").await.unwrap(), [entry(&first)]);
    assert_eq!(records.revision().await.unwrap(), 1);
}

pub(crate) async fn tables_have_keys_of_their_own(home: &impl Home) {
    let records = home.open().await;
    let (one, other) = (with(record("game", "1"), "a", "1"), with(record("shop", "1"), "a", "2"));
    assert!(put(&*records, &one).await && put(&*records, &other).await);
    assert_eq!(records.record("game", "1").await.unwrap(), Some(one));
    assert_eq!(records.record("shop", "1").await.unwrap(), Some(other.clone()));
    assert_eq!(records.history("shop", "1").await.unwrap(), [entry(&other)]);
}

pub(crate) async fn each_change_has_its_entry_and_its_revision(home: &impl Home) {
    let records = home.open().await;
    assert_eq!(records.revision().await.unwrap(), 0);
    let first = record("game", "1");
    let second = Record { stage: Some("Released".to_owned()), ..next(&first) };
    let third = Record { secrets: [].into(), ..next(&second) };
    for (revision, version) in (1..).zip([&first, &second, &third]) {
        assert!(put(&*records, version).await);
        assert_eq!(records.revision().await.unwrap(), revision);
        assert_eq!(records.record("game", "1").await.unwrap().as_ref(), Some(version));
    }
    assert_eq!(records.history("game", "1").await.unwrap(), [entry(&first), entry(&second), entry(&third)]);
    assert_eq!(records.history("game", "2").await.unwrap(), []);
}

pub(crate) async fn another_handle_sees_a_change(home: &impl Home) {
    let (one, other) = (home.open().await, home.open().await);
    let first = record("game", "1");
    assert!(put(&*one, &first).await);
    assert_eq!((other.revision().await.unwrap(), other.record("game", "1").await.unwrap()), (1, Some(first.clone())));
    assert!(put(&*other, &next(&first)).await);
    assert_eq!(one.revision().await.unwrap(), 2);
}
