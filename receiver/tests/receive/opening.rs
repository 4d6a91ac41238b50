//! The shipped callback: stored once, acknowledged as often as it comes.

use qq_cgi_receiver::{Alert, App, Codes, Outcome};

use crate::{
    ledger::Pace,
    sender::{DATA, Desk, HOME, KEY, NOW, PATH, encode, md5, ret, sample_with, shipped, signed},
};

/// The document's printed sign, over the sample's text and a line feed.
const PRINTED: &str = "fefaf9ddd9d4dce23da3b664ec457413";

#[tokio::test]
async fn the_documents_sample_is_stored_and_acknowledged() {
    let desk = Desk::shipped();
    let answer = desk.take(&format!("ts=1508210911065&data={}&sign={PRINTED}", encode(DATA.as_bytes()))).await;
    assert_eq!((answer.status, &*answer.body, answer.outcome), (200, r#"{"ret":0,"msg":"succ"}"#, Outcome::New));
    let orders = desk.ledger.orders();
    let [order] = &orders[..] else { panic!("{orders:?}") };
    assert_eq!((order.app.as_str(), order.callback.as_str(), order.received_at), ("game", "opening_flow", NOW));
    assert_eq!(order.key.as_str(), r#"["xjfdaldfjrefjfljljgfjg","20171012-1712128958"]"#);
    assert_eq!((order.raw.as_slice(), &*order.fields), (DATA.as_bytes(), DATA));
    assert_eq!(desk.alerts(), []);
}

#[tokio::test]
async fn the_same_again_is_acknowledged_again_in_whatever_form_it_comes() {
    let desk = Desk::shipped();
    assert_eq!(desk.take(&signed(DATA.as_bytes())).await.outcome, Outcome::New);
    let reordered = r#" {"order_id":"20171012-1712128958", "openid":"xjfdaldfjrefjfljljgfjg","open_type":"vip","open_months":"1","msg_time":"1507799551","aid":"\u0061aaaa"}"#;
    for query in [
        signed(DATA.as_bytes()),
        signed(format!("{DATA}\n").as_bytes()),
        format!("data={}&sign={PRINTED}", encode(DATA.as_bytes())),
        signed(reordered.as_bytes()),
        signed(DATA.as_bytes()).replace("data=", "DATA=").replace("sign=", "Sign=").replace("ts=1", "TS=2"),
    ] {
        let answer = desk.take(&query).await;
        assert_eq!((ret(&answer), answer.status, answer.outcome), (0, 200, Outcome::Duplicate), "{query}");
    }
    assert_eq!(desk.ledger.orders().len(), 1);
    assert_eq!(desk.intake.metrics().count(Outcome::Duplicate), 5);
}

#[tokio::test]
async fn spaces_may_come_as_plus_signs() {
    let desk = Desk::shipped();
    let data = DATA.replace(',', ", ");
    let escaped = signed(data.as_bytes());
    for (query, outcome) in [(escaped.replace("%20", "+"), Outcome::New), (escaped, Outcome::Duplicate)] {
        assert_eq!(desk.take(&query).await.outcome, outcome, "{query}");
    }
    assert_eq!(desk.ledger.orders()[0].raw, data.as_bytes());
    let text = desk.intake.metrics().to_prometheus();
    assert!(text.contains("\nqq_cgi_receiver_plus_is_space_total 1\n"), "{text}");
}

#[tokio::test]
async fn one_key_with_other_fields_is_a_conflict_and_the_first_stands() {
    let codes = Codes { conflict: 77, ..Codes::default() };
    let desk = Desk::of(shipped(), [App::new("opening_flow", "game").key(KEY)], codes);
    desk.take(&signed(DATA.as_bytes())).await;
    for other in [("\"open_months\":\"1\"", "\"open_months\":\"2\""), ("{", "{\"new\":1,")] {
        let answer = desk.take(&sample_with(other.0, other.1)).await;
        assert_eq!((ret(&answer), answer.outcome), (77, Outcome::Conflict));
    }
    assert_eq!(desk.ledger.orders()[0].fields, DATA);
    assert_eq!(desk.ledger.conflicting().len(), 2);
    assert!(matches!(&desk.alerts()[..], [Alert::Conflict { app, .. }, Alert::Conflict { .. }] if app == "game"));
    // Another order, or another player's, is none.
    for (from, to) in [("20171012", "20171013"), ("xjfd", "XJFD")] {
        assert_eq!(desk.take(&sample_with(from, to)).await.outcome, Outcome::New);
    }
}

#[tokio::test]
async fn a_genuine_callback_that_cannot_be_used_is_kept_and_told() {
    let desk = Desk::of(
        shipped(),
        [App::new("opening_flow", "game").key(KEY).known("aid", ["aaaaa", "bbbbb"])],
        Codes { quarantine: 9, ..Codes::default() },
    );
    let long = "o".repeat(2_000);
    let cases: [(&[u8], &str); 12] = [
        (b"", "parameter `data` is not plain JSON"),
        (b"[]", "parameter `data` is no JSON object"),
        (b"\xff", "parameter `data` is not UTF-8"),
        (&DATA.as_bytes()[..DATA.len() - 1], "parameter `data` is not plain JSON"),
        (&with("\"vip\"", "\"mvp\""), "`data.open_type` is a word that the spec does not know"),
        (&with("\"1\"", "1"), "parameter `data.open_months` must be a JSON string"),
        (&with("\"1\"", "\"many\""), "parameter `data.open_months` must be a whole number"),
        (&with("\"openid\"", "\"open_id\""), "parameter `data.openid` is required and missing"),
        (&with("20171012-1712128958", ""), "parameter `data.order_id` must not be empty"),
        (&with("xjfd", "\\u0000"), "`data.openid` has a NUL in it"),
        (&with("xjfd", &long), "the key cannot be stored: it has 2"),
        (&with("aaaaa", "ccccc"), "`data.aid` is none of those that this app has"),
    ];
    let twice = with("{", "{\"openid\":\"other\",");
    let cases = cases.into_iter().chain([(&*twice, "a name stands there twice with different values")]);
    for (number, (data, why)) in cases.enumerate() {
        let answer = desk.take(&signed(data)).await;
        assert_eq!((ret(&answer), answer.status, answer.outcome), (9, 200, Outcome::Quarantined), "{why}");
        let held = desk.ledger.held();
        assert_eq!((held.len(), held[number].raw.as_slice()), (number + 1, data), "{why}");
        assert!(held[number].reason.contains(why), "{why}: {}", held[number].reason);
        let alert = desk.alerts().pop().unwrap();
        assert!(matches!(&alert, Alert::Quarantine { reason, .. } if *reason == held[number].reason), "{alert:?}");
    }
    assert!(desk.ledger.orders().is_empty());
    assert_eq!(desk.take(&sample_with("aaaaa", "bbbbb")).await.outcome, Outcome::New);
}

fn with(from: &str, to: &str) -> Vec<u8> {
    assert!(DATA.contains(from));
    DATA.replace(from, to).into_bytes()
}

#[tokio::test]
async fn the_operator_may_have_the_quarantine_acknowledged() {
    let codes = Codes { quarantine: 0, ..Codes::default() };
    let desk = Desk::of(shipped(), [App::new("opening_flow", "game").key(KEY)], codes);
    assert_eq!(desk.take(&signed(b"{}")).await.body, r#"{"ret":0,"msg":"succ"}"#);
    assert_eq!(desk.ledger.held().len(), 1);
}

#[tokio::test]
async fn what_no_sign_covers_is_counted_and_refuses_nothing() {
    let desk = Desk::shipped();
    let query = signed(DATA.as_bytes());
    for ts in ["", "ts=&", "ts=yesterday&"] {
        assert_eq!(ret(&desk.take(&query.replace("ts=1&", ts)).await), 0, "{ts}");
    }
    desk.take(&query).await;
    let text = desk.intake.metrics().to_prometheus();
    assert!(text.contains("\nqq_cgi_receiver_odd_unsigned_total 3\n"), "{text}");
    assert!(text.contains("\nqq_cgi_receiver_signed_form_total{form=\"raw\"} 4\n"), "{text}");
}

#[tokio::test]
async fn nothing_is_acknowledged_while_the_store_is_down() {
    let desk = Desk::shipped();
    desk.ledger.set(Pace::Fails);
    for data in [DATA, DATA, "{}"] {
        let answer = desk.take(&signed(data.as_bytes())).await;
        assert_eq!((answer.status, ret(&answer), answer.outcome), (503, 1, Outcome::NotStored));
    }
    desk.ledger.set(Pace::Works);
    for outcome in [Outcome::New, Outcome::Duplicate] {
        assert_eq!(desk.take(&signed(DATA.as_bytes())).await.outcome, outcome);
    }
    // Told when it changes, and not with each request.
    assert!(matches!(&desk.alerts()[..], [Alert::StoreDown { .. }, Alert::StoreBack]), "{:?}", desk.alerts());
}

#[tokio::test]
async fn nothing_that_people_see_names_the_player_or_the_sign() {
    let desk = Desk::shipped();
    let refused = desk.take(&signed(DATA.as_bytes()).replace("%61", "%62")).await;
    desk.take(&signed(DATA.as_bytes())).await;
    desk.take(&sample_with("\"1\"", "\"2\"")).await;
    desk.take(&sample_with("\"1\"", "\"xjfdaldf\"")).await;
    let sign = md5(&[DATA.as_bytes(), KEY.as_bytes()]);
    let lines = desk.alerts().iter().map(|alert| alert.to_json(NOW)).collect::<String>();
    let seen = format!("{lines}{refused:?}{:?}{}{PATH}{HOME}", desk.intake, desk.intake.metrics().to_prometheus());
    for hidden in ["xjfdaldf", "20171012", &sign, KEY] {
        assert!(!seen.contains(hidden), "{hidden} in {seen}");
    }
}
