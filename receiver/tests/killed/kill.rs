//! kill −9 at any moment.

use std::{
    collections::HashSet,
    env,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use qq_cgi_receiver::store::{Committer, OrderId, OrderQuery, Sqlite, Store, Stored};

use crate::child;

/// Unless `QQ_CGI_KILLS` asks for more.
const KILLS: usize = 50;
const TASKS: usize = 64;

pub(crate) fn what_was_acknowledged_survives_a_kill() {
    let kills = env::var("QQ_CGI_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.db");
    let mut random = fastrand::Rng::new();
    let mut acknowledged = Vec::new();
    let mut seen = None;
    for round in 0..kills {
        // Some are killed while they still open the file.
        let after = if round % 5 == 0 { 0 } else { random.usize(1..300) };
        let keys = killed(&file, round, after);
        let stored = stored(&file, &mut seen);
        let lost: Vec<_> = keys.iter().filter(|key| !stored.contains(*key)).collect();
        assert!(lost.is_empty(), "round {round}, killed after {after}: {} lost, such as {}", lost.len(), lost[0]);
        acknowledged.extend(keys);
    }
    let stored = stored(&file, &mut None);
    let lost = acknowledged.iter().filter(|key| !stored.contains(*key)).count();
    println!("{kills} kills, {} acknowledged, {} stored, {lost} lost", acknowledged.len(), stored.len());
    assert_eq!(lost, 0);
    assert!(acknowledged.len() > kills, "the children did not get far");
}

/// Kills a child once it has acknowledged `after` orders, and returns all that it acknowledged.
fn killed(file: &Path, round: usize, after: usize) -> Vec<String> {
    let mut command = Command::new(env::current_exe().unwrap());
    let mut child = child::cast(&mut command, "kill", file, round).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut keys: Vec<String> = said.by_ref().lines().take(after).map(Result::unwrap).collect();
    child.kill().unwrap();
    // What it said before it died stands in the pipe; the last line may be half of one.
    let mut rest = String::new();
    while said.read_line(&mut rest).unwrap() > 0 {
        keys.extend(rest.strip_suffix('\n').map(str::to_owned));
        rest.clear();
    }
    assert!(!child.wait().unwrap().success(), "it ended before it was killed");
    keys
}

/// The keys that came after `seen`, each once, or this panics.
fn stored(file: &Path, seen: &mut Option<OrderId>) -> HashSet<String> {
    let mut keys = HashSet::new();
    child::run(async {
        let store = Sqlite::open(file).unwrap();
        let all = store.orders(OrderQuery { after: *seen, limit: usize::MAX, ..OrderQuery::default() }).await.unwrap();
        for order in all {
            *seen = Some(order.id);
            assert_eq!(order.order, child::order(order.order.key.as_str()));
            assert!(keys.insert(order.order.key.to_string()), "{} is stored twice", order.order.key);
        }
    });
    keys
}

/// Inserts until it is killed.
pub(crate) fn child() {
    let round = child::round();
    child::run(async move {
        let committer = Committer::new(Arc::new(Sqlite::open(child::file()).unwrap()));
        let insert = |task: usize| {
            let (committer, round) = (committer.clone(), round.clone());
            tokio::spawn(async move {
                for index in 0.. {
                    let key = format!("{round}/{task}/{index}");
                    let stored = committer.submit(child::order(&key)).await.unwrap();
                    assert!(matches!(stored, Stored::New(_)), "{key}: {stored:?}");
                    child::say(&key);
                }
            })
        };
        let tasks: Vec<_> = (0..TASKS).map(insert).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
}
