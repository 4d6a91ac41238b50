//! The tables of 会员接口, 管理端使用 (2019-03-06) as generated structs: entered, checked, edited, released; and tables of
//! one's own.
#![allow(clippy::unwrap_used, missing_docs)]

use core::time::Duration;

use own::{Colour, Life, Seat};
use qq_cgi::{Find, Limits, TableRecord as _, TableSpec, UnixSeconds, Violation};
use qq_game_social::social::{AidConfig, AppConfig, Release};

#[qq_cgi::qq_cgi("specs/records.toml")]
pub mod own {}

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

fn seat() -> Seat {
    Seat::new(1111, Colour::Blue, true, "made", 7)
}

#[test]
fn a_table_of_ones_own_holds_every_plain_type() {
    let full = seat().shift(-3).total(-5).since(0).r#for(Duration::from_mins(1)).r#type("ab");
    assert_eq!(full.check(), Ok(()));
    assert_eq!((full.shift, full.total, full.since), (Some(-3), Some(-5), Some(UnixSeconds::new(0))));
    for (wrong, field) in [
        (full.clone().shift(4), "shift"),
        (full.clone().r#for(Duration::from_secs(61)), "for"),
        (full.clone().r#type("大家好"), "type"),
        (Seat::new(1111, Colour::Red, true, "made", 0), "row"),
    ] {
        assert_eq!(wrong.check().unwrap_err().param, field);
    }
    assert_eq!(spec(&full).field("app").and_then(|field| field.references), Some("app"));
    assert!(!format!("{full:?}").contains("made"));
}

#[test]
fn what_never_changes_may_be_of_any_type() {
    let before = seat().total(1);
    assert_eq!(before.check_edit(&seat().total(1).shift(1)), Ok(()));
    for (newer, field) in [
        (seat().total(2), "total"),
        (seat(), "total"),
        (Seat::new(1111, Colour::Red, true, "made", 7).total(1), "colour"),
        (Seat::new(1111, Colour::Blue, false, "made", 7).total(1), "free"),
        (Seat::new(1111, Colour::Blue, true, "made", 8).total(1), "row"),
    ] {
        assert_eq!(before.check_edit(&newer).unwrap_err().field, field);
    }
}

#[test]
fn stages_branch_as_written_and_follow_the_file_otherwise() {
    assert_eq!(Life::first(), Life::Young);
    assert_eq!(Life::Young.next(), [Life::Old, Life::Gone]);
    assert_eq!(Life::Old.next(), [Life::Gone]);
    assert!(Life::Gone.can_become(Life::Young) && !Life::Gone.can_become(Life::Old));
}

#[test]
fn tables_and_stages_of_the_base_are_at_hand() {
    assert_eq!(own::AppConfig::new(1, "a", "b", "c").appid, 1);
    assert_eq!(own::Release::first(), Release::Test);
}
