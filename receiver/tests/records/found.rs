//! What is looked for is found, and nothing else.

use qq_cgi_model::model::Find;
use qq_cgi_receiver::records::{Condition, Record, RecordQuery, Records};

use crate::{
    home::Home,
    sample::{put, record, with},
};

async fn keys(records: &dyn Records, query: RecordQuery) -> Vec<String> {
    records.records(query).await.unwrap().into_iter().map(|record| record.key).collect()
}

async fn by(records: &dyn Records, field: &str, how: Find, value: &str) -> Vec<String> {
    let condition = Condition { field: field.to_owned(), how, value: value.to_owned() };
    keys(records, RecordQuery { conditions: vec![condition], ..RecordQuery::of("game") }).await
}

pub(crate) async fn pages_show_each_record_once_by_its_key(home: &impl Home) {
    let records = home.open().await;
    // By bytes, in whatever language the store is.
    let sorted = ["10", "9", "A", "B", "a", "é", "名"];
    for key in ["名", "a", "9", "B", "10", "é", "A"] {
        assert!(put(&*records, &record("game", key)).await);
    }
    put(&*records, &record("shop", "1")).await;
    assert_eq!(keys(&*records, RecordQuery::of("game")).await, sorted);
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = keys(&*records, RecordQuery { after, limit: 3, ..RecordQuery::of("game") }).await;
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 3);
        after = Some(last.clone());
        found.extend(page);
    }
    assert_eq!(found, sorted);
    assert_eq!(keys(&*records, RecordQuery::of("none")).await, [""; 0]);
}

pub(crate) async fn a_whole_value_finds_exactly_that(home: &impl Home) {
    let records = home.open().await;
    for (key, name) in [("1", "Ann"), ("2", "ann"), ("3", "Ann "), ("4", "Ann")] {
        put(&*records, &with(record("game", key), "name", name)).await;
    }
    assert_eq!(by(&*records, "name", Find::Exact, "Ann").await, ["1", "4"]);
    assert_eq!(by(&*records, "name", Find::Exact, "An").await, [""; 0]);
    assert_eq!(by(&*records, "id", Find::Exact, "3").await, ["3"]);
    assert_eq!(by(&*records, "other", Find::Exact, "Ann").await, [""; 0]);
    // Neither a secret nor where it is.
    assert_eq!(by(&*records, "key", Find::Fuzzy, "secret").await, [""; 0]);
}

pub(crate) async fn a_part_of_a_value_finds_all_that_have_it(home: &impl Home) {
    let records = home.open().await;
    for key in ["mid.x.hz.one", "Mid.x", "mi", "xmid", "名字mid"] {
        put(&*records, &record("game", key)).await;
    }
    assert_eq!(by(&*records, "id", Find::Fuzzy, "mid").await, ["mid.x.hz.one", "xmid", "名字mid"]);
    assert_eq!(by(&*records, "id", Find::Fuzzy, "字").await, ["名字mid"]);
    assert_eq!(by(&*records, "id", Find::Fuzzy, "").await.len(), 5);
}

pub(crate) async fn no_letter_stands_for_others(home: &impl Home) {
    let records = home.open().await;
    let odd = ["%", "_", "\\", "\\%", "'", "\"", "*", "?", "[a]", "$.id"];
    for text in odd {
        put(&*records, &with(record("game", text), text, text)).await;
    }
    put(&*records, &record("game", "plain")).await;
    for text in odd {
        let expected: Vec<_> = odd.into_iter().filter(|other| other.contains(text)).collect();
        let mut found = by(&*records, "id", Find::Fuzzy, text).await;
        found.sort_by_key(|key| odd.iter().position(|other| other == key));
        assert_eq!(found, expected, "{text}");
        assert_eq!(by(&*records, text, Find::Exact, text).await, [text], "{text}");
    }
}

pub(crate) async fn conditions_and_stage_hold_together(home: &impl Home) {
    let records = home.open().await;
    for (key, a, b, stage) in [("1", "x", "y", Some("Test")), ("2", "x", "z", Some("Test")), ("3", "x", "y", None)] {
        let record = with(with(record("game", key), "a", a), "b", b);
        put(&*records, &Record { stage: stage.map(str::to_owned), ..record }).await;
    }
    let condition =
        |field: &str, value: &str| Condition { field: field.to_owned(), how: Find::Exact, value: value.to_owned() };
    let both = RecordQuery { conditions: vec![condition("a", "x"), condition("b", "y")], ..RecordQuery::of("game") };
    assert_eq!(keys(&*records, both.clone()).await, ["1", "3"]);
    assert_eq!(keys(&*records, RecordQuery { stage: Some("Test".to_owned()), ..both }).await, ["1"]);
}
