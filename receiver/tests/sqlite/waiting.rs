//! Looking at what waits costs the same, however much is done and however much waits.

use qq_cgi_receiver::store::{Sqlite, Store as _, Waiting};
use rusqlite::Connection;

use crate::folder;

const WAITING: &str = include_str!("../../src/store/sqlite/waiting.sql");

/// Stores that many orders in a state.
fn fill(file: &Connection, orders: u64, state: u8) {
    let insert = "INSERT INTO orders (app, callback, key, fields, raw, received_at, state)
        WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < ?1)
        SELECT 'game', 'opened', ?2 || '/' || n, '{}', x'7b7d', n, ?2 FROM count";
    file.execute(insert, rusqlite::params![orders, state]).unwrap();
}

#[test]
fn nothing_is_read_of_what_is_done() {
    let (_folder, path) = folder();
    drop(Sqlite::open(&path).unwrap());
    let file = Connection::open(&path).unwrap();
    fill(&file, 10_000, 1);
    for change in
        ["", "ANALYZE", "INSERT INTO quarantine (app, callback, reason, raw, received_at) VALUES ('', '', '', x'', 0)"]
    {
        file.execute_batch(change).unwrap();
        let mut plan = file.prepare(&format!("EXPLAIN QUERY PLAN {WAITING}")).unwrap();
        let steps = plan.query_map([0, 1], |row| row.get::<_, String>("detail")).unwrap();
        let steps: Vec<_> = steps.map(Result::unwrap).filter(|step| !step.contains("subquery")).collect();
        let reads: Vec<_> =
            steps.iter().filter(|step| step.starts_with("SCAN") || step.starts_with("SEARCH")).collect();
        assert_eq!(reads.len(), 4, "{steps:?}");
        let partial = ["orders_pending", "orders_dead", "quarantine_held"];
        assert!(reads.iter().all(|read| partial.iter().any(|index| read.ends_with(index))), "{change}: {reads:?}");
    }
}

#[tokio::test]
async fn no_more_is_counted_than_tells_that_there_is_much() {
    let (_folder, path) = folder();
    let store = Sqlite::open(&path).unwrap();
    let file = Connection::open(&path).unwrap();
    fill(&file, Waiting::MOST + 1, 0);
    fill(&file, Waiting::MOST - 1, 2);
    let waiting = store.waiting(0).await.unwrap();
    assert_eq!((waiting.pending, waiting.dead), (Waiting::MOST, Waiting::MOST - 1));
}
