//! A server that is ended under load and started again.

use std::{collections::HashMap, env, sync::Arc};

use qq_cgi_receiver::store::{Committer, OrderId, OrderQuery, Postgres, Store, Stored};
use qq_cgi_test_postgres::Server;
use tokio::{
    sync::{mpsc, watch},
    task::{JoinSet, spawn_blocking},
};

use crate::sample::{open, order};

/// Unless `QQ_CGI_CRASHES` asks for more.
const CRASHES: usize = 5;
const SENDERS: usize = 16;
/// What each crash waits for.
const ENOUGH: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_every_crash_of_the_server() {
    let crashes = env::var("QQ_CGI_CRASHES").map_or(CRASHES, |crashes| crashes.parse().unwrap());
    let Some(server) = Server::start(&[]) else { return };
    let server = Arc::new(server);
    let url = server.database();
    let store = Arc::new(open(&url).await);
    let committer = Committer::new(Arc::clone(&store) as Arc<dyn Store>);
    let (is_up, up) = watch::channel(true);
    let (acknowledge, mut acknowledgements) = mpsc::unbounded_channel();
    let (fail, mut failures) = mpsc::unbounded_channel();
    let (stop, stopped) = watch::channel(false);
    let mut senders = JoinSet::new();
    for sender in 0..SENDERS {
        let (committer, mut up, stopped) = (committer.clone(), up.clone(), stopped.clone());
        let (acknowledge, fail) = (acknowledge.clone(), fail.clone());
        senders.spawn(async move {
            for index in 0.. {
                let key = format!("{sender}/{index}");
                // As the sender does, until it is acknowledged.
                let mut is_first = true;
                let stored = loop {
                    match committer.submit(order(&key)).await {
                        Ok(stored) => break stored,
                        Err(_) => {
                            is_first = false;
                            fail.send(()).unwrap();
                            up.wait_for(|is_up| *is_up).await.unwrap();
                        }
                    }
                };
                assert!(!is_first || matches!(stored, Stored::New(_)), "{key}: {stored:?}");
                acknowledge.send((key, stored.id())).unwrap();
                if *stopped.borrow() {
                    return;
                }
            }
        });
    }
    let mut acknowledged: HashMap<String, OrderId> = HashMap::new();
    let mut failed = 0;
    for _ in 0..crashes {
        let mut now = HashMap::new();
        for _ in 0..ENOUGH {
            now.extend(acknowledgements.recv().await);
        }
        is_up.send_replace(false);
        let its = Arc::clone(&server);
        spawn_blocking(move || its.crash()).await.unwrap();
        failures.recv().await.unwrap();
        store.health(0).await.unwrap_err();
        let its = Arc::clone(&server);
        spawn_blocking(move || its.start_again()).await.unwrap();
        while let Ok(acknowledgement) = acknowledgements.try_recv() {
            now.extend([acknowledgement]);
        }
        // The same store goes on by itself.
        check(&store, &now).await;
        acknowledged.extend(now);
        is_up.send_replace(true);
        failed += 1;
        while failures.try_recv().is_ok() {
            failed += 1;
        }
    }
    stop.send_replace(true);
    while let Some(sender) = senders.join_next().await {
        sender.unwrap();
    }
    while let Ok(acknowledgement) = acknowledgements.try_recv() {
        acknowledged.extend([acknowledgement]);
    }
    let stored = check(&store, &acknowledged).await;
    println!("{crashes} crashes, {} acknowledged, {failed} refused, {stored} stored, none lost", acknowledged.len());
    assert_eq!(stored, acknowledged.len(), "each sender ended with an acknowledgement");
}

/// Every acknowledged key is stored once, as it was sent, under the number that was said. Says how many are stored, from
/// the first of them on.
async fn check(store: &Postgres, acknowledged: &HashMap<String, OrderId>) -> usize {
    let before = acknowledged.values().min().map(|id| OrderId(id.0 - 1));
    let all = store.orders(OrderQuery { after: before, limit: usize::MAX, ..OrderQuery::default() }).await.unwrap();
    let mut stored: HashMap<String, OrderId> = HashMap::new();
    for found in all {
        let key = found.order.key.to_string();
        assert_eq!(found.order, order(&key));
        assert!(stored.insert(key, found.id).is_none(), "an order is stored twice");
    }
    let lost: Vec<_> = acknowledged.iter().filter(|(key, id)| stored.get(*key) != Some(id)).collect();
    assert!(lost.is_empty(), "{} lost: {lost:?}", lost.len());
    stored.len()
}
