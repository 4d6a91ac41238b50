//! `qq-cgi callback`: the document's sample at both ends, and everything that is not genuine.

use crate::{
    folder::Folder,
    program::{Ran, run, run_in},
};

const RECEIVER: &str = "http://proxyvac.qq.com/cgi-bin/srfentry.fcgi?";
const KEY: &str = "ffff";
/// The document's sample, whose sign is over the text and a line feed.
const SIGN: &str = "fefaf9ddd9d4dce23da3b664ec457413";
/// The same without one, as Python's hashlib has it.
const PLAIN_SIGN: &str = "bbb418c1509e7dfb5a048a8fd79dd8ad";
const JSON: &str = r#"{"aid":"aaaaa","msg_time":"1507799551","open_months":"1","open_type":"vip","openid":"xjfdaldfjrefjfljljgfjg","order_id":"20171012-1712128958"}"#;
/// `python3 -c 'from urllib.parse import quote; print(quote(JSON, safe=""))'`
const ENCODED: &str = "%7B%22aid%22%3A%22aaaaa%22%2C%22msg_time%22%3A%221507799551%22%2C%22open_months%22%3A%221%22%2C%22open_type%22%3A%22vip%22%2C%22openid%22%3A%22xjfdaldfjrefjfljljgfjg%22%2C%22order_id%22%3A%2220171012-1712128958%22%7D";
const FIELDS: [&str; 7] = [
    "ts=1508210911065",
    "aid=aaaaa",
    "msg_time=1507799551",
    "open_months=1",
    "open_type=vip",
    "openid=xjfdaldfjrefjfljljgfjg",
    "order_id=20171012-1712128958",
];

fn sign(fields: &[&str], more: &[&str]) -> Ran {
    run(&[&["callback", "sign", "opening_flow", RECEIVER, "--secret", KEY], fields, more].concat())
}

fn verify(query: &str, more: &[&str]) -> Ran {
    run(&[&["callback", "verify", "opening_flow", query, "--secret", KEY], more].concat())
}

#[test]
fn the_documents_sample_is_signed_in_its_three_forms() {
    for (line_feed, sign_expected, ending) in
        [(None, SIGN, "%0A"), (Some("sent"), SIGN, "%0A"), (Some("signed"), SIGN, ""), (Some("none"), PLAIN_SIGN, "")]
    {
        let more: Vec<_> =
            line_feed.iter().flat_map(|word| ["--line-feed", word]).chain(["--format", "json"]).collect();
        let ran = sign(&FIELDS, &more);
        assert_eq!((ran.code, &*ran.stderr), (0, ""));
        let signed = &ran.json()[0];
        assert_eq!(signed["sign"], sign_expected, "{line_feed:?}");
        assert_eq!(signed["url"], format!("{RECEIVER}ts=1508210911065&data={ENCODED}{ending}&sign={sign_expected}"));
        let signed_ending = if sign_expected == SIGN { "\n" } else { "" };
        assert_eq!(signed["source"], format!("{JSON}{signed_ending}***"));
        ran.never_says(KEY);

        let url = signed["url"].as_str().unwrap();
        for query in [url, url.split_once('?').unwrap().1] {
            let ran = verify(query, &[]);
            assert_eq!((ran.code, &*ran.stderr), (0, ""), "{query}");
        }
    }
}

#[test]
fn people_see_no_sign_in_the_url() {
    let ran = sign(&FIELDS, &[]);
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert_eq!(lines[0], "method  GET");
    assert_eq!(lines[1], format!("url     {RECEIVER}ts=1508210911065&data={ENCODED}%0A&sign=***"));
    assert_eq!(lines[2], format!("sign    {SIGN}"));
    assert_eq!(lines[3], format!("source  {JSON}\\n***"));
    assert_eq!(lines.len(), 4);
}

#[test]
fn the_payload_may_be_given_as_its_text() {
    let data = format!("data={JSON}");
    let ran = sign(&[FIELDS[0], &data], &["--format", "json"]);
    assert_eq!(ran.json()[0]["sign"], SIGN, "{ran:?}");
}

