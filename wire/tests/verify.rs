//! Verifying what was received: the bytes that came, in the accepted forms, and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use qq_cgi_wire::{
    Pairs, Part, RawForm, Received, ReceivedSign, Receiver, SignScheme, Signable, Unverified, percent, separator_after,
};

/// 会员接口（后台接口）, the `data` of the sample under the key `ffff`; both signs are also what Python's hashlib gives.
const DATA: &str = concat!(
    r#"{"aid":"aaaaa","msg_time":"1507799551","open_months":"1","open_type":"vip","#,
    r#""openid":"xjfdaldfjrefjfljljgfjg","order_id":"20171012-1712128958"}"#
);
const KEY: &str = "ffff";
/// As printed: over the text and a line feed.
const WITH_LINE_FEED: &str = "fefaf9ddd9d4dce23da3b664ec457413";
const WITHOUT: &str = "bbb418c1509e7dfb5a048a8fd79dd8ad";

const BOTH: &[RawForm] = &[RawForm::Raw, RawForm::RawLineFeed];

fn scheme() -> SignScheme {
    SignScheme { source: vec![Part::Param("data".into()), Part::Secret].into(), ..SignScheme::new("sign") }
}

fn verify(data: &[u8], accept: &[RawForm], sign: &str) -> Option<RawForm> {
    let request = Signable { secret: KEY, method: "GET", path: "/" };
    scheme().verify(&request, [("ts", &b"1"[..]), ("data", data)], accept, &ReceivedSign::parse(sign)?)
}

fn receive(query: &str) -> Result<Received, Unverified> {
    Receiver { scheme: &scheme(), accept: BOTH, ignore_case: true, names: &["ts"] }.verify(query, KEY)
}

fn query(data: &str, sign: &str) -> String {
    format!("ts=1508210911065&data={}&sign={sign}", percent::encode(data))
}

#[test]
fn the_documents_sample_in_the_three_ways_to_send_it() {
    let sent = format!("{DATA}\n");
    assert_eq!(verify(sent.as_bytes(), BOTH, WITH_LINE_FEED), Some(RawForm::Raw));
    assert_eq!(verify(DATA.as_bytes(), BOTH, WITH_LINE_FEED), Some(RawForm::RawLineFeed));
    assert_eq!(verify(DATA.as_bytes(), BOTH, WITHOUT), Some(RawForm::Raw));
}

#[test]
fn a_form_that_is_not_accepted_is_not_tried() {
    assert_eq!(verify(DATA.as_bytes(), &[RawForm::Raw], WITH_LINE_FEED), None);
    assert_eq!(verify(DATA.as_bytes(), &[RawForm::RawLineFeed], WITHOUT), None);
    assert_eq!(verify(DATA.as_bytes(), &[], WITHOUT), None);
}

#[test]
fn no_line_feed_is_added_to_one_and_none_is_taken_away() {
    let two = format!("{DATA}\n\n");
    assert_eq!(verify(two.as_bytes(), BOTH, WITH_LINE_FEED), None);
    // Signed without, sent with one: what came is not what was signed.
    assert_eq!(verify(format!("{DATA}\n").as_bytes(), BOTH, WITHOUT), None);
    let blank = format!("{DATA} ");
    assert_eq!(verify(blank.as_bytes(), BOTH, WITHOUT), None);
}

#[test]
fn a_sign_is_read_in_either_case_and_nothing_else_is_a_sign() {
    assert_eq!(verify(DATA.as_bytes(), BOTH, &WITHOUT.to_uppercase()), Some(RawForm::Raw));
    assert_eq!(verify(DATA.as_bytes(), BOTH, &WITHOUT.replacen('b', "B", 1)), Some(RawForm::Raw));
    for text in ["", "bbb4", &WITHOUT[1..], &format!("{WITHOUT}0"), &format!("{WITHOUT}00"), &WITHOUT.replace('b', "g")]
    {
        assert!(ReceivedSign::parse(text).is_none(), "{text:?}");
    }
    assert!(ReceivedSign::parse(&format!("{}大b", &WITHOUT[..28])).is_none());
    assert_eq!(format!("{:?}", ReceivedSign::parse(WITHOUT).unwrap()), "ReceivedSign(***)");
}

