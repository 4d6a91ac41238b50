//! What the spec says of its tables holds for every record, whatever the tables are.

use std::collections::BTreeSet;

use qq_cgi_receiver::records::{Action, Edit, RecordError};
use serde_json::{Value, json};

use crate::{
    sample::AT,
    shipped::{Desk, pairs, shipped, shop},
};

const APP: [(&str, &str); 3] = [("appid", "1105"), ("url", "https://example.com/opened"), ("userinfo", "10001")];

fn set(fields: &[(&str, &str)]) -> Edit {
    Edit { set: pairs(fields), ..Edit::default() }
}

#[tokio::test]
async fn what_the_administration_makes_is_made_and_what_is_given_is_taken() {
    let desk = Desk::of(shipped()).await;
    let new = desk.administration.add("app", &pairs(&APP), AT).await.unwrap();
    assert_eq!((&*new.record.key, &new.made), ("1105", &vec!["appkey".to_owned()]));
    assert_eq!((new.record.version, new.record.stage.as_deref()), (1, Some("Test")));
    let key = &new.record.secrets["appkey"][0].value;
    assert!(key.len() == 32 && key.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    assert!(!new.record.fields.contains_key("appkey"));

    // The vendor gives both in fact.
    let given = [&APP[1..], &[("appid", "1106"), ("appkey", "ffff")]].concat();
    let new = desk.administration.add("app", &pairs(&given), AT).await.unwrap();
    assert_eq!((&*new.record.secrets["appkey"][0].value, new.made.len()), ("ffff", 0));
    let given = [("aid", "their.own"), ("appid", "1106"), ("openmonth", "1")];
    assert_eq!(desk.add("aid", &given).await.unwrap(), "their.own");

    let mut seen = BTreeSet::new();
    for _ in 0..100 {
        let aid = desk.add("aid", &given[1..]).await.unwrap();
        assert!(aid.len() == 10 && aid.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{aid}");
        assert!(seen.insert(aid));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_name_and_nothing_is_stored() {
    let desk = Desk::of(shipped()).await;
    desk.app("1").await;
    let revision = desk.records.revision().await.unwrap();
    let with = |more: &[(&'static str, &'static str)]| [&APP[..], more].concat();
    let long = "9".repeat(129);
    let aid = |aid| [("aid", aid), ("appid", "1"), ("openmonth", "1")].to_vec();
    for (table, given, why) in [
        ("apps", with(&[]), "the spec has no table `apps`; did you mean `app`?"),
        ("app", APP[..2].to_vec(), "`userinfo` is required and missing"),
        ("app", with(&[("desk", "x")]), "`desk` is unknown; did you mean `desc`?"),
        ("app", with(&[("url", "https://example.com/")]), "`url` is given twice"),
        ("app", [&APP[1..], &[("appid", "-1")]].concat(), "`appid` must be a whole number from 0 to"),
        ("app", [&APP[1..], &[("appid", "01")]].concat(), "`appid` must be a whole number"),
        ("app", [&APP[..2], &[("userinfo", "")]].concat(), "`userinfo` must not be empty"),
        ("app", with(&[("desc", "a\0b")]), "`desc` cannot be stored: it has a NUL in it"),
        ("app", with(&[("appkey", "")]), "`appkey` must not be empty"),
        ("app", with(&[("appkey", "t0p\0secret")]), "`appkey` cannot be stored"),
        ("app", [&APP[1..], &[("appid", "1")]].concat(), "`app` has a record `1` already"),
        (
            "aid",
            [&aid("x")[..1], &[("appid", "2"), ("openmonth", "1")]].concat(),
            "`appid` is to be the key of a record of `app`, which has no `2`",
        ),
        ("aid", aid(""), "`aid` cannot be stored: it is empty"),
        ("aid", aid(&long), "`aid` cannot be stored: it has 129 bytes"),
    ] {
        let error = desk.add(table, &given).await.unwrap_err();
        assert!(error.to_string().starts_with(why), "{why}: {error}");
        assert!(!format!("{error} {error:?}").contains("t0p"), "{error:?}");
    }
    assert_eq!(desk.records.revision().await.unwrap(), revision);
}

#[tokio::test]
async fn an_edit_changes_neither_key_nor_appkey() {
    let desk = Desk::of(shipped()).await;
    let key = desk.app("1").await;
    for (fields, why) in [
        (&[("appid", "2")][..], "`appid` never changes"),
        (&[("appkey", "t0psecret")], "`appkey` is changed by no edit: rotate it, and retire the old one"),
        (&[("appkey", &*key)], "`appkey` is changed by no edit"),
        (&[("desc", "x"), ("url", "")], "`url` must not be empty"),
    ] {
        let error = desk.administration.edit("app", "1", &set(fields), AT).await.unwrap_err();
        assert!(error.to_string().starts_with(why), "{why}: {error}");
        assert!(!format!("{error:?} {:?}", set(fields)).contains("t0psecret"));
    }
    desk.release("app", "1").await;
    let edit = set(&[("url", "https://example.com/2"), ("desc", "new")]);
    let edited = desk.administration.edit("app", "1", &edit, AT + 1).await.unwrap();
    assert_eq!((&*edited.fields["url"], &*edited.fields["desc"]), ("https://example.com/2", "new"));
    // It is released as before: an edit stops nothing.
    assert_eq!((edited.stage.as_deref(), &*edited.secrets["appkey"][0].value), (Some("Released"), &*key));
    assert_eq!((edited.version, edited.created_at, edited.changed_at), (4, AT, AT + 1));
    assert_eq!(desk.administration.record("app", "1").await.unwrap(), edited);
    // The same again is no change.
    assert_eq!(desk.administration.edit("app", "1", &edit, AT + 2).await.unwrap(), edited);
    let clear = |field: &str| Edit { clear: vec![field.to_owned()], ..Edit::default() };
    assert!(!desk.administration.edit("app", "1", &clear("desc"), AT).await.unwrap().fields.contains_key("desc"));
    for (field, why) in [("url", "is required"), ("appid", "never"), ("appkey", "rotate"), ("ur", "mean `url`")] {
        let error = desk.administration.edit("app", "1", &clear(field), AT).await.unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test]
async fn an_edit_of_what_somebody_changed_is_refused() {
    let desk = Desk::of(shipped()).await;
    desk.app("1").await;
    let edit = |desc: &str| Edit { seen: Some(1), ..set(&[("desc", desc)]) };
    desk.administration.edit("app", "1", &edit("a"), AT).await.unwrap();
    let error = desk.administration.edit("app", "1", &edit("b"), AT).await.unwrap_err();
    assert!(matches!(error, RecordError::Changed { seen: 1 }), "{error}");
    assert_eq!(desk.administration.record("app", "1").await.unwrap().fields["desc"], "a");
    let error = desk.administration.edit("app", "2", &edit("b"), AT).await.unwrap_err();
    assert_eq!(error.to_string(), "`app` has no record `2`");
}

#[tokio::test]
async fn stages_follow_one_another_as_the_spec_says() {
    let desk = Desk::of(shipped()).await;
    desk.app("1").await;
    let advance = |to: &'static str| desk.administration.advance("app", "1", to, AT);
    for (to, why) in [
        ("Released", "`Released` does not follow `Test`: what does is Review"),
        ("Test", "`Test` does not follow `Test`"),
        ("review", "there is no stage `review`; did you mean `Review`?"),
    ] {
        assert!(advance(to).await.unwrap_err().to_string().starts_with(why), "{why}");
    }
    advance("Review").await.unwrap();
    assert_eq!(advance("Released").await.unwrap().stage.as_deref(), Some("Released"));
    let error = advance("Test").await.unwrap_err().to_string();
    assert_eq!(error, "`Test` does not follow `Released`: nothing does");
}

#[tokio::test]
async fn a_secret_is_replaced_in_two_steps() {
    let desk = Desk::of(shipped()).await;
    let old = desk.app("1").await;
    let retire = |number| desk.administration.retire("app", "1", None, number, AT);
    let rotate = |given| desk.administration.rotate("app", "1", None, given, AT);
    assert_eq!(retire(None).await.unwrap_err().to_string(), "only one `appkey` is good: rotate it first");
    assert!(matches!(rotate(Some(&old)).await.unwrap_err(), RecordError::SameSecret { .. }));
    let rotated = rotate(None).await.unwrap();
    assert_eq!((&*rotated.field, rotated.secret.number), ("appkey", 2));
    let good: Vec<_> = rotated.record.secrets["appkey"].iter().map(|secret| secret.value.clone()).collect();
    assert_eq!(good, [&*old, &*rotated.secret.value]);
    let error = rotate(Some("ffff")).await.unwrap_err().to_string();
    assert_eq!(error, "two of `appkey` are good already: retire one first");
    assert_eq!(retire(Some(7)).await.unwrap_err().to_string(), "no `appkey` of the number 7 is good, but 1 and 2");
    let retired = retire(None).await.unwrap();
    assert_eq!((retired.number, retired.record.secrets["appkey"].len()), (1, 1));
    // The new one may be what was wrong.
    rotate(Some("ffff")).await.unwrap();
    let retired = retire(Some(4)).await.unwrap();
    assert_eq!(retired.record.secrets["appkey"][0].value, rotated.secret.value);
    for (table, field, why) in [
        ("aid", None, "the records of `aid` have no secret"),
        ("app", Some("apkey"), "`apkey` is unknown; did you mean `appkey`?"),
        ("app", Some("desc"), "`desc` is unknown"),
    ] {
        let error = desk.administration.rotate(table, "1", field, None, AT).await.unwrap_err();
        assert_eq!(error.to_string(), why);
    }
}

#[tokio::test]
async fn records_are_found_as_the_spec_says() {
    let desk = Desk::of(shipped()).await;
    for app in ["1", "2"] {
        desk.app(app).await;
        desk.add("aid", &[("aid", &format!("a.{app}.b")), ("appid", app), ("openmonth", "1")]).await.unwrap();
    }
    let found = |table: &'static str, wanted: &'static [(&str, &str)], stage| {
        let query = desk.administration.query(table, &pairs(wanted), stage);
        async {
            let found = desk.administration.records(query?).await?;
            Ok::<_, RecordError>(found.into_iter().map(|record| record.key).collect::<Vec<_>>())
        }
    };
    assert_eq!(found("app", &[("appid", "1")], None).await.unwrap(), ["1"]);
    assert_eq!(found("app", &[("userinfo", "10001")], None).await.unwrap(), ["1", "2"]);
    assert_eq!(found("app", &[("userinfo", "1000")], None).await.unwrap(), [""; 0]);
    assert_eq!(found("aid", &[("aid", "a.")], None).await.unwrap(), ["a.1.b", "a.2.b"]);
    assert_eq!(found("aid", &[("aid", ".b"), ("appid", "2")], Some("Test")).await.unwrap(), ["a.2.b"]);
    assert_eq!(found("aid", &[], Some("Released")).await.unwrap(), [""; 0]);
    for (wanted, stage, why) in [
        (&[("desc", "x")][..], None, "nothing is found by `desc`, but by appid, userinfo"),
        (&[("appkey", "x")], None, "nothing is found by `appkey`, but by appid, userinfo"),
        (&[("apid", "x")], None, "`apid` is unknown; did you mean `appid`?"),
        (&[], Some("Tset"), "there is no stage `Tset`; did you mean `Test`?"),
    ] {
        assert_eq!(found("app", wanted, stage).await.unwrap_err().to_string(), why);
    }
}

#[tokio::test]
async fn the_history_tells_who_did_what_when_and_no_secret() {
    let desk = Desk::of(shipped()).await;
    let old = desk.app("1").await;
    desk.administration.edit("app", "1", &set(&[("desc", "new")]), AT + 1).await.unwrap();
    desk.administration.advance("app", "1", "Review", AT + 2).await.unwrap();
    let new = desk.administration.rotate("app", "1", None, None, AT + 3).await.unwrap().secret.value;
    desk.administration.retire("app", "1", None, None, AT + 4).await.unwrap();
    let history = desk.administration.history("app", "1").await.unwrap();
    let told = history.iter().map(|entry| {
        assert_eq!((entry.by.as_str(), entry.at), ("ann", AT + entry.version - 1));
        (entry.action, serde_json::from_str(&entry.detail).unwrap())
    });
    let told: Vec<(Action, Value)> = told.collect();
    assert_eq!(told[0].1["fields"]["userinfo"], "10001");
    assert_eq!(told[0].1["secrets"], json!(["appkey"]));
    assert_eq!(told[1], (Action::Edited, json!({ "fields": { "desc": "new" }, "secrets": [] })));
    assert_eq!(told[2], (Action::Staged, json!({ "from": "Test", "to": "Review" })));
    assert_eq!(told[3], (Action::Rotated, json!({ "field": "appkey", "number": 4 })));
    assert_eq!(told[4], (Action::Retired, json!({ "field": "appkey", "number": 1 })));
    let record = desk.administration.record("app", "1").await.unwrap();
    let seen = format!("{history:?} {record:?} {:?}", desk.administration);
    assert!(!seen.contains(&old) && !seen.contains(&new), "{seen}");
}

#[tokio::test]
async fn other_tables_have_their_own_rules_without_any_rust() {
    let desk = Desk::of(shop()).await;
    let given = [("country", "CN"), ("mark", "true")];
    let key = desk.add("seller", &given).await.unwrap();
    assert!(key.parse::<u32>().unwrap() < 1_000_000_000);
    for (table, given, why) in [
        ("seller", &given[..1], "no `mark` can be made (its type has few values): give one"),
        ("seller", &[("country", "DE"), ("mark", "true")], "`country` must be one of CN"),
        ("seller", &[("country", "CN"), ("mark", "yes")], "`mark` must be `true` or `false`"),
        ("note", &[], "no `name` can be made (it must have at most 3 characters, has 10): give one"),
        ("note", &[("name", "a"), ("about", "0")], "`about` is to be the key of a record of `seller`"),
        ("note", &[("name", "")], "`name` cannot be stored: it is empty"),
    ] {
        assert!(desk.add(table, given).await.unwrap_err().to_string().starts_with(why), "{why}");
    }
    // No table of apps: anything may stand in its key.
    assert_eq!(desk.add("note", &[("name", "a/b"), ("about", &key)]).await.unwrap(), "a/b");
    let about = |about: &str| set(&[("about", about)]);
    let error = desk.administration.edit("note", "a/b", &about("1000000000"), AT).await.unwrap_err();
    assert!(matches!(error, RecordError::NoReference { .. }), "{error}");
    assert!(matches!(desk.administration.advance("note", "a/b", "x", AT).await, Err(RecordError::NoStages { .. })));
    assert_eq!(desk.administration.record("note", "a/b").await.unwrap().stage, None);

    // Two secrets: one is named, and one that can be edited is.
    let error = desk.administration.rotate("seller", &key, None, None, AT).await.unwrap_err();
    assert_eq!(error.to_string(), "there are several secrets: say which of token, pin");
    assert_eq!(desk.administration.rotate("seller", &key, Some("pin"), Some("1234"), AT).await.unwrap().field, "pin");
    let edited = desk.administration.edit("seller", &key, &set(&[("pin", "t0psecret")]), AT).await.unwrap();
    assert_eq!((edited.secrets["pin"].len(), &*edited.secrets["pin"][0].value), (1, "t0psecret"));
    let history = format!("{:?}", desk.administration.history("seller", &key).await.unwrap());
    assert!(history.contains("pin") && !history.contains("t0psecret"), "{history}");

    // Whoever may ask for a secret's value could guess it.
    let error = desk.administration.query("seller", &pairs(&[("token", "t0psecret")]), None).unwrap_err();
    assert_eq!(error.to_string(), "nothing is found by `token`, only by its key");

    // This spec lets a record go back.
    for to in ["Live", "Draft", "Live", "Gone"] {
        desk.administration.advance("seller", &key, to, AT).await.unwrap();
    }
}
