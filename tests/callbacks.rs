//! Pages and both ends of a callback, as generated code has them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::HashSet;

use proptest::prelude::*;
use qq_cgi::{
    Callback as _, CallbackError, CallbackUrlError, LineFeed, Page as _, RawForm, Secret, SignedCallback, UnixSeconds,
    Unverified, Violation,
};
use qq_cgi_wire::percent;
use qq_game_social::social::{Opening, OpeningFlow, VipKind, VipPage};

// 会员接口（后台接口）, the sample as it is printed.
const RECEIVER: &str = "http://proxyvac.qq.com/cgi-bin/srfentry.fcgi?";
const DATA: &str = concat!(
    r#"{"aid":"aaaaa","msg_time":"1507799551","open_months":"1","open_type":"vip","#,
    r#""openid":"xjfdaldfjrefjfljljgfjg","order_id":"20171012-1712128958"}"#
);
const SIGN: &str = "fefaf9ddd9d4dce23da3b664ec457413";
/// Python's hashlib, of the sample without a line feed.
const SIGN_WITHOUT: &str = "bbb418c1509e7dfb5a048a8fd79dd8ad";
const ALL_FORMS: [LineFeed; 3] = [LineFeed::Sent, LineFeed::Signed, LineFeed::None];

fn key() -> Secret {
    Secret::new("ffff")
}

fn documented() -> OpeningFlow {
    let time = UnixSeconds::new(1_507_799_551);
    OpeningFlow::new("aaaaa", time, 1, VipKind::Vip, "xjfdaldfjrefjfljljgfjg", "20171012-1712128958")
        .ts(1_508_210_911_065)
}

fn signed(receiver: &str, line_feed: LineFeed) -> SignedCallback {
    documented().url_as(receiver, &key(), line_feed).unwrap()
}

/// A query with any data, rightly signed over just that.
fn query(data: &str) -> String {
    let source = format!("{data}ffff");
    format!("data={}&sign={}", percent::encode(data), md5(&source))
}

fn md5(source: &str) -> String {
    let scheme = qq_cgi_wire::SignScheme {
        source: vec![qq_cgi_wire::Part::Param("data".into())].into(),
        ..qq_cgi_wire::SignScheme::new("sign")
    };
    let request = qq_cgi_wire::Signable { secret: "", method: "GET", path: "" };
    scheme.sign(&request, [("data", source)]).as_str().to_owned()
}

#[test]
fn a_page_has_the_documents_url() {
    let url = VipPage::new(VipKind::Svip, 1, "mvip.p.hz.demo").url().unwrap();
    assert_eq!(url, "https://mq.vip.qq.com/m/connect/open?code=svip&month=1&aid=mvip.p.hz.demo");
    assert_eq!(VipPage::SPEC.name, "vip");
    let odd = VipPage::new(VipKind::other("大 &"), 12, "a=b").url().unwrap();
    assert_eq!(odd, "https://mq.vip.qq.com/m/connect/open?code=%E5%A4%A7%20%26&month=12&aid=a%3Db");
    let none = VipPage::new(VipKind::Vip, 0, "a").url().unwrap_err();
    assert_eq!((&*none.param, none.violation), ("month", Violation::TooSmall { limit: 1, actual: 0 }));
    assert_eq!(VipPage::new(VipKind::Vip, 1, "").url().unwrap_err().param, "aid");
}

#[test]
fn the_documents_callback_reproduces_in_its_three_forms() {
    let data = percent::encode(DATA);
    for (line_feed, sign, ending) in
        [(LineFeed::Sent, SIGN, "%0A"), (LineFeed::Signed, SIGN, ""), (LineFeed::None, SIGN_WITHOUT, "")]
    {
        let signed = signed(RECEIVER, line_feed);
        assert_eq!(signed.sign(), sign);
        assert_eq!(signed.url(), format!("{RECEIVER}ts=1508210911065&data={data}{ending}&sign={sign}"));
        assert_eq!(format!("{RECEIVER}{}", signed.query()), signed.url());
    }
    // The spec says that the sender's writer ends its text with one.
    assert_eq!(documented().url(RECEIVER, &key()).unwrap().url(), signed(RECEIVER, LineFeed::Sent).url());
}

