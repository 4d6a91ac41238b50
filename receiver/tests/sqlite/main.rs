//! What only a file can have wrong with it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod looked_into;
#[cfg(unix)]
mod moved;
mod waiting;

use std::{fs, path::PathBuf};

use qq_cgi_receiver::{
    records::{RecordQuery, Records},
    store::{Key, Name, Order, OrderQuery, QuarantineQuery, QuarantineState, Sqlite, State, Store, StoreError, Stored},
};
use rusqlite::Connection;
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.db");
    (folder, file)
}

fn order(key: &str) -> Order {
    Order {
        app: Name::new("game").unwrap(),
        callback: Name::new("opened").unwrap(),
        key: Key::new(key).unwrap(),
        fields: "{}".to_owned(),
        raw: b"{}".to_vec(),
        received_at: 0,
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_reads_the_file_and_its_log() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    store.insert(vec![order("1")]).await.unwrap();
    let modes = fs::read_dir(folder.path()).unwrap().map(|entry| {
        let entry = entry.unwrap();
        (entry.file_name(), entry.metadata().unwrap().permissions().mode() & 0o777)
    });
    let modes: Vec<_> = modes.collect();
    assert!(modes.len() > 1 && modes.iter().all(|(_, mode)| *mode == 0o600), "{modes:?}");
}

#[test]
fn a_file_that_should_be_there_is_not_made() {
    let (folder, file) = folder();
    let error = Sqlite::existing(&file).unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn names_that_mean_something_to_sqlite_are_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in [":memory:", "file:orders.db?mode=memory", "%20"] {
        let store = Sqlite::open(folder.path().join(name)).unwrap();
        assert_eq!(store.path().file_name().unwrap(), name);
        assert!(fs::metadata(folder.path().join(name)).unwrap().len() > 0, "{name}");
    }
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let (_folder, file) = folder();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE theirs (id INTEGER)").unwrap();
    let before = fs::read(&file).unwrap();
    let error = Sqlite::open(&file).unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error}");
    assert!(fs::read(&file).unwrap() == before, "it was changed");

    fs::write(&file, "a text, long enough to be looked at ".repeat(100)).unwrap();
    let error = Sqlite::open(&file).unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error}");
}

#[test]
fn tables_of_a_later_version_are_left_alone() {
    let (_folder, file) = folder();
    drop(Sqlite::open(&file).unwrap());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 9).unwrap();
    let error = Sqlite::open(&file).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 9, known: 4 }), "{error}");
    let kept: i64 =
        Connection::open(&file).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(kept, 9);
}