/// `python3 -c 'from hashlib import md5; print(md5(b"\xff\xfe\x00ffff").hexdigest(), md5(b"\xff\xfe\x00\nffff").hexdigest())'`
#[test]
fn bytes_that_are_no_utf_8_are_digested_as_they_came() {
    let bytes = b"\xff\xfe\x00";
    assert_eq!(verify(bytes, BOTH, "da643a946101020fc25c28e39c83228a"), Some(RawForm::Raw));
    assert_eq!(verify(bytes, BOTH, "4bceb181e5667b7d3b0e04707979dd26"), Some(RawForm::RawLineFeed));
    let received = receive("data=%ff%FE%00&sign=da643a946101020fc25c28e39c83228a").unwrap();
    assert_eq!(received.bytes("data"), Some(&bytes[..]));
}

/// `python3 -c 'from hashlib import md5; print(md5(b"data=%FF&ts=1ffff").hexdigest(), md5(b"data=\xff&ts=1ffff").hexdigest())'`
#[test]
fn pairs_are_verified_over_their_bytes_too() {
    for (encode, sign) in [
        (qq_cgi_wire::Encoding::Percent, "5ce1863bb633e9fd1bbdd97aecfef2b7"),
        (qq_cgi_wire::Encoding::None, "99aecc2f1353a560439cabbe70008f89"),
    ] {
        let pairs = Pairs { between: "=".into(), separator: "&".into(), encode, ..Pairs::EMPTY };
        let scheme = SignScheme { source: vec![Part::Pairs(pairs), Part::Secret].into(), ..SignScheme::new("sign") };
        let receiver = Receiver { scheme: &scheme, accept: &[RawForm::Raw], ignore_case: false, names: &[] };
        let query = format!("ts=1&sign={sign}&data=%FF");
        assert_eq!(receiver.verify(&query, KEY).unwrap().form(), RawForm::Raw);
    }
}

#[test]
fn a_query_in_any_order_and_case_with_parameters_that_nobody_knows() {
    let data = percent::encode(DATA);
    for query in [
        format!("ts=1508210911065&data={data}&sign={WITHOUT}"),
        format!("?SIGN={WITHOUT}&new=1&new=2&Data={data}&Ts=1508210911065"),
        format!("&&dat%61={data}&&sign={WITHOUT}&&Ts=1508210911065&"),
    ] {
        let received = receive(&query).expect(&query);
        assert_eq!(received.bytes("data"), Some(DATA.as_bytes()), "{query}");
        assert_eq!(received.bytes("ts"), Some(&b"1508210911065"[..]), "{query}");
        assert_eq!(received.bytes("sign"), None, "{query}");
    }
}

#[test]
fn names_in_another_case_are_other_names_unless_the_receiver_says_so() {
    let scheme = scheme();
    let strict = Receiver { scheme: &scheme, accept: BOTH, ignore_case: false, names: &["ts"] };
    let query = query(DATA, WITHOUT).replace("data=", "Data=");
    assert_eq!(strict.verify(&query, KEY), Err(Unverified::Missing { param: "data".into() }));
}

#[test]
fn what_cannot_be_verified_is_refused_and_says_which_parameter() {
    let data = percent::encode(DATA);
    let named = |param: &str| param.to_owned();
    for (query, expected) in [
        (String::new(), Unverified::Missing { param: named("sign") }),
        (format!("sign={WITHOUT}"), Unverified::Missing { param: named("data") }),
        (format!("data={data}"), Unverified::Missing { param: named("sign") }),
        (format!("data={data}&sign={WITHOUT}&DATA={data}"), Unverified::Doubled { param: named("data") }),
        (format!("data={data}&sign={WITHOUT}&sign={WITHOUT}"), Unverified::Doubled { param: named("sign") }),
        (format!("data={data}&sign={WITHOUT}&ts=1&Ts=1"), Unverified::Doubled { param: named("ts") }),
        (format!("data={data}&sign="), Unverified::NoSign { param: named("sign") }),
        (format!("data={data}&sign={}", &WITHOUT[..31]), Unverified::NoSign { param: named("sign") }),
        (format!("data={data}&sign={}", WITHOUT.replace('b', "x")), Unverified::NoSign { param: named("sign") }),
        (format!("data={data}%2&sign={WITHOUT}"), Unverified::Malformed { param: named("data") }),
        (format!("data={data}&sign={WITHOUT}&a%=1"), Unverified::Malformed { param: named("number 3") }),
        (format!("data={data}&sign={}", "0".repeat(32)), Unverified::Mismatch { param: named("sign") }),
        (format!("data=&sign={WITHOUT}"), Unverified::Mismatch { param: named("sign") }),
    ] {
        assert_eq!(receive(&query), Err(expected), "{query}");
    }
}

