//! A server that would forget what it said is not used.

use qq_cgi_receiver::store::{OrderQuery, Postgres, Store, StoreError};
use qq_cgi_test_postgres::Server;

use crate::sample::{is_new, open, order};

fn is_not_durable(error: &StoreError, name: &str, value: &str) -> bool {
    matches!(error, StoreError::NotDurable { setting, found, .. } if *setting == name && found == value)
}

#[tokio::test]
async fn a_server_that_forgets_is_refused_by_the_settings_name() {
    for (name, value) in [("fsync", "off"), ("full_page_writes", "off"), ("data_sync_retry", "on")] {
        let Some(server) = Server::start(&[(name, value)]) else { return };
        let url = server.database();
        for error in [
            Postgres::open(&url.parse().unwrap()).await.unwrap_err(),
            // The tables would not be durable either.
            Postgres::open(&url.parse().unwrap()).await.unwrap_err(),
        ] {
            assert!(is_not_durable(&error, name, value), "{error}");
        }
        assert_eq!(server.sql(&url, "SELECT count(*) FROM pg_namespace WHERE nspname = 'qq_cgi'"), "0");
    }
}

#[tokio::test]
async fn what_is_switched_off_later_is_noticed_before_the_next_order() {
    let Some(server) = Server::start(&[]) else { return };
    let store = open(&server.database()).await;
    assert!(is_new(&store, "1").await);
    server.configure(&[("fsync", "off")]);
    server.reload();
    for error in [store.insert(vec![order("2")]).await.unwrap_err(), store.health(0).await.unwrap_err()] {
        assert!(is_not_durable(&error, "fsync", "off"), "{error}");
    }
    // What is there can be looked at.
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap().len(), 1);
    server.configure(&[("fsync", "on")]);
    server.reload();
    assert!(is_new(&store, "2").await);
}

/// By a trigger that looks when an order is written.
#[tokio::test]
async fn commits_are_waited_for_whatever_the_server_has_as_its_default() {
    let Some(server) = Server::start(&[("synchronous_commit", "off")]) else { return };
    let url = server.database();
    let store = open(&url).await;
    server.sql(
        &url,
        "CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF current_setting('synchronous_commit') <> 'on' THEN RAISE EXCEPTION 'not waited for'; END IF;
            RETURN new;
        END $$;
        CREATE TRIGGER look BEFORE INSERT ON qq_cgi.orders FOR EACH ROW EXECUTE FUNCTION look()",
    );
    assert_eq!(server.sql(&url, "SHOW synchronous_commit"), "off");
    assert!(is_new(&store, "1").await);
}

#[tokio::test]
async fn a_database_that_cannot_hold_every_character_is_refused() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let postgres = server.url("postgres");
    server.sql(&postgres, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    let latin = url.rsplit_once('/').unwrap().0.to_owned() + "/latin";
    let error = Postgres::open(&latin.parse().unwrap()).await.unwrap_err();
    assert!(is_not_durable(&error, "server_encoding", "LATIN1"), "{error}");
}

#[tokio::test]
async fn a_standby_is_read_and_not_written() {
    let Some(server) = Server::start(&[]) else { return };
    let url = server.database();
    let store = open(&url).await;
    assert!(is_new(&store, "1").await);
    server.stand_by();
    let error = store.insert(vec![order("2")]).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_) | StoreError::Unavailable(_)), "{error}");
    let error = Postgres::open(&url.parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error}");
    let reader = Postgres::existing(&url.parse().unwrap()).await.unwrap();
    assert_eq!(reader.orders(OrderQuery::default()).await.unwrap().len(), 1);
    let error = reader.health(0).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error}");
}
