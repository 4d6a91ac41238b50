//! Each key is handled once.

use std::{collections::HashMap, env, sync::Arc};

use qq_cgi_receiver::store::{Committer, Order, OrderQuery, State, Stored};

use crate::{
    home::Home,
    sample::{changed, insert, name, order},
};

/// So many tasks race for so many keys, unless `QQ_CGI_RACE=64x10000` asks for more.
fn size() -> (usize, usize) {
    let asked = env::var("QQ_CGI_RACE").ok();
    let asked = asked.map(|text| text.split('x').map(|number| number.parse().unwrap()).collect::<Vec<_>>());
    asked.map_or((16, 200), |size| (size[0], size[1]))
}

/// Through two stores in one place, as two receivers have them.
pub(crate) async fn one_task_of_many_finds_a_key_new(home: &impl Home) {
    let (tasks, keys) = size();
    let committers = [Committer::new(home.open().await), Committer::new(home.open().await)];
    let start = Arc::new(tokio::sync::Barrier::new(tasks));
    let race = |task: usize| {
        let (committer, start) = (committers[task % 2].clone(), Arc::clone(&start));
        tokio::spawn(async move {
            start.wait().await;
            let mut stored = Vec::new();
            for index in 0..keys {
                // Each task begins elsewhere, so that all are somebody's first.
                let key = format!("order {}", (index + task * 7) % keys);
                stored.push((key.clone(), committer.submit(order(&key)).await.unwrap()));
            }
            stored
        })
    };
    let racing: Vec<_> = (0..tasks).map(race).collect();
    let mut answers: HashMap<String, Vec<Stored>> = HashMap::new();
    for task in racing {
        for (key, stored) in task.await.unwrap() {
            answers.entry(key).or_default().push(stored);
        }
    }
    assert_eq!(answers.len(), keys);
    for (key, answers) in answers {
        let id = answers[0].id();
        let new = answers.iter().filter(|stored| **stored == Stored::New(id)).count();
        let duplicates = answers.iter().filter(|stored| **stored == Stored::Duplicate(id)).count();
        assert_eq!((new, duplicates), (1, tasks - 1), "{key}: {answers:?}");
    }
    let all = home.open().await.orders(OrderQuery { limit: usize::MAX, ..OrderQuery::default() }).await.unwrap();
    assert_eq!(all.len(), keys);
}

pub(crate) async fn a_duplicate_is_the_order_that_is_there(home: &impl Home) {
    let store = home.open().await;
    let first = insert(&*store, order("1")).await;
    let Stored::New(id) = first else { panic!("{first:?}") };
    // The bytes may differ where the fields do not: by a line feed at the end.
    let again = Order { raw: b"other bytes".to_vec(), received_at: 5, ..order("1") };
    assert_eq!(insert(&*store, again).await, Stored::Duplicate(id));
    let kept = store.order(id).await.unwrap().unwrap();
    assert_eq!((kept.id, kept.order, kept.state, kept.attempts), (id, order("1"), State::Pending, 0));
    assert_eq!(kept.conflicts, 0);
    assert_eq!(store.conflicts(id).await.unwrap(), []);
}

pub(crate) async fn doubles_within_a_batch_are_told_apart(home: &impl Home) {
    let store = home.open().await;
    let batch = vec![order("1"), order("2"), order("1"), changed("2", 3), changed("2", 3), order("2")];
    let stored = store.insert(batch).await.unwrap();
    let (one, two) = (stored[0].id(), stored[1].id());
    assert_ne!(one, two);
    assert_eq!(
        stored,
        [
            Stored::New(one),
            Stored::New(two),
            Stored::Duplicate(one),
            Stored::Conflict(two),
            Stored::Conflict(two),
            Stored::Duplicate(two),
        ]
    );
    assert_eq!(store.conflicts(two).await.unwrap().len(), 1);
    assert_eq!(store.insert(Vec::new()).await.unwrap(), []);
}

pub(crate) async fn a_conflict_leaves_the_first_and_keeps_both_bodies(home: &impl Home) {
    let store = home.open().await;
    let id = insert(&*store, order("1")).await.id();
    for month in [3, 12, 3, 3] {
        assert_eq!(insert(&*store, changed("1", month)).await, Stored::Conflict(id));
    }
    assert_eq!(insert(&*store, order("1")).await, Stored::Duplicate(id));
    let kept = store.order(id).await.unwrap().unwrap();
    assert_eq!((kept.order, kept.conflicts), (order("1"), 2));
    let others = store.conflicts(id).await.unwrap();
    let expected = [changed("1", 3), changed("1", 12)].map(|order| (order.fields, order.raw, order.received_at));
    assert_eq!(
        others.into_iter().map(|other| (other.fields, other.raw, other.received_at)).collect::<Vec<_>>(),
        expected
    );
    // Also where the order is done, a conflict stays one.
    store.ack(vec![id]).await.unwrap();
    assert_eq!(insert(&*store, changed("1", 4)).await, Stored::Conflict(id));
    assert_eq!(insert(&*store, order("1")).await, Stored::Duplicate(id));
}

pub(crate) async fn apps_and_callbacks_have_keys_of_their_own(home: &impl Home) {
    let store = home.open().await;
    let other_app = Order { app: name("other game"), ..order("1") };
    let other_callback = Order { callback: name("closed"), ..order("1") };
    let stored = store.insert(vec![order("1"), other_app, other_callback]).await.unwrap();
    assert!(stored.iter().all(|stored| matches!(stored, Stored::New(_))), "{stored:?}");
}

pub(crate) async fn keys_that_look_alike_are_different(home: &impl Home) {
    let store = home.open().await;
    // Case, spaces at the end, one character or two, digits of another script, marks that nobody sees.
    let alike = ["a", "A", "a ", " a", "a\u{200b}", "\u{e4}", "a\u{308}", "1", "1.0", "01", "１", "ß", "ss", "%", "_"];
    for key in alike {
        let stored = insert(&*store, order(key)).await;
        assert!(matches!(stored, Stored::New(_)), "{key:?}: {stored:?}");
    }
    for key in alike {
        let query = OrderQuery { key: Some(key.to_owned()), ..OrderQuery::default() };
        let found = store.orders(query).await.unwrap();
        assert_eq!(found.iter().map(|order| order.order.key.as_str()).collect::<Vec<_>>(), [key]);
    }
}
