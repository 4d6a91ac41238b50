//! Looking at what waits costs the same, however much is done and however much waits.

use qq_cgi_receiver::store::{Store as _, Waiting};
use qq_cgi_test_postgres::Server;

use crate::sample::open;

const WAITING: &str = include_str!("../../src/store/postgres/waiting.sql");

/// Stores that many orders in a state.
fn fill(server: &Server, url: &str, orders: u64, state: u8) {
    let fill = format!(
        "INSERT INTO qq_cgi.orders (id, app, callback, key, fields, raw, received_at, state)
         SELECT nextval('qq_cgi.order_id'), 'game', 'opened', '{state}/' || n, '{{}}', '{{}}', n, {state}
         FROM generate_series(1, {orders}) AS n"
    );
    server.sql(url, &fill);
}

#[tokio::test]
async fn nothing_is_read_of_what_is_done() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    open(&url).await;
    fill(server, &url, 20_000, 1);
    server.sql(
        &url,
        "INSERT INTO qq_cgi.quarantine (id, app, callback, reason, raw, received_at, state)
         SELECT n, 'game', 'opened', 'no JSON', decode(lpad(to_hex(n), 8, '0'), 'hex'), n, 2 FROM generate_series(1, 20000) AS n",
    );
    let explain = format!("EXPLAIN {}", WAITING.replace("$1", "0").replace("$2", "100000"));
    // As it is before the server knows what is in its tables, and after.
    for change in ["SELECT", "VACUUM ANALYZE"] {
        server.sql(&url, change);
        let plan = server.sql(&url, &explain);
        assert!(!plan.contains("Seq Scan") && !plan.contains("_pkey"), "{change}: {plan}");
        for index in ["orders_pending", "orders_dead", "quarantine_held"] {
            assert!(plan.contains(index), "{change}: {plan}");
        }
    }
}

#[tokio::test]
async fn no_more_is_counted_than_tells_that_there_is_much() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = open(&url).await;
    fill(server, &url, Waiting::MOST + 1, 0);
    fill(server, &url, Waiting::MOST - 1, 2);
    let waiting = store.waiting(0).await.unwrap();
    assert_eq!((waiting.pending, waiting.dead), (Waiting::MOST, Waiting::MOST - 1));
}