/// Both are called urlencode: RFC 3986 writes a space `%20` and may leave a plus sign as it is, HTML forms write a space `+`
/// and a plus sign `%2B`. The sign tells which it was.
/// `python3 -c 'from hashlib import md5; print(md5(b"{1+1}ffff").hexdigest(), md5(b"{1 1}ffff").hexdigest(), md5(b"{1 1}\nffff").hexdigest())'`
#[test]
fn a_plus_sign_is_one_or_a_space_as_the_sign_says() {
    let (plus, space, ended) =
        ("7048e33fee3264e63c1688d7536b85a7", "6e7c7d4c4517aef5104c23113950cc19", "f4d483b68cb5c8364d31472665324466");
    for (query, came) in [
        (format!("data={{1+1}}&sign={plus}"), "{1+1}"),
        (format!("data={{1%2b1}}&sign={plus}"), "{1+1}"),
        (format!("data={{1+1}}&sign={space}"), "{1 1}"),
        (format!("data={{1%201}}&sign={space}"), "{1 1}"),
        (format!("data=%7B1+1%7D&new=+&sign={ended}"), "{1 1}"),
        (format!("data=%7B1+1%7D%0A&sign={ended}"), "{1 1}\n"),
    ] {
        assert_eq!(receive(&query).expect(&query).bytes("data"), Some(came.as_bytes()), "{query}");
    }
    for query in [
        format!("data={{1%201}}&sign={plus}"),
        format!("data={{1%2B1}}&sign={space}"),
        format!("data={{1++1}}&sign={space}"),
    ] {
        assert_eq!(receive(&query), Err(Unverified::Mismatch { param: "sign".into() }), "{query}");
    }
}

#[test]
fn nothing_that_is_shown_holds_a_value() {
    let received = receive(&query(DATA, WITHOUT)).unwrap();
    let forged = receive(&query(&DATA.replace("vip", "svip"), WITHOUT)).unwrap_err();
    for shown in [format!("{received:?}"), format!("{forged} {forged:?}")] {
        for hidden in [WITHOUT, KEY, "xjfdaldfjrefjfljljgfjg", "1508210911065"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }
}

proptest! {
    /// Whatever the bytes: they verify in each way to send them, and no changed byte does.
    #[test]
    fn any_bytes(data in prop::collection::vec(any::<u8>(), 0..60), at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let key = "key";
        let request = Signable { secret: key, method: "GET", path: "/" };
        let text: String = data.iter().map(|byte| char::from(*byte)).collect();
        let receiver = Receiver { scheme: &scheme(), accept: BOTH, ignore_case: true, names: &[] };
        for (signed, sent) in [(text.clone(), text.clone()), (format!("{text}\n"), format!("{text}\n")), (format!("{text}\n"), text.clone())] {
            if signed != sent && sent.ends_with('\n') {
                continue;
            }
            let sign = scheme().sign(&request, [("data", signed.as_str())]);
            let query = format!("data={}&sign={}", percent::encode(&sent), sign.as_str());
            let received = receiver.verify(&query, key).unwrap();
            prop_assert_eq!(received.bytes("data"), Some(sent.as_bytes()));

            let mut changed = sent.clone().into_bytes();
            if !changed.is_empty() {
                let at = at.index(changed.len());
                changed[at] ^= flip;
                let changed = changed.iter().fold(String::new(), |text, byte| format!("{text}%{byte:02x}"));
                let query = format!("data={changed}&sign={}", sign.as_str());
                prop_assert!(receiver.verify(&query, key).is_err());
            }
            prop_assert!(receiver.verify(&query, "Key").is_err());
        }
    }
}

#[test]
fn whatever_url_is_allowed_can_be_received_from() {
    let sign = [("data", "d")];
    let sign = scheme().sign(&Signable { secret: KEY, method: "GET", path: "" }, sign);
    let knows = Receiver { scheme: &scheme(), accept: BOTH, ignore_case: true, names: &["ts"] };
    for (query, is_allowed) in [
        ("", true),
        ("?", true),
        ("?a=1&", true),
        ("?a=?&&a=%FF", true),
        ("?data", false),
        ("?TS=1", false),
        ("?a=1&%53ign=", false),
        ("?a=%4", false),
        ("?%=1", false),
        ("?%FF=1", false),
    ] {
        let url = format!("https://h/p{query}");
        assert_eq!(knows.wrong_url(&url).is_none(), is_allowed, "{url}");
        let url = format!("{url}{}ts=1&data=d&sign={}", separator_after(&url), sign.as_str());
        let received = knows.verify(url.split_once('?').unwrap().1, KEY);
        assert_eq!(received.is_ok(), is_allowed, "{url}: {received:?}");
    }
}