#[tokio::test]
async fn a_store_that_failed_goes_on_by_itself() {
    let (_folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    let first = store.insert(vec![order("1")]).await.unwrap();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("ALTER TABLE orders RENAME TO away").unwrap();
    store.insert(vec![order("2")]).await.unwrap_err();
    store.orders(OrderQuery::default()).await.unwrap_err();
    store.counts().await.unwrap_err();
    other.execute_batch("ALTER TABLE away RENAME TO orders").unwrap();
    assert_eq!(store.insert(vec![order("1")]).await.unwrap(), [Stored::Duplicate(first[0].id())]);
    assert!(matches!(store.insert(vec![order("2")]).await.unwrap()[..], [Stored::New(_)]));
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn whoever_opens_it_does_not_disturb_whoever_writes() {
    let (_folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    let opens = std::thread::spawn({
        let file = file.clone();
        move || (0..30).filter(|_| Sqlite::existing(&file).is_ok()).count()
    });
    let mut keys = 0;
    while keys < 100 || !opens.is_finished() {
        let stored = store.insert(vec![order(&keys.to_string())]).await.unwrap();
        assert!(matches!(stored[..], [Stored::New(_)]), "{stored:?}");
        keys += 1;
    }
    assert!(opens.join().unwrap() > 0);
    let query = OrderQuery { limit: usize::MAX, ..OrderQuery::default() };
    assert_eq!(store.orders(query).await.unwrap().len(), keys);
    drop(store);
    let whole: String =
        Connection::open(&file).unwrap().pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
}

#[test]
fn those_that_start_together_wait_for_each_other() {
    for _ in 0..100 {
        let (_folder, file) = folder();
        let starts: Vec<_> = (0..4)
            .map(|_| {
                let file = file.clone();
                std::thread::spawn(move || Sqlite::open(&file).map(|_| ()).map_err(|error| error.to_string()))
            })
            .collect();
        let started: Vec<_> = starts.into_iter().map(|start| start.join().unwrap()).collect();
        assert!(started.iter().all(Result::is_ok), "{started:?}");
    }
}

#[tokio::test]
async fn health_is_written_each_time() {
    let (_folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    let other = Connection::open(&file).unwrap();
    let mut before: i64 = 0;
    for now in [5, 5, 5, 6, 5] {
        store.health(now).await.unwrap();
        let version = other.pragma_query_value(None, "data_version", |row| row.get(0)).unwrap();
        assert_ne!(version, before, "at {now}");
        before = version;
    }
}

#[tokio::test]
async fn a_batch_that_fails_halfway_leaves_nothing() {
    let (_folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    let other = Connection::open(&file).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER refuse BEFORE INSERT ON orders WHEN new.key = '2' BEGIN SELECT RAISE(ABORT, 'no'); END",
        )
        .unwrap();
    let batch = ["1", "2", "3"].map(order).to_vec();
    store.insert(batch).await.unwrap_err();
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap(), []);
    assert!(matches!(store.insert(vec![order("1")]).await.unwrap()[..], [Stored::New(_)]));
}

#[tokio::test]
async fn a_value_that_somebody_changed_is_damage() {
    let (_folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    let id = store.insert(vec![order("1")]).await.unwrap()[0].id();
    let other = Connection::open(&file).unwrap();
    for change in ["state = 7", "key = ''"] {
        other.execute_batch(&format!("UPDATE orders SET {change}")).unwrap();
        let error = store.order(id).await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged(_)), "{change}: {error:?}");
        other.execute_batch("UPDATE orders SET state = 0, key = '1'").unwrap();
    }
}

#[tokio::test]
async fn a_file_of_the_first_version_is_brought_up_with_its_orders() {
    let (_folder, file) = folder();
    let first = Connection::open(&file).unwrap();
    first.execute_batch(include_str!("../../src/store/sqlite/schema/1.sql")).unwrap();
    first
        .execute_batch(
            "INSERT INTO orders (app, callback, key, fields, raw, received_at)
             VALUES ('game', 'opened', '1', '{}', x'7b7d', 0), ('game', 'opened', '2', '{}', x'7b7d', 0);
             UPDATE orders SET state = 1 WHERE key = '2';
             INSERT INTO quarantine (app, callback, reason, raw, received_at, state)
             VALUES ('game', 'opened', 'no JSON', x'7b', 0, 2);
             PRAGMA application_id = 0x71716362;
             PRAGMA user_version = 1",
        )
        .unwrap();
    drop(first);
    let store = Sqlite::open(&file).unwrap();
    let orders = store.orders(OrderQuery::default()).await.unwrap();
    let kept: Vec<_> = orders.iter().map(|kept| (kept.order.clone(), kept.state)).collect();
    assert_eq!(kept, [(order("1"), State::Pending), (order("2"), State::Done)]);
    assert_eq!(store.insert(vec![order("1")]).await.unwrap(), [Stored::Duplicate(orders[0].id)]);
    let held = store.quarantined(QuarantineQuery { state: None, ..QuarantineQuery::default() }).await.unwrap();
    assert_eq!((held.len(), held[0].state, &held[0].discarded), (1, QuarantineState::Discarded, &None));
    assert!(matches!(store.admit(held[0].id, order("3")).await.unwrap(), Some(Stored::New(_))));
    assert_eq!(store.revision().await.unwrap(), 0);
    assert_eq!(store.records(RecordQuery::of("game")).await.unwrap(), []);
    let version: i64 =
        Connection::open(&file).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 4);
}

#[tokio::test]
async fn a_damaged_record_is_damage_and_its_secret_is_not_repeated() {
    let (_folder, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    let other = Connection::open(&file).unwrap();
    for (fields, secrets) in
        [("{}", r#"{"key":["t0psecret"]}"#), ("[]", "{}"), ("{\"a\":1}", "{}"), ("{}", "t0psecret")]
    {
        other
            .execute("INSERT OR REPLACE INTO records VALUES ('game', '1', ?1, ?2, NULL, 1, 0, 0)", [fields, secrets])
            .unwrap();
        let error = store.record("game", "1").await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged(_)), "{error}");
        assert!(!format!("{error} {error:?}").contains("t0psecret"), "{error:?}");
    }
}
