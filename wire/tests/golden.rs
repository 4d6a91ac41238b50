//! Signs with known answers: the document's two samples, and the shapes that other interfaces sign in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_wire::{Encoding, Output, Pairs, Part, SignScheme, Signable, Sink, Text};

/// 签名算法 (2018-01-15), the request as it is printed.
const SUMMARY_CARD: [(&str, &str); 8] = [
    ("oauth_consumer_key", "100330589"),
    ("access_token", "1821FD577DD45526CA6EA2ADAC685508"),
    ("openid", "29439511BB5D23F36BD09F5B0DF94181"),
    ("cmd", "qc_set_summary_card"),
    ("card_id", "11746"),
    ("style_id", "1"),
    ("version", "7.2.5"),
    ("platform", "2"),
];

/// 会员接口（后台接口）, the `data` of the sample; its printed sign holds for this text and a line feed.
const OPENING: &str = concat!(
    r#"{"aid":"aaaaa","msg_time":"1507799551","open_months":"1","open_type":"vip","#,
    r#""openid":"xjfdaldfjrefjfljljgfjg","order_id":"20171012-1712128958"}"#
);

fn scheme(source: Vec<Part>) -> SignScheme {
    SignScheme { source: source.into(), ..SignScheme::new("sign") }
}

fn relay() -> SignScheme {
    scheme(vec![Part::Secret, Part::Pairs(dollars()), Part::Secret])
}

fn dollars() -> Pairs {
    Pairs { before: "$".into(), between: "$".into(), ..Pairs::EMPTY }
}

fn query() -> Pairs {
    Pairs { between: "=".into(), separator: "&".into(), ..Pairs::EMPTY }
}

fn with_secret(secret: &str) -> Signable<'_> {
    Signable { secret, method: "GET", path: "/cgi" }
}

fn sign(scheme: &SignScheme, request: &Signable<'_>, pairs: &[(&str, &str)]) -> String {
    scheme.sign(request, pairs.iter().copied()).as_str().to_owned()
}

#[test]
fn the_documents_sample_of_the_relay() {
    let mut pairs = SUMMARY_CARD;
    relay().arrange(&mut pairs);
    assert_eq!(
        relay().source_string(&with_secret("123456"), pairs),
        "123456$access_token$1821FD577DD45526CA6EA2ADAC685508$card_id$11746$cmd$qc_set_summary_card\
         $oauth_consumer_key$100330589$openid$29439511BB5D23F36BD09F5B0DF94181$platform$2$style_id$1\
         $version$7.2.5123456"
    );
    assert_eq!(sign(&relay(), &with_secret("123456"), &pairs), "a61529eb51852c7bb6fe396bd62dadcd");
}

#[test]
fn a_received_request_verifies_with_its_sign_among_the_parameters() {
    let mut pairs = SUMMARY_CARD.to_vec();
    pairs.insert(4, ("sign", "a61529eb51852c7bb6fe396bd62dadcd"));
    relay().arrange(&mut pairs);
    assert!(relay().sign(&with_secret("123456"), pairs).matches("a61529eb51852c7bb6fe396bd62dadcd"));
}

#[test]
fn the_documents_sample_of_the_callback() {
    let with_line_feed = scheme(vec![Part::Param("data".into()), Part::Literal("\n".into()), Part::Secret]);
    let as_printed = scheme(vec![Part::Param("data".into()), Part::Secret]);
    // `ts` is outside the sign.
    let pairs = [("data", OPENING), ("ts", "1508210911065")];
    assert_eq!(sign(&with_line_feed, &with_secret("ffff"), &pairs), "fefaf9ddd9d4dce23da3b664ec457413");
    assert_eq!(sign(&as_printed, &with_secret("ffff"), &pairs), "bbb418c1509e7dfb5a048a8fd79dd8ad");

    let data_as_sent = format!("{OPENING}\n");
    assert_eq!(
        sign(&as_printed, &with_secret("ffff"), &[("data", data_as_sent.as_str())]),
        "fefaf9ddd9d4dce23da3b664ec457413"
    );
}

/// `python3 -c 'from hashlib import md5; print(md5("POST/v3/pay/get_balancea=1&b=2s3cret".encode()).hexdigest().upper())'`
#[test]
fn method_path_and_query_in_upper_case() {
    let row = SignScheme {
        output: Output::UpperHex,
        ..scheme(vec![Part::Method, Part::Path, Part::Pairs(query()), Part::Secret])
    };
    let request = Signable { secret: "s3cret", method: "POST", path: "/v3/pay/get_balance" };
    let pairs = [("a", "1"), ("b", "2")];
    assert_eq!(row.source_string(&request, pairs), "POST/v3/pay/get_balancea=1&b=2s3cret");
    assert_eq!(sign(&row, &request, &pairs), "7E7A95C006C2A81CBF7AA2DBA360D305");
}

/// `python3 -c 'from hashlib import md5; print(md5("a=1&b=2&key=s3cret".encode()).hexdigest().upper())'`
#[test]
fn a_query_with_the_key_as_its_last_pair() {
    let row = SignScheme {
        output: Output::UpperHex,
        ..scheme(vec![Part::Pairs(query()), Part::Literal("&key=".into()), Part::Secret])
    };
    assert_eq!(sign(&row, &with_secret("s3cret"), &[("a", "1"), ("b", "2")]), "673A03FF151EB7BD8AE142200DDA6FA3");
}

