//! The tables of 会员接口, 管理端使用 (2019-03-06) as generated structs: entered, checked, edited, released.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use qq_cgi::{Find, Limits, TableRecord as _, TableSpec, Violation};
use qq_game_social::social::{AidConfig, AppConfig, Release};

/// The document's sample: an appid, where its flows go, and the key that they are signed with.
fn app() -> AppConfig {
    AppConfig::new(1111, "http://10.100.70.5/cgi-bin/srfentry.fcgi?", "QQ 10000", "ffff")
}

fn spec<R: qq_cgi::TableRecord>(_: &R) -> &'static TableSpec {
    R::SPEC
}

#[test]
fn a_record_holds_what_the_table_says() {
    let app = app().desc("动作");
    assert_eq!((app.appid, &*app.userinfo, app.appkey.expose()), (1111, "QQ 10000", "ffff"));
    assert_eq!(app.desc.as_deref(), Some("动作"));
    assert_eq!(app.check(), Ok(()));
    let aid = AidConfig::new(app.appid, 1, "mvip.p.hz.demo");
    assert_eq!((&*aid.aid, aid.appid, aid.openmonth, aid.desc), ("mvip.p.hz.demo", 1111, 1, None));
}

#[test]
fn what_must_be_filled_in_is_not_empty() {
    let mut app = app();
    app.url.clear();
    let error = app.check().unwrap_err();
    assert_eq!((&*error.param, &error.violation), ("url", &Violation::Empty));
    assert_eq!(error.to_string(), "parameter `url` must not be empty");
}

#[test]
fn an_edit_changes_neither_the_key_nor_the_appkey() {
    let before = app();
    let edited = AppConfig::new(1111, "https://example.com/flows", "10001", "ffff").desc("角色扮演");
    assert_eq!(before.check_edit(&edited), Ok(()));
    for (newer, field) in [
        (AppConfig::new(2222, "https://example.com/flows", "10001", "ffff"), "appid"),
        (AppConfig::new(1111, "https://example.com/flows", "10001", "another key"), "appkey"),
    ] {
        let refused = before.check_edit(&newer).unwrap_err();
        assert_eq!((refused.table, refused.field), ("app", field));
        let said = refused.to_string();
        assert_eq!(said, format!("no edit may change the field `{field}` of a record in `app`"));
    }
}

#[test]
fn no_debug_text_shows_the_appkey() {
    let shown = format!("{:?}", app());
    assert!(shown.contains("appkey: ***") && !shown.contains("ffff"), "{shown}");
}

#[test]
fn the_tables_are_there_as_data() {
    let table = spec(&app());
    assert_eq!((table.name, table.key, table.stages), ("app", "appid", Some("release")));
    let of = |generated| -> Vec<_> {
        table.fields.iter().filter(|field| field.generated == generated).map(|field| field.name).collect()
    };
    assert_eq!((of(false), of(true)), (vec!["appid", "url", "userinfo", "desc"], vec!["appkey"]));
    let appkey = table.field("appkey").unwrap();
    assert!(appkey.immutable && appkey.secret && appkey.required && appkey.find.is_none());
    assert_eq!(table.field("desc").map(|field| (field.required, field.limits)), Some((false, Limits::NONE)));
    assert_eq!(table.field("userinfo").and_then(|field| field.find), Some(Find::Exact));

    let table = spec(&AidConfig::new(1111, 1, "aaaa"));
    let aid = table.field("aid").unwrap();
    assert!(aid.generated && aid.immutable);
    assert_eq!(aid.find, Some(Find::Fuzzy));
    assert_eq!(
        table.field("appid").map(|field| (field.references, field.find)),
        Some((Some("app"), Some(Find::Exact)))
    );
}

#[test]
fn a_record_is_tested_then_reviewed_then_released() {
    assert_eq!(Release::ALL, [Release::Test, Release::Review, Release::Released]);
    assert_eq!(Release::first(), Release::Test);
    assert_eq!(Release::Test.next(), [Release::Review]);
    assert_eq!(Release::Released.next(), []);
    assert!(Release::Review.can_become(Release::Released));
    assert!(!Release::Test.can_become(Release::Released));
    assert!(!Release::Released.can_become(Release::Test));
}
