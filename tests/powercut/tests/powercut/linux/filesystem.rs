//! A file system that is really full, and what may only be read.
//!
//! The file system is a small tmpfs in a mount namespace of the child's own: nobody else sees it, and it goes with the
//! child. Where the system allows no such thing, these tests say that they were skipped.

use std::{
    env,
    fs::{self, OpenOptions, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

use qq_cgi_receiver::store::{Committer, Sqlite, Store, StoreError, Stored};
use rusqlite::Connection;

use super::{child, sample};

/// In bytes, of which the half is taken by something else at first.
const SIZE: usize = 4 << 20;

pub(crate) fn a_full_file_system_acknowledges_nothing_and_heals_by_itself() {
    in_a_small_file_system("full");
}

pub(crate) fn what_may_only_be_read_acknowledges_nothing() {
    in_a_small_file_system("mounted read-only");

    let folder = tempfile::tempdir().unwrap();
    // Root may write whatever the permissions say, unless it gives that up.
    let give_up = ["--bounding-set=-dac_override", "--inh-caps=-dac_override"];
    let mut command = if Command::new("setpriv").args(give_up).arg("true").status().is_ok_and(|done| done.success()) {
        let mut command = Command::new("setpriv");
        command.args(give_up).arg(env::current_exe().unwrap());
        command
    } else {
        Command::new(env::current_exe().unwrap())
    };
    play(&mut command, "read-only", folder.path());
}

fn in_a_small_file_system(role: &str) {
    let folder = tempfile::tempdir().unwrap();
    let Some(namespace) = ["", "--map-root-user"].into_iter().find(|namespace| may_mount(namespace, folder.path()))
    else {
        println!("SKIPPED: \"{role}\", because nothing may be mounted here");
        return;
    };
    let mut command = unshare(namespace, folder.path(), r#"exec "$2""#);
    play(command.arg(env::current_exe().unwrap()), role, folder.path());
}

fn may_mount(namespace: &str, folder: &Path) -> bool {
    unshare(namespace, folder, "true").stderr(Stdio::null()).status().is_ok_and(|done| done.success())
}

/// Does something with a new file system over `folder`.
fn unshare(namespace: &str, folder: &Path, then: &str) -> Command {
    let mut command = Command::new("unshare");
    let script = format!(r#"mount -t tmpfs -o size={SIZE} none "$1" && {then}"#);
    command.arg("--mount").args(Some(namespace).filter(|namespace| !namespace.is_empty()));
    command.args(["sh", "-c", &script, "sh"]).arg(folder);
    command
}

fn play(command: &mut Command, role: &str, folder: &Path) {
    let status = command.env(child::ROLE, role).env(child::FILE, folder.join("orders.db")).status().unwrap();
    assert!(status.success(), "{role}: {status}");
}

/// Plays a role, if it is one of those here.
pub(crate) fn child(role: &str) -> bool {
    match role {
        "full" => child::run(full()),
        "mounted read-only" => child::run(mounted_read_only()),
        "read-only" => child::run(read_only()),
        _ => return false,
    }
    true
}

/// Fills the file system until nothing fits any more, and goes on with the same store when there is room again.
async fn full() {
    let else_taken = folder().join("something else");
    fs::write(&else_taken, vec![0; SIZE / 2]).unwrap();
    let store = Arc::new(Sqlite::open(child::file()).unwrap());
    let committer = Committer::new(Arc::clone(&store) as Arc<dyn Store>);
    let (mut acknowledged, mut failed, mut in_a_row) = (Vec::new(), Vec::new(), 0);
    while in_a_row < 20 {
        let key = (acknowledged.len() + failed.len()).to_string();
        match committer.submit(sample::order(&key)).await {
            Ok(stored) => {
                acknowledged.push((key, stored.id()));
                in_a_row = 0;
            }
            Err(error) => {
                assert!(matches!(error, StoreError::Full(_) | StoreError::Unavailable(_)), "{error:?}");
                failed.push(key);
                in_a_row += 1;
            }
        }
    }
    assert!(!acknowledged.is_empty());
    store.health(0).await.unwrap_err();
    let again = fs::write(folder().join("more"), vec![0; 1 << 20]).unwrap_err();
    assert_eq!(again.kind(), io::ErrorKind::StorageFull);

    fs::remove_file(folder().join("more")).unwrap();
    fs::remove_file(else_taken).unwrap();
    store.health(0).await.unwrap();
    for (key, id) in &acknowledged {
        assert_eq!(committer.submit(sample::order(key)).await.unwrap(), Stored::Duplicate(*id));
    }
    for key in &failed {
        committer.submit(sample::order(key)).await.unwrap();
    }
    let (acknowledged, failed) = (acknowledged.len(), failed.len());
    assert_eq!(store.counts().await.unwrap().orders(), u64::try_from(acknowledged + failed).unwrap());
    println!("{acknowledged} acknowledged and {failed} refused while the file system filled up, none lost");
}

async fn mounted_read_only() {
    let stored = five_orders().await;
    remount("ro");
    refuses();
    remount("rw");
    still_has(&stored).await;
}

async fn read_only() {
    let stored = five_orders().await;
    // The log is taken away, so that it would have to be made.
    Connection::open(child::file()).unwrap().execute_batch("SELECT COUNT(*) FROM orders").unwrap();
    let (file, folder) = (PathBuf::from(child::file()), folder());
    let permit = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    permit(&file, 0o400);
    if OpenOptions::new().write(true).open(&file).is_ok() {
        println!("SKIPPED: files that may only be read, because this user may write them all the same");
        permit(&file, 0o600);
        return;
    }
    refuses();
    permit(&file, 0o600);
    permit(&folder, 0o500);
    refuses();
    permit(&folder, 0o700);
    still_has(&stored).await;
}

async fn five_orders() -> Vec<Stored> {
    let store = Sqlite::open(child::file()).unwrap();
    store.insert((0..5).map(|key| sample::order(&key.to_string())).collect()).await.unwrap()
}

fn refuses() {
    for opened in [Sqlite::open(child::file()), Sqlite::existing(child::file())] {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::ReadOnly(_) | StoreError::Unavailable(_)), "{error:?}");
    }
}

async fn still_has(stored: &[Stored]) {
    let store = Sqlite::open(child::file()).unwrap();
    let again = store.insert((0..5).map(|key| sample::order(&key.to_string())).collect()).await.unwrap();
    let same: Vec<_> = stored.iter().map(|stored| Stored::Duplicate(stored.id())).collect();
    assert_eq!(again, same);
}

fn remount(how: &str) {
    let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(folder()).status().unwrap();
    assert!(done.success());
}

fn folder() -> PathBuf {
    Path::new(&child::file()).parent().unwrap().to_owned()
}