/// `python3 -c 'from hashlib import md5; from urllib.parse import quote; print(md5(("GET&/cgi&a="+quote("1 &2",safe="-._~")+"&b="+quote("大😀",safe="-._~")+"&s3cret").encode()).hexdigest())'`
#[test]
fn values_percent_encoded_before_they_are_signed() {
    let amp = || Part::Literal("&".into());
    let pairs = Pairs { encode: Encoding::Percent, ..query() };
    let row = scheme(vec![Part::Method, amp(), Part::Path, amp(), Part::Pairs(pairs), amp(), Part::Secret]);
    let pairs = [("a", "1 &2"), ("b", "大😀")];
    assert_eq!(row.source_string(&with_secret("s3cret"), pairs), "GET&/cgi&a=1%20%262&b=%E5%A4%A7%F0%9F%98%80&s3cret");
    assert_eq!(sign(&row, &with_secret("s3cret"), &pairs), "bef7d968dc1cb28b74cc518eb8f75461");
}

/// `python3 -c 'from hashlib import md5; print(md5("s3creta1b2s3cret".encode()).hexdigest())'`
#[test]
fn names_and_values_with_nothing_between() {
    let row = scheme(vec![Part::Secret, Part::Pairs(Pairs::EMPTY), Part::Secret]);
    assert_eq!(sign(&row, &with_secret("s3cret"), &[("a", "1"), ("b", "2")]), "25bfe9f63d6364a77ff47e3742f7daa5");
}

/// `python3 -c 'from hashlib import md5; print(*(md5(s.encode()).hexdigest() for s in ("s3cret$a$$b$2s3cret", "s3cret$b$2s3cret")))'`
#[test]
fn an_empty_value_is_signed_and_an_unset_one_is_not() {
    let request = with_secret("s3cret");
    assert_eq!(sign(&relay(), &request, &[("a", ""), ("b", "2")]), "b99c52d3d7fdbc67031c7cabea5e0afe");
    assert_eq!(sign(&relay(), &request, &[("b", "2")]), "81610d290ed91481e72abdd93c812531");
}

/// `python3 -c 'from hashlib import md5; print(md5("大吉$昵称$小明😀大吉".encode()).hexdigest())'`
#[test]
fn chinese_text_and_emoji_are_signed_as_utf_8() {
    assert_eq!(sign(&relay(), &with_secret("大吉"), &[("昵称", "小明😀")]), "31625aeacda4551221a7965c2afe6300");
}

/// `python3 -c 'from hashlib import md5; print(md5(b"").hexdigest())'`
#[test]
fn a_scheme_without_parts_digests_nothing() {
    assert_eq!(sign(&scheme(vec![]), &with_secret("s3cret"), &[("a", "1")]), "d41d8cd98f00b204e9800998ecf8427e");
}

#[test]
fn the_sign_and_what_is_excluded_are_not_signed_but_names_like_theirs_are() {
    let pairs = Pairs { exclude: vec!["sig".into(), "format".into()].into(), ..dollars() };
    let row = scheme(vec![Part::Pairs(pairs)]);
    let given = [("Sign", "1"), ("format", "2"), ("formats", "3"), ("sig", "4"), ("sign", "5"), ("sign2", "6")];
    assert_eq!(row.source_string(&with_secret(""), given), "$Sign$1$formats$3$sign2$6");
}

#[test]
fn a_scheme_with_another_sign_parameter_signs_one_called_sign() {
    let row = SignScheme { source: vec![Part::Pairs(dollars())].into(), ..SignScheme::new("sig") };
    assert_eq!(row.source_string(&with_secret(""), [("sig", "1"), ("sign", "2")]), "$sign$2");
}

#[test]
fn a_parameter_that_is_not_sent_leaves_nothing() {
    let row = scheme(vec![Part::Param("data".into()), Part::Literal("|".into()), Part::Param("ts".into())]);
    assert_eq!(row.source_string(&with_secret(""), [("ts", "7")]), "|7");
}

#[test]
fn pairs_are_arranged_by_the_bytes_of_their_names() {
    // UTF-16 order would put 😀 before ＡＢ, and a dictionary `a_b` before `aB`.
    let mut pairs = [("😀", 0), ("ＡＢ", 1), ("a_b", 2), ("aB", 3), ("a", 4), ("ab", 5), ("B", 6), ("", 7), ("a$", 8)];
    relay().arrange(&mut pairs);
    assert_eq!(pairs.map(|(name, _)| name), ["", "B", "a", "a$", "aB", "a_b", "ab", "ＡＢ", "😀"]);
}

#[test]
fn a_scheme_without_pairs_leaves_the_order_alone() {
    let mut pairs = [("ts", "1"), ("data", "2")];
    scheme(vec![Part::Param("data".into()), Part::Secret]).arrange(&mut pairs);
    assert_eq!(pairs, [("ts", "1"), ("data", "2")]);
}

#[test]
fn a_value_written_in_pieces_signs_like_the_whole() {
    #[derive(Clone)]
    struct Letters<'a>(&'a str);
    impl Text for Letters<'_> {
        fn write_to<S: Sink>(&self, out: &mut S) {
            self.0.split_inclusive(|_| true).for_each(|letter| out.push(letter));
        }
    }
    let text = "大 &吉😀".repeat(200);
    for encode in [Encoding::None, Encoding::Percent] {
        let row = scheme(vec![Part::Pairs(Pairs { encode, ..dollars() })]);
        let whole = row.sign(&with_secret(""), [("a", text.as_str())]);
        assert_eq!(row.sign(&with_secret(""), [("a", Letters(&text))]).as_str(), whole.as_str());
    }
}

#[test]
fn debug_of_what_is_signed_hides_the_secret() {
    let shown = format!("{:?}", with_secret("s3cret"));
    assert!(shown.contains("/cgi") && !shown.contains("s3cret"), "{shown}");
}