#[test]
fn a_receivers_url_keeps_its_query() {
    for (receiver, start) in [
        ("https://h/p", "https://h/p?data="),
        ("https://h/p?", "https://h/p?data="),
        ("https://h/p?a=1", "https://h/p?a=1&data="),
        ("https://h/p?a=1&", "https://h/p?a=1&data="),
    ] {
        let fields = &FIELDS[1..];
        let ran = run(&[&["callback", "sign", "opening_flow", receiver, "--secret", KEY], fields].concat());
        assert!(ran.stdout.contains(&format!("url     {start}")), "{ran:?}");
    }
    for receiver in [
        "https://h/p#a",
        "h/p",
        "ftp://h",
        "https://",
        "https:///p",
        "https://h/a b",
        // The receiver would refuse what is sent there: a parameter of its own twice, or what it cannot decode.
        "https://h/p?data=1",
        "https://h/p?Ts=1",
        "https://h/p?a=1&%73ign",
        "https://h/p?a=%",
    ] {
        let ran = run(&[&["callback", "sign", "opening_flow", receiver, "--secret", KEY], &FIELDS[..]].concat());
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.contains("cannot be the URL of a receiver"), "{ran:?}");
    }
}

#[test]
fn what_cannot_be_sent_is_named() {
    for (fields, why) in [
        (vec!["aid=1"], "parameter `data.msg_time` is required and missing"),
        ([&FIELDS[..], &["opend=1"]].concat(), "parameter `opend` is unknown; did you mean `openid`?"),
        ([&FIELDS[..], &["aid=1"]].concat(), "parameter `aid` must be given once"),
        ([&FIELDS[..], &["sign=1"]].concat(), "parameter `sign` is always computed"),
        ([&["ts=x"], &FIELDS[1..]].concat(), "parameter `ts` must be a whole number"),
        ([&FIELDS[..3], &["open_months=many"], &FIELDS[4..]].concat(), "parameter `data.open_months` must be a whole"),
        ([&FIELDS[..5], &["openid="], &FIELDS[6..]].concat(), "parameter `data.openid` must not be empty"),
    ] {
        let ran = sign(&fields, &[]);
        assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains(why), "{why}: {ran:?}");
    }
    let ran = run(&["callback", "sign", "opening_flwo", RECEIVER, "--secret", KEY]);
    assert!(ran.stderr.contains("did you mean `opening_flow`?"), "{ran:?}");
    assert_eq!(ran.code, 1);
    let ran = run(&[&["callback", "sign", "opening_flow", RECEIVER], &FIELDS[..]].concat());
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("give --secret-env, --secret-file or --secret"), "{ran:?}");
}

