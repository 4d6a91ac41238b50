//! Looking into a store where nothing can be written. Full disks and the permissions of others are tried with the binary.

use std::fs;

use qq_cgi_receiver::store::{OrderQuery, Sqlite, Store, StoreError};
use rusqlite::Connection;

use crate::{folder, order};

async fn kept(store: &Sqlite) -> usize {
    store.orders(OrderQuery::default()).await.unwrap().len()
}

#[tokio::test]
async fn it_shows_what_is_there_and_what_comes_and_changes_nothing() {
    let (_folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    store.insert(vec![order("1")]).await.unwrap();
    let looking = Sqlite::to_read(&file).unwrap();
    assert_eq!(kept(&looking).await, 1);
    store.insert(vec![order("2")]).await.unwrap();
    assert_eq!(kept(&looking).await, 2);
    for refused in [looking.insert(vec![order("3")]).await.map(|_| ()), looking.health(0).await] {
        assert!(matches!(refused, Err(StoreError::ReadOnly(_))), "{refused:?}");
    }
    drop(store);
    assert_eq!(kept(&Sqlite::to_read(&file).unwrap()).await, 2);
}

#[tokio::test]
async fn what_has_no_tables_of_today_is_not_made() {
    let (folder, file) = folder();
    assert!(matches!(Sqlite::to_read(&file).unwrap_err(), StoreError::Unavailable(_)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    fs::write(&file, "").unwrap();
    let error = Sqlite::to_read(&file).unwrap_err();
    assert!(matches!(error, StoreError::Older { found: 0, .. }), "{error}");
    assert_eq!(fs::metadata(&file).unwrap().len(), 0);
    drop(Sqlite::open(&file).unwrap());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 9).unwrap();
    assert!(matches!(Sqlite::to_read(&file).unwrap_err(), StoreError::Newer { found: 9, .. }));
}
