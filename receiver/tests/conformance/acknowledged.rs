//! Nothing is acknowledged that is not durable.

use std::{collections::HashSet, iter, sync::Arc};

use qq_cgi_receiver::store::{Committer, OrderQuery, Store, StoreError, Stored};

use crate::{
    faulty::{Fault, Faulty},
    home::Home,
    sample::{key, order},
};

async fn submit_all(committer: &Committer, keys: usize) -> Vec<Result<Stored, StoreError>> {
    let submit = |index: usize| {
        let committer = committer.clone();
        tokio::spawn(async move { committer.submit(order(&index.to_string())).await })
    };
    let tasks: Vec<_> = (0..keys).map(submit).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

async fn keys(store: &dyn Store) -> HashSet<String> {
    let all = store.orders(OrderQuery { limit: usize::MAX, ..OrderQuery::default() }).await.unwrap();
    all.into_iter().map(|order| order.order.key.to_string()).collect()
}

pub(crate) async fn a_failed_batch_is_acknowledged_to_nobody(home: &impl Home) {
    let store = home.open().await;
    let committer = Committer::new(Faulty::new(Arc::clone(&store), iter::repeat_n(Fault::Before, 100)));
    let answers = submit_all(&committer, 100).await;
    let acknowledged = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(keys(&*store).await.len(), acknowledged);
    assert!(matches!(answers[0], Err(StoreError::Unavailable(_))), "{:?}", answers[0]);
}

pub(crate) async fn what_was_stored_before_the_failure_is_a_duplicate_later(home: &impl Home) {
    let store = home.open().await;
    let committer = Committer::new(Faulty::new(Arc::clone(&store), [Fault::After]));
    committer.submit(order("1")).await.unwrap_err();
    let again = committer.submit(order("1")).await.unwrap();
    assert!(matches!(again, Stored::Duplicate(_)), "{again:?}");
    assert_eq!(keys(&*store).await.len(), 1);
}

pub(crate) async fn missing_answers_are_given_to_nobody(home: &impl Home) {
    let committer = Committer::new(Faulty::new(home.open().await, iter::repeat_n(Fault::Short, 50)));
    let answers = submit_all(&committer, 50).await;
    // As many batches as there are orders at most: all of them were short.
    assert!(answers.iter().all(|answer| matches!(answer, Err(StoreError::Internal(_)))), "{answers:?}");
}

pub(crate) async fn what_the_store_cannot_take_fails_alone(home: &impl Home) {
    let store = home.open().await;
    let committer = Committer::new(Faulty::refusing(Arc::clone(&store), [key("7"), key("64")]));
    let answers = submit_all(&committer, 100).await;
    let failed: Vec<_> = (0..100).filter(|index| answers[*index].is_err()).collect();
    assert_eq!(failed, [7, 64]);
    assert!(matches!(answers[7], Err(StoreError::Internal(_))), "{:?}", answers[7]);
    assert_eq!(keys(&*store).await.len(), 98);
}

pub(crate) async fn under_failures_everything_acknowledged_is_there(home: &impl Home) {
    let store = home.open().await;
    let mut random = fastrand::Rng::with_seed(6);
    let faults = (0..400).map(|_| match random.u8(0..4) {
        0 => Fault::Before,
        1 => Fault::After,
        _ => Fault::None,
    });
    let committer = Committer::new(Faulty::new(Arc::clone(&store), faults.collect::<Vec<_>>()));
    let send = |task: usize| {
        let (committer, store) = (committer.clone(), Arc::clone(&store));
        tokio::spawn(async move {
            let (mut new, mut failed) = (0, 0);
            for index in 0..20 {
                let key = format!("{task}/{index}");
                // As the sender does, until it is acknowledged.
                let stored = loop {
                    match committer.submit(order(&key)).await {
                        Ok(stored) => break stored,
                        Err(_) => failed += 1,
                    }
                };
                new += usize::from(matches!(stored, Stored::New(_)));
                assert_eq!(store.order(stored.id()).await.unwrap().unwrap().order, order(&key));
            }
            (new, failed)
        })
    };
    let tasks: Vec<_> = (0..32).map(send).collect();
    let (mut new, mut failed) = (0, 0);
    for task in tasks {
        let (its_new, its_failed) = task.await.unwrap();
        new += its_new;
        failed += its_failed;
    }
    assert!(failed > 0 && new > 0, "{failed} failed, {new} new");
    assert_eq!(keys(&*store).await.len(), 32 * 20);
}
