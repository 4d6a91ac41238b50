//! A disk that is full, and has room again.
//!
//! The limit of a file's size stands in for it: a limit of the process, which whoever runs the test may set and lift.

use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
    sync::Arc,
};

use qq_cgi_receiver::store::{Committer, Sqlite, Store, StoreError, Stored};

use crate::child;

pub(crate) fn a_full_disk_acknowledges_nothing_and_heals_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    // In blocks of 512 bytes; ignored, the signal becomes an error of the write.
    let mut shell = Command::new("sh");
    shell.args(["-c", r#"trap "" XFSZ; ulimit -S -f 800; exec "$0""#]).arg(env::current_exe().unwrap());
    let mut child = child::cast(&mut shell, "full", &folder.path().join("orders.db"), 0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let mut go_on = child.stdin.take().unwrap();
    for line in said.lines() {
        match line.unwrap().as_str() {
            "full" => {
                let pid = child.id().to_string();
                let lifted = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]).status().unwrap();
                assert!(lifted.success());
                go_on.write_all(b"there is room\n").unwrap();
            }
            line => println!("{line}"),
        }
    }
    assert!(child.wait().unwrap().success());
}

/// Fills the disk until nothing fits any more, and is asked to go on with the same store.
pub(crate) fn child() {
    child::run(async {
        let store = Arc::new(Sqlite::open(child::file()).unwrap());
        let committer = Committer::new(Arc::clone(&store) as Arc<dyn Store>);
        let (mut acknowledged, mut failed, mut in_a_row) = (Vec::new(), Vec::new(), 0);
        while in_a_row < 20 {
            let key = (acknowledged.len() + failed.len()).to_string();
            match committer.submit(child::order(&key)).await {
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
        store.health(0).await.unwrap_err();
        child::say("full");
        io::stdin().lines().next().unwrap().unwrap();

        store.health(0).await.unwrap();
        for (key, id) in &acknowledged {
            assert_eq!(committer.submit(child::order(key)).await.unwrap(), Stored::Duplicate(*id));
        }
        for key in &failed {
            committer.submit(child::order(key)).await.unwrap();
        }
        let (acknowledged, failed) = (acknowledged.len(), failed.len());
        assert_eq!(store.counts().await.unwrap().orders(), u64::try_from(acknowledged + failed).unwrap());
        child::say(&format!("{acknowledged} acknowledged and {failed} refused while it filled up, none lost"));
    });
}
