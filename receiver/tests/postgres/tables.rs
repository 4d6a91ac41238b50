//! Tables that are there, or not, or somebody else's.

use qq_cgi_receiver::store::{OrderQuery, Postgres, QuarantineQuery, QuarantineState, Store, StoreError};
use qq_cgi_test_postgres::Server;

use crate::sample::{is_new, open, order};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receivers_that_start_at_once_make_the_tables_once() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let starts: Vec<_> = (0..12)
        .map(|index| {
            let url = url.clone();
            tokio::spawn(async move { is_new(&open(&url).await, &index.to_string()).await })
        })
        .collect();
    for start in starts {
        assert!(start.await.unwrap());
    }
    assert_eq!(server.sql(&url, "SELECT version FROM qq_cgi.version"), "4");
    assert_eq!(server.sql(&url, "SELECT count(*) FROM qq_cgi.orders"), "12");
}

#[tokio::test]
async fn tables_that_should_be_there_are_not_made() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let error = Postgres::existing(&url.parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    assert_eq!(server.sql(&url, "SELECT count(*) FROM pg_namespace WHERE nspname = 'qq_cgi'"), "0");
    open(&url).await;
    Postgres::existing(&url.parse().unwrap()).await.unwrap();
}

#[tokio::test]
async fn tables_of_a_later_version_are_left_alone() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    open(&url).await;
    server.sql(&url, "UPDATE qq_cgi.version SET version = 9");
    for opened in [Postgres::open(&url.parse().unwrap()).await, Postgres::existing(&url.parse().unwrap()).await] {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::Newer { found: 9, known: 4 }), "{error}");
    }
    assert_eq!(server.sql(&url, "SELECT version FROM qq_cgi.version"), "9");
}

#[tokio::test]
async fn tables_of_the_first_version_are_brought_up_with_their_orders() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let first = include_str!("../../src/store/postgres/schema/1.sql");
    server.sql(
        &url,
        &format!(
            "CREATE SCHEMA qq_cgi; CREATE TABLE qq_cgi.version (version BIGINT NOT NULL);
             INSERT INTO qq_cgi.version VALUES (1);
             {first}
             INSERT INTO qq_cgi.orders (id, app, callback, key, fields, raw, received_at)
             VALUES (1, 'game', 'opened', '1', '{{\"id\":\"1\"}}', '{{ \"id\": \"1\" }}', 0);
             INSERT INTO qq_cgi.quarantine (id, app, callback, reason, raw, received_at, state)
             VALUES (1, 'game', 'opened', 'no JSON', '{{', 0, 2)"
        ),
    );
    let store = Postgres::existing(&url.parse().unwrap()).await.unwrap();
    assert_eq!(server.sql(&url, "SELECT version FROM qq_cgi.version"), "4");
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap()[0].order, order("1"));
    let held = store.quarantined(QuarantineQuery { state: None, ..QuarantineQuery::default() }).await.unwrap();
    assert_eq!((held.len(), held[0].state, &held[0].discarded), (1, QuarantineState::Discarded, &None));
}

#[tokio::test]
async fn a_schema_of_another_program_is_left_alone() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    server.sql(&url, "CREATE SCHEMA qq_cgi; CREATE TABLE qq_cgi.theirs (id bigint)");
    let error = Postgres::open(&url.parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error}");
    assert_eq!(server.sql(&url, "SELECT count(*) FROM pg_class WHERE relnamespace = 'qq_cgi'::regnamespace"), "1");
}

/// Whatever the role's settings are: the same key in another place would be new there.
#[tokio::test]
async fn the_store_is_in_one_place_whatever_the_search_path_and_the_role_are() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    server.sql(
        &url,
        "CREATE SCHEMA elsewhere; CREATE SCHEMA qq_cgi; CREATE ROLE plain LOGIN; GRANT ALL ON SCHEMA qq_cgi TO plain;
        ALTER ROLE plain SET search_path = elsewhere; ALTER ROLE plain SET default_transaction_isolation = 'serializable'",
    );
    let as_plain = url.replace("://tests@", "://plain@");
    let store = open(&as_plain).await;
    assert!(is_new(&store, "1").await);
    assert!(!is_new(&open(&url).await, "1").await);
    store.health(0).await.unwrap();
    server.sql(&url, "ALTER ROLE plain SET default_transaction_read_only = on");
    let error = open(&as_plain).await.insert(vec![order("2")]).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error}");
}

#[tokio::test]
async fn a_value_that_somebody_changed_is_damage() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = open(&url).await;
    let id = store.insert(vec![order("1")]).await.unwrap()[0].id();
    for change in ["state = 7", "key = ''", r"fields = '\xff'", "attempts = -1"] {
        server.sql(&url, &format!("UPDATE qq_cgi.orders SET {change}"));
        let error = store.order(id).await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged(_)), "{change}: {error:?}");
        server.sql(&url, r"UPDATE qq_cgi.orders SET state = 0, key = '1', fields = '{}', attempts = 0");
    }
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap().len(), 1);
}
