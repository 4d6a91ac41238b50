//! What fails is said in an operator's words, changes nothing, and heals by itself.

use std::sync::Arc;

use qq_cgi_receiver::store::{OrderQuery, Quarantined, Store, StoreError, Stored};
use qq_cgi_test_postgres::Server;

use crate::sample::{is_new, open, order};

/// Refuses orders by a trigger, with an SQLSTATE, unless `unless` is true.
fn refuse(server: &Server, url: &str, state: &str, unless: &str) {
    server.sql(
        url,
        &format!(
            "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF {unless} THEN RETURN new; END IF;
                RAISE EXCEPTION 'on request' USING ERRCODE = '{state}', DETAIL = 'a player';
            END $$;
            CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON qq_cgi.orders FOR EACH ROW EXECUTE FUNCTION refuse()"
        ),
    );
}

#[tokio::test]
async fn what_the_server_says_becomes_what_an_operator_can_do() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = open(&url).await;
    let is = |error: &StoreError, kind: &str| match error {
        StoreError::Full(_) => kind == "full",
        StoreError::ReadOnly(_) => kind == "read-only",
        StoreError::Unavailable(_) => kind == "unavailable",
        StoreError::NotLetIn(_) => kind == "not let in",
        StoreError::Damaged(_) => kind == "damaged",
        StoreError::Internal(_) => kind == "internal",
        _ => false,
    };
    for (state, kind) in [
        ("53100", "full"),
        ("25006", "read-only"),
        ("42501", "read-only"),
        ("53200", "unavailable"),
        ("57014", "unavailable"),
        ("57P01", "unavailable"),
        ("58030", "unavailable"),
        ("40P01", "unavailable"),
        ("40001", "unavailable"),
        ("55P03", "unavailable"),
        ("28P01", "not let in"),
        ("3D000", "not let in"),
        ("XX001", "damaged"),
        ("42P01", "damaged"),
        ("22012", "internal"),
    ] {
        refuse(server, &url, state, "false");
        let error = store.insert(vec![order("1")]).await.unwrap_err();
        assert!(is(&error, kind), "{state}: {error:?}");
        assert!(error.to_string().ends_with(&format!("on request ({state})")), "{error}");
        assert!(!format!("{error:?}").contains("a player"), "{error:?}");
    }
    server.sql(&url, "DROP TRIGGER refuse ON qq_cgi.orders");
    assert!(is_new(&store, "1").await);
}

#[tokio::test]
async fn what_the_server_ended_in_favour_of_another_is_done_again() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = open(&url).await;
    server.sql(&url, "CREATE SEQUENCE tries");
    for state in ["40P01", "40001"] {
        server.sql(&url, "SELECT setval('tries', 1)");
        // A sequence is the one thing that a rollback leaves.
        refuse(server, &url, state, "nextval('public.tries') > 3");
        assert!(is_new(&store, state).await);
        assert_eq!(server.sql(&url, "SELECT last_value FROM tries"), "4");
    }
}

/// One deadlock would take the server a second to find, and would be counted.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn batches_with_the_same_keys_never_wait_for_each_other_in_a_circle() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let receivers = [Arc::new(open(&url).await), Arc::new(open(&url).await)];
    for round in 0..25 {
        let tasks: Vec<_> = (0..4)
            .map(|task: usize| {
                let store = Arc::clone(&receivers[task % 2]);
                tokio::spawn(async move {
                    let mut batch: Vec<_> = (0..100).map(|key| order(&format!("{round}/{key}"))).collect();
                    let mut held: Vec<_> = batch.iter().map(quarantined).collect();
                    if task % 2 == 1 {
                        batch.reverse();
                        held.reverse();
                    }
                    let conflicts = batch.iter().map(|order| {
                        let mut order = order.clone();
                        order.fields.push(' ');
                        order
                    });
                    batch.extend(conflicts.collect::<Vec<_>>());
                    let stored = store.insert(batch).await.unwrap();
                    store.quarantine(held).await.unwrap();
                    let ids: Vec<_> = stored[..100].iter().map(|stored| stored.id()).collect();
                    store.ack(ids).await.unwrap();
                    stored.iter().filter(|stored| matches!(stored, Stored::New(_))).count()
                })
            })
            .collect();
        let mut new = 0;
        for task in tasks {
            new += task.await.unwrap();
        }
        assert_eq!(new, 100);
    }
    let counts = receivers[0].counts().await.unwrap();
    assert_eq!((counts.done, counts.conflicts, counts.held), (2_500, 2_500, 2_500));
    assert_eq!(server.sql(&url, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), "0");
}

fn quarantined(order: &qq_cgi_receiver::store::Order) -> Quarantined {
    Quarantined {
        app: order.app.clone(),
        callback: order.callback.clone(),
        reason: "a NUL \0 in it".to_owned(),
        raw: order.raw.clone(),
        received_at: 0,
    }
}

#[tokio::test]
async fn a_store_that_failed_goes_on_by_itself() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = open(&url).await;
    let first = store.insert(vec![order("1")]).await.unwrap();
    server.sql(&url, "ALTER TABLE qq_cgi.orders RENAME TO away");
    let error = store.insert(vec![order("2")]).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error}");
    store.orders(OrderQuery::default()).await.unwrap_err();
    server.sql(&url, "ALTER TABLE qq_cgi.away RENAME TO orders");
    assert_eq!(store.insert(vec![order("1")]).await.unwrap(), [Stored::Duplicate(first[0].id())]);
    assert!(is_new(&store, "2").await);
}

#[tokio::test]
async fn a_batch_that_fails_halfway_leaves_nothing() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let store = open(&url).await;
    refuse(server, &url, "22012", "new.key <> '2'");
    store.insert(["1", "2", "3"].map(order).to_vec()).await.unwrap_err();
    assert_eq!(store.orders(OrderQuery::default()).await.unwrap(), []);
    assert!(is_new(&store, "1").await);
}

#[tokio::test]
async fn what_is_given_up_halfway_holds_nothing() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let (store, other) = (open(&url).await, open(&url).await);
    let keys = 0..60;
    for key in keys.clone() {
        // Dropped at one point or another of its way.
        let pause = async {
            for _ in 0..key * 20 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            () = pause => {}
            done = store.insert(vec![order(&key.to_string())]) => drop(done.unwrap()),
        }
        other.insert(vec![order(&key.to_string())]).await.unwrap();
    }
    store.health(0).await.unwrap();
    assert_eq!(store.counts().await.unwrap().orders(), 60);
}