#[test]
fn a_genuine_query_says_what_it_holds() {
    let query = format!("Ts=1508210911065&data={ENCODED}&sign={SIGN}&new=1");
    let ran = verify(&query, &[]);
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert_eq!(lines[0], "genuine: the value as it came and a line feed were signed");
    assert!(lines.contains(&r#"ts  "1508210911065""#) && lines.contains(&r#"new  "1""#), "{lines:?}");
    assert!(lines.contains(&r#"openid  "xjfdaldfjrefjfljljgfjg""#), "{lines:?}");
    ran.never_says(SIGN);

    let ran = verify(&query, &["--format", "json"]);
    let report = &ran.json()[0];
    assert_eq!((&report["genuine"], &report["form"]), (&true.into(), &"raw+lf".into()));
    assert_eq!(report["plus_is_space"], false);
    assert_eq!(report["payload"].to_string(), JSON);
    assert_eq!(report["notes"], serde_json::json!([]));
}

/// `python3 -c 'from hashlib import md5; print(md5(b"{ }ffff").hexdigest())'`
#[test]
fn a_plus_sign_is_a_space_where_the_sign_says_so() {
    let query = "data={+}&sign=9f3e46e3d73d82659dd4e2f1ca1d3f48";
    assert!(
        verify(query, &[]).stdout.starts_with("genuine: the value as it came was signed, each plus sign as a space\n")
    );
    assert_eq!(verify(query, &["--format", "json"]).json()[0]["plus_is_space"], true);
}

/// `python3 -c 'from hashlib import md5; print(md5(b"{\"aid\":1}ffff").hexdigest())'`
#[test]
fn a_genuine_query_that_cannot_be_understood_is_still_genuine() {
    let ran = verify("data=%7B%22aid%22%3A1%7D&sign=d8045218a1396e0bfb092c1100ae09cc", &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("note: parameter `data.aid` must be a JSON string"), "{ran:?}");
    assert!(ran.stdout.contains("note: parameter `data.openid` is required and missing"), "{ran:?}");
}

#[test]
fn what_is_not_genuine_ends_with_one_and_says_why() {
    for (query, why) in [
        (format!("data={}&sign={SIGN}", ENCODED.replace("vip", "svip")), "parameter `sign` does not match"),
        (format!("data={ENCODED}&sign={}", SIGN.replace('f', "e")), "parameter `sign` does not match"),
        (format!("data={ENCODED}&sign={SIGN}0"), "parameter `sign` is no sign"),
        (format!("data={ENCODED}"), "parameter `sign` is required and missing"),
        (format!("sign={SIGN}"), "parameter `data` is required and missing"),
        (format!("data={ENCODED}&sign={SIGN}&Data=1"), "parameter `data` stands there more than once"),
        (format!("data={ENCODED}%&sign={SIGN}"), "parameter `data` is not percent-encoded"),
    ] {
        let ran = verify(&query, &[]);
        assert_eq!((ran.code, &*ran.stdout), (1, ""), "{query}");
        assert!(ran.stderr.contains(&format!("error: not genuine: {why}")), "{why}: {ran:?}");
        ran.never_says(SIGN);
    }
    let query = format!("data={ENCODED}&sign={SIGN}");
    let ran = run(&["callback", "verify", "opening_flow", &query, "--secret", "fffe"]);
    assert_eq!(ran.code, 1);
    ran.never_says("fffe");
}

#[test]
fn callbacks_of_a_spec_of_ones_own() {
    let folder = Folder::new();
    folder.write(
        "shop.toml",
        r#"
[spec]
name = "shop"
[sign.orders]
param = "sig"
digest = "md5"
output = "upper-hex"
parts = [{ secret = true }, { param = "body" }]
[callback.payment]
sign = "orders"
payload = "body"
key = ["order"]
reply = { code = "code", message = "text", success_message = "ok" }
[callback.payment.params]
body = { type = "json:Paid" }
sig = { type = "string", from = "sign" }
[struct.Paid.fields]
order = { type = "u64" }
token = { type = "string", secret = true }
"#,
    );
    let signed = run_in(
        folder.path(),
        &[
            "callback",
            "sign",
            "payment",
            "https://h/",
            "order=7",
            "token=t0psecret",
            "--secret",
            "k",
            "--spec",
            "shop.toml",
            "--format",
            "json",
        ],
    );
    let url = signed.json()[0]["url"].as_str().unwrap().to_owned();
    // python3 -c 'from hashlib import md5; print(md5(b"k{\"order\":7,\"token\":\"t0psecret\"}").hexdigest().upper())'
    assert!(url.ends_with("&sig=A219CAF5A9647513D03AB4A8BCABC428"), "{url}");
    let ran = run_in(folder.path(), &["callback", "verify", "payment", &url, "--secret", "k", "--spec", "shop.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("order  7\ntoken  \"***\""), "{ran:?}");
    ran.never_says("t0psecret");
    let shown = run_in(
        folder.path(),
        &[
            "callback",
            "sign",
            "payment",
            "https://h/",
            "order=7",
            "token=t0psecret",
            "--secret",
            "k",
            "--spec",
            "shop.toml",
        ],
    );
    shown.never_says("t0psecret");
}

#[test]
fn a_key_whose_option_was_forgotten_is_not_shown() {
    let query = format!("data={ENCODED}&sign={SIGN}");
    for (args, said) in [
        (&["callback", "verify", "opening_flow", &query, "c4nary"][..], "unexpected argument '***' found"),
        (&["sandbox", "1:o=c4nary"], "unrecognized subcommand '***'"),
        (&["sandbox", "--fault-seed", "1", "c4nary"], "the subcommand '***' cannot be used with"),
    ] {
        let ran = run(args);
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{ran:?}");
        assert!(ran.stderr.contains(said), "{ran:?}");
        ran.never_says("c4nary");
    }
}