#[test]
fn what_was_sent_comes_out() {
    for (line_feed, form) in
        [(LineFeed::Sent, RawForm::Raw), (LineFeed::Signed, RawForm::RawLineFeed), (LineFeed::None, RawForm::Raw)]
    {
        let verified = OpeningFlow::verify(signed(RECEIVER, line_feed).query(), &key()).unwrap();
        assert_eq!(verified.form(), form);
        assert_eq!(verified.raw(), line_feed.sent(DATA).as_bytes());
        assert_eq!(verified.callback().unwrap(), documented());
        let payload = verified.payload().unwrap();
        assert_eq!((payload.msg_time.seconds(), payload.open_months), (1_507_799_551, 1));
        assert_eq!((&payload.open_type, &*payload.aid), (&VipKind::Vip, "aaaaa"));
        assert!(payload.unknown.is_empty());
        let key = verified.key().unwrap();
        let parts: Vec<_> = key.iter().collect();
        assert_eq!(parts, [("openid", "xjfdaldfjrefjfljljgfjg"), ("order_id", "20171012-1712128958")]);
        assert_eq!(key.to_string(), r#"["xjfdaldfjrefjfljljgfjg","20171012-1712128958"]"#);
    }
}

#[test]
fn the_same_opening_has_the_same_key_and_another_has_another() {
    let key_of = |flow: &OpeningFlow| {
        let signed = flow.url(RECEIVER, &key()).unwrap();
        OpeningFlow::verify(signed.query(), &key()).unwrap().key().unwrap()
    };
    let mut seen = HashSet::new();
    assert!(seen.insert(key_of(&documented())));
    assert!(!seen.insert(key_of(&documented().ts(2))));
    let time = UnixSeconds::new(0);
    assert!(!seen.insert(key_of(&OpeningFlow::new(
        "b",
        time,
        2,
        VipKind::Svip,
        "xjfdaldfjrefjfljljgfjg",
        "20171012-1712128958"
    ))));
    assert!(seen.insert(key_of(&OpeningFlow::new("b", time, 2, VipKind::Svip, "xjfdaldfjrefjfljljgfjg", "2"))));
}

#[test]
fn a_receivers_url_keeps_its_query() {
    for (receiver, start) in [
        ("https://h/p", "https://h/p?ts="),
        ("https://h/p?", "https://h/p?ts="),
        ("HTTP://h:81", "HTTP://h:81?ts="),
        ("https://h/p?a=1", "https://h/p?a=1&ts="),
        ("https://h/p?a=1&", "https://h/p?a=1&ts="),
    ] {
        let signed = signed(receiver, LineFeed::Sent);
        assert!(signed.url().starts_with(start), "{}", signed.url());
        let verified = OpeningFlow::verify(signed.query(), &key()).unwrap();
        assert_eq!(verified.callback().unwrap(), documented(), "{receiver}");
    }
}

#[test]
fn what_no_receiver_can_have_is_refused() {
    for receiver in [
        "",
        "h/p",
        "ftp://h",
        "https://",
        "https:///p",
        "https://?a",
        "https://h/p#f",
        "https://h/p?#",
        "https://h/ p",
        "https://h/大",
        "https://h/p\n",
        "https://h/p?data=1",
        "https://h/p?a=1&SIGN=2",
        "https://h/p?%74s=2",
        "https://h/p?a=%",
        "https://h/p?%FF=1",
    ] {
        let refused = documented().url(receiver, &key()).unwrap_err();
        assert!(matches!(refused, CallbackUrlError::Receiver { .. }), "{receiver}");
        assert!(refused.to_string().starts_with("the receiver's URL cannot be used: it"), "{refused}");
    }
    let empty = OpeningFlow::new("a", UnixSeconds::new(0), 1, VipKind::Vip, "", "1").url(RECEIVER, &key());
    let Err(CallbackUrlError::InvalidParam(error)) = empty else { panic!("{empty:?}") };
    assert_eq!((&*error.param, error.violation), ("data.openid", Violation::Empty));
}

#[test]
fn names_come_in_any_case_and_more_may_come() {
    let data = percent::encode(DATA);
    let query = format!("SIGN={}&new=%ff&Data={data}&Ts=7", SIGN.to_uppercase());
    let verified = OpeningFlow::verify(&query, &key()).unwrap();
    assert_eq!(verified.callback().unwrap().ts, Some(7));
    let params: Vec<_> = verified.params().collect();
    assert_eq!(params, [("new", &b"\xff"[..]), ("data", DATA.as_bytes()), ("ts", b"7")]);
    // Without a time, or with none in it.
    for query in [format!("data={data}&sign={SIGN}"), format!("ts=&data={data}&sign={SIGN}")] {
        assert_eq!(OpeningFlow::verify(&query, &key()).unwrap().callback().unwrap().ts, None);
    }
    // It is not signed: a wrong one spoils nothing else.
    let verified = OpeningFlow::verify(&format!("ts=soon&data={data}&sign={SIGN}"), &key()).unwrap();
    assert!(verified.payload().is_ok() && verified.key().is_ok());
    let error = verified.callback().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the callback is genuine and cannot be understood: parameter `ts`: expected a whole number from 0 to \
         18446744073709551615, found a text"
    );
}

