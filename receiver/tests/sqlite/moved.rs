//! The file is taken away, replaced or cut while it is open: nothing more is acknowledged.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use qq_cgi_receiver::store::{Sqlite, Store, StoreError, Stored};
use rusqlite::Connection;

use crate::{folder, order};

const PARTS: [&str; 3] = ["orders.db", "orders.db-wal", "orders.db-shm"];

/// All of the store, to another folder or back.
fn move_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for part in PARTS {
        fs::rename(from.join(part), to.join(part)).unwrap();
    }
}

async fn nothing_is_acknowledged(store: &Sqlite, why: &str) {
    for error in [
        store.insert(vec![order("new")]).await.map(|_| ()).unwrap_err(),
        store.insert(vec![order("1")]).await.map(|_| ()).unwrap_err(),
        store.health(0).await.unwrap_err(),
        store.counts().await.map(|_| ()).unwrap_err(),
    ] {
        assert!(matches!(&error, StoreError::Replaced { how } if how.contains(why)), "{why}: {error}");
        let start = "the file of the store was removed or replaced while it was open: ";
        assert!(error.to_string().starts_with(start), "{error}");
    }
}

#[tokio::test]
async fn what_was_removed_takes_nothing_and_is_not_made_anew() {
    for parts in [&PARTS[..], &PARTS[..1], &PARTS[1..2], &PARTS[2..]] {
        let (home, file) = folder();
        let store = Sqlite::open(&file).unwrap();
        store.insert(vec![order("1")]).await.unwrap();
        for part in parts {
            fs::remove_file(home.path().join(part)).unwrap();
        }
        nothing_is_acknowledged(&store, "is not there any more").await;
        assert!(parts.iter().all(|part| !home.path().join(part).exists()), "{parts:?}");
    }
}

#[tokio::test]
async fn the_same_file_put_back_is_taken_again() {
    let (home, file) = folder();
    let away = home.path().join("away");
    let store = Sqlite::open(&file).unwrap();
    let first = store.insert(vec![order("1")]).await.unwrap();
    for key in ["2", "3"] {
        move_all(home.path(), &away);
        nothing_is_acknowledged(&store, "is not there any more").await;
        move_all(&away, home.path());
        assert_eq!(store.insert(vec![order("1")]).await.unwrap(), [Stored::Duplicate(first[0].id())]);
        assert!(matches!(store.insert(vec![order(key)]).await.unwrap()[..], [Stored::New(_)]));
        store.health(0).await.unwrap();
    }
    drop(store);
    assert_eq!(Sqlite::existing(&file).unwrap().counts().await.unwrap().orders(), 3);
}

#[tokio::test]
async fn of_two_stores_under_one_name_only_the_later_one_takes_anything() {
    let (home, file) = folder();
    let first = Sqlite::open(&file).unwrap();
    first.insert(vec![order("1")]).await.unwrap();
    move_all(home.path(), &home.path().join("away"));
    let second = Sqlite::open(&file).unwrap();
    nothing_is_acknowledged(&first, "is another file").await;
    assert!(matches!(second.insert(vec![order("1")]).await.unwrap()[..], [Stored::New(_)]));
}

/// Whoever had it open has closed it after a failure: what lies there now is not taken for it.
#[tokio::test]
async fn another_file_is_not_opened_after_a_failure_either() {
    let (home, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    store.insert(vec![order("1")]).await.unwrap();
    Connection::open(&file).unwrap().execute_batch("ALTER TABLE orders RENAME TO away").unwrap();
    store.insert(vec![order("2")]).await.unwrap_err();
    store.counts().await.unwrap_err();
    for part in PARTS {
        // Not all of them need be there.
        let _ = fs::remove_file(home.path().join(part));
    }
    fs::write(&file, "").unwrap();
    let error = store.insert(vec![order("3")]).await.unwrap_err();
    assert!(matches!(error, StoreError::Replaced { .. }), "{error}");
    assert_eq!(fs::metadata(&file).unwrap().len(), 0);
}

/// Lets another process do it: whoever closes a file gives up all locks that its process has on it.
fn elsewhere(program: &str, arguments: &[&OsStr]) {
    assert!(Command::new(program).args(arguments).status().unwrap().success());
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).unwrap().len()
}

/// Makes the file longer than what is stored needs.
fn grow(file: &Connection) {
    let grow =
        "CREATE TABLE much AS SELECT zeroblob(10000000) AS bytes; DROP TABLE much; PRAGMA wal_checkpoint(TRUNCATE)";
    file.execute_batch(grow).unwrap();
}

/// So that both of its connections know how long the file is.
async fn works(store: &Sqlite) {
    store.health(0).await.unwrap();
    store.counts().await.unwrap();
}

#[tokio::test]
async fn a_file_that_was_cut_takes_nothing() {
    for rest in [0, 4_096, 40_960] {
        let (_home, file): (_, PathBuf) = folder();
        let store = Sqlite::open(&file).unwrap();
        store.insert(vec![order("1")]).await.unwrap();
        grow(&Connection::open(&file).unwrap());
        works(&store).await;
        elsewhere("truncate", &["-s".as_ref(), rest.to_string().as_ref(), file.as_ref()]);
        nothing_is_acknowledged(&store, &format!("has {rest} bytes, and had ")).await;
    }
}

#[tokio::test]
async fn a_file_that_another_was_written_over_takes_nothing() {
    let (home, file) = folder();
    let store = Sqlite::open(&file).unwrap();
    store.insert(vec![order("1")]).await.unwrap();
    let earlier = home.path().join("earlier.db");
    let other = Connection::open(&file).unwrap();
    other.execute("VACUUM INTO ?1", [earlier.to_str().unwrap()]).unwrap();
    grow(&other);
    works(&store).await;
    // It is whole, and says how long it is.
    elsewhere("cp", &[earlier.as_ref(), file.as_ref()]);
    nothing_is_acknowledged(&store, &format!("has {} bytes, and had ", length(&earlier))).await;
}

/// It cannot be told from one that was written over.
#[tokio::test]
async fn a_file_that_a_vacuum_made_shorter_is_opened_anew_with_everything() {
    let (_home, file) = folder();
    let (store, other) = (Sqlite::open(&file).unwrap(), Connection::open(&file).unwrap());
    let first = store.insert(vec![order("1")]).await.unwrap();
    grow(&other);
    works(&store).await;
    other.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    nothing_is_acknowledged(&store, "unless a VACUUM made it shorter").await;
    drop(store);
    let store = Sqlite::existing(&file).unwrap();
    assert_eq!(store.insert(vec![order("1")]).await.unwrap(), [Stored::Duplicate(first[0].id())]);
    works(&store).await;
}