#[test]
fn fields_and_kinds_that_nobody_knows_yet_are_kept() {
    let data = DATA.replace("\"vip\"", "\"bigvip\"").replace('}', r#","gift":"7"}"#);
    let verified = OpeningFlow::verify(&query(&data), &key()).unwrap();
    let payload = verified.payload().unwrap();
    assert_eq!(payload.open_type, VipKind::other("bigvip"));
    assert_eq!(payload.unknown.iter().collect::<Vec<_>>(), [(&"gift".to_owned(), &"7".into())]);
    // Numbers that come as numbers, and any order.
    let data = r#"{"order_id":7,"openid":"o","open_type":"svip","open_months":12,"msg_time":5,"aid":"a"}"#;
    let verified = OpeningFlow::verify(&query(data), &key()).unwrap();
    let expected = Opening::new("a", UnixSeconds::new(5), 12, VipKind::Svip, "o", "7");
    assert_eq!(verified.payload().unwrap().fields, expected);
    assert_eq!(verified.key().unwrap().to_string(), r#"["o","7"]"#);
}

#[test]
fn a_genuine_query_that_cannot_be_understood_says_where() {
    for (data, path) in [
        ("", ""),
        ("[]", ""),
        ("{", ""),
        ("{}", "aid"),
        (&*DATA.replace("\"1\"", "\"many\""), "open_months"),
        (&*DATA.replace("\"1\"", "{}"), "open_months"),
    ] {
        let verified = OpeningFlow::verify(&query(data), &key()).unwrap();
        assert_eq!(verified.raw(), data.as_bytes());
        let error = verified.payload().unwrap_err();
        assert!(
            matches!(&error, CallbackError::Unreadable { param, path: at, .. } if param == "data" && at == path),
            "{data}: {error:?}"
        );
        assert!(verified.callback().is_err());
    }
    let verified = OpeningFlow::verify(&query(r#"{"openid":"o"}"#), &key()).unwrap();
    assert!(matches!(verified.key(), Err(CallbackError::Unreadable { path, .. }) if path == "order_id"));
}

#[test]
fn what_is_not_genuine_is_refused_and_shows_nothing() {
    let data = percent::encode(DATA);
    let good = format!("ts=1&data={data}&sign={SIGN}");
    let of = |param: &str| param.to_owned();
    for (query, expected) in [
        (good.replace("vip", "svip"), Unverified::Mismatch { param: of("sign") }),
        (good.replace("fefa", "fefb"), Unverified::Mismatch { param: of("sign") }),
        (good.replace("fefa", "fef"), Unverified::NoSign { param: of("sign") }),
        (good.replace("fefa", "fefx"), Unverified::NoSign { param: of("sign") }),
        (good.replace("&sign=", "&sing="), Unverified::Missing { param: of("sign") }),
        (good.replace("data=", "date="), Unverified::Missing { param: of("data") }),
        (format!("{good}&DATA={data}"), Unverified::Doubled { param: of("data") }),
        (format!("{good}&Ts=2"), Unverified::Doubled { param: of("ts") }),
        (good.replace("%7D", "%7"), Unverified::Malformed { param: of("data") }),
        (good.replace("ts=1", "ts=%"), Unverified::Malformed { param: of("ts") }),
        (String::new(), Unverified::Missing { param: of("sign") }),
    ] {
        let error = OpeningFlow::verify(&query, &key()).map(|_| ()).unwrap_err();
        assert_eq!(error, CallbackError::Unverified(expected), "{query}");
        for hidden in ["ffff", "fefaf9dd", "aaaaa", "xjfdald", "1507799551"] {
            assert!(!format!("{error} {error:?}").contains(hidden), "{error}");
        }
    }
    assert_eq!(OpeningFlow::verify(&good, &Secret::new("")).map(|_| ()), Err(CallbackError::EmptyKey));
    assert!(OpeningFlow::verify(&good, &Secret::new("FFFF")).is_err());
}

#[test]
fn debug_shows_neither_sign_nor_key_nor_what_was_said() {
    let signed = signed(RECEIVER, LineFeed::Sent);
    let verified = OpeningFlow::verify(signed.query(), &key()).unwrap();
    assert!(signed.masked_url().ends_with("&sign=***"), "{signed:?}");
    for hidden in [SIGN, "ffff"] {
        assert!(!format!("{signed:?}{verified:?}").contains(hidden));
    }
    assert!(!format!("{verified:?}").contains("xjfdald"), "{verified:?}");
}

#[test]
fn replies_are_compact_json() {
    assert_eq!(OpeningFlow::accept_body(), r#"{"ret":0,"msg":"succ"}"#);
    assert_eq!(OpeningFlow::refuse_body(-1, "库 \"满\"\n").unwrap(), r#"{"ret":-1,"msg":"库 \"满\"\n"}"#);
    assert_eq!(OpeningFlow::refuse_body(0, "no"), None);
    assert_eq!(OpeningFlow::SPEC.key, ["openid", "order_id"]);
}

proptest! {
    #[test]
    fn any_opening_verifies_in_every_form_and_with_no_byte_changed(
        aid in "\\PC{0,8}", openid in ".{1,8}", order in "[\\x00-\\x7f大😀]{1,8}", kind in "[a-z]{0,5}",
        time in any::<i64>(), months in any::<u32>(), ts in any::<Option<u64>>(),
        secret in "[!-~]{1,12}", at in any::<prop::sample::Index>(), flip in 1..=255_u8,
    ) {
        let kind = match &*kind { "vip" => VipKind::Vip, "svip" => VipKind::Svip, other => VipKind::other(other) };
        let mut flow = OpeningFlow::new(aid, UnixSeconds::new(time), months, kind, openid, order);
        flow.ts = ts;
        let key = Secret::new(secret);
        for line_feed in ALL_FORMS {
            let signed = flow.url_as("https://h/p?a=1", &key, line_feed).unwrap();
            let verified = OpeningFlow::verify(signed.query(), &key).unwrap();
            prop_assert_eq!(&verified.callback().unwrap(), &flow);

            let mut changed = verified.raw().to_vec();
            let at = at.index(changed.len());
            changed[at] ^= flip;
            let changed = changed.iter().fold(String::new(), |text, byte| format!("{text}%{byte:02X}"));
            let forged = format!("data={changed}&sign={}", signed.sign());
            let error = OpeningFlow::verify(&forged, &key).map(|_| ()).unwrap_err();
            prop_assert_eq!(error, CallbackError::Unverified(Unverified::Mismatch { param: "sign".to_owned() }));
        }
    }

    #[test]
    fn no_query_makes_a_panic(query in "[a-zA-Z=&%+?{}\":0-9]{0,80}") {
        prop_assert!(OpeningFlow::verify(&query, &key()).is_err());
    }
}

#[qq_cgi::qq_cgi("specs/callbacks.toml")]
mod parcels {}

fn parcel() -> parcels::ParcelMoved {
    let body = parcels::Parcel::new(7, true, parcels::State::Lost, vec!["大".to_owned()]);
    parcels::ParcelMoved::new(body.since(UnixSeconds::new(-1)))
}

#[test]
fn quoted_fields_are_texts_at_both_ends() {
    let signed = parcel().url("https://h/p", &key()).unwrap();
    let verified = parcels::ParcelMoved::verify(signed.query(), &key()).unwrap();
    assert_eq!(
        core::str::from_utf8(verified.raw()).unwrap(),
        r#"{"id":"7","fragile":"true","state":"2","since":"-1","rest":"60","lines":"1","notes":["大"]}"#
    );
    assert_eq!(verified.callback().unwrap(), parcel());
    assert!(verified.payload().unwrap().unknown.is_empty());
    assert_eq!(verified.key().unwrap().to_string(), r#"["7"]"#);
}

/// `python3 -c 'from hashlib import md5; print(md5(("ffff?body="+BODY+"&count=2&state=1&stops=[\"a\",\"b\"]&version=2&weight=5").encode()).hexdigest().upper())'`
#[test]
fn a_scheme_that_signs_all_parameters() {
    let flow = parcel().weight(5).stops(vec!["a".to_owned(), "b".to_owned()]).state(parcels::State::Sent);
    let signed = flow.url("https://h/p", &key()).unwrap();
    assert_eq!(signed.sign(), "14CF2F6946A8D7A5836AFED72B694663");
    let query = signed.query().to_owned();
    assert!(query.starts_with("version=2&weight=5&count=2&stops=%5B%22a%22%2C%22b%22%5D&state=1&body="), "{query}");
    let verified = parcels::ParcelMoved::verify(&query, &key()).unwrap();
    assert_eq!(verified.callback().unwrap(), flow);
    for changed in [query.replace("weight=5", "weight=6"), format!("{query}&more=1"), query.replace("&state=1", "")] {
        let error = parcels::ParcelMoved::verify(&changed, &key()).map(|_| ()).unwrap_err();
        assert_eq!(error, CallbackError::Unverified(Unverified::Mismatch { param: "mac".to_owned() }), "{changed}");
    }
    // Names are known in one case alone unless the spec says otherwise.
    assert!(parcels::ParcelMoved::verify(&query.replace("mac=", "MAC="), &key()).is_err());
    let refused = flow.url("https://h/p?a=1", &key()).unwrap_err();
    assert!(refused.to_string().ends_with("it has a query, and the sign covers all parameters"), "{refused}");
}

#[test]
fn a_secret_parameter_is_masked_and_replies_follow_the_spec() {
    let flow = parcel().token("s3cret");
    let signed = flow.url("https://h/p", &key()).unwrap();
    assert!(signed.url().contains("&token=s3cret&"));
    assert!(signed.masked_url().contains("&token=***&") && !format!("{signed:?}{flow:?}").contains("s3cret"));
    assert_eq!(parcels::ParcelMoved::accept_body(), r#"{"code":1,"text":"fine"}"#);
    assert_eq!(parcels::ParcelMoved::refuse_body(0, "no").unwrap(), r#"{"code":0,"text":"no"}"#);
}

#[test]
fn a_page_fills_in_what_nobody_needs_to_give() {
    assert_eq!(parcels::Track::new().url().unwrap(), "http://parcels.example.com?v=2&fast=false");
    let url = parcels::Track::new().fast(true).ids(vec![1, 2]).url().unwrap();
    assert_eq!(url, "http://parcels.example.com?v=2&fast=true&ids=%5B1%2C2%5D");
}
