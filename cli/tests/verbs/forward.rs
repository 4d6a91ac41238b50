//! `qq-cgi sandbox forward`: the vendor's side of a callback.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    thread,
};

use serde_json::{Value, json};

use crate::{
    folder::Folder,
    program::{Ran, run},
    receiver::{KEY, Receiver},
};

fn forward(receiver: &str, options: &[&str]) -> Ran {
    run(&[&["sandbox", "forward", "opening_flow", receiver, "--secret", KEY], options].concat())
}

fn url(receiver: &Receiver) -> String {
    format!("http://{}/opening_flow/game", receiver.address)
}

#[test]
fn the_ledger_is_what_the_store_holds() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    let ledger = folder.path().join("ledger.jsonl");
    let shares = ["--doubles", "0.2", "--conflicts", "0.2", "--wrong-signs", "0.2", "--unusable", "0.1"];
    let how = ["--count", "200", "--concurrency", "8", "--line-feed", "mixed", "--seed", "3", "--format", "json"];
    let ran = forward(&url(&receiver), &[&shares[..], &how, &["--log", ledger.to_str().unwrap()]].concat());
    assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
    ran.never_says(KEY);
    let totals = &ran.json()[0];
    for name in ["acknowledged", "doubled", "conflicts", "refused", "unusable"] {
        assert!(totals[name].as_u64().unwrap() > 0, "{name} in {totals}");
    }
    assert_eq!((&totals["failed"], &totals["wrongly_acknowledged"]), (&json!(0), &json!(0)));

    let entries: Vec<Value> =
        folder.read("ledger.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let acknowledged = entries.iter().filter(|entry| entry["kind"] == "new" && entry["acknowledged"] == true);
    let mut sent: Vec<_> = acknowledged.map(|entry| (entry["key"].to_string(), sorted(&entry["fields"]))).collect();
    let listed = run(&["orders", "list", "--format", "jsonl", "--store", store.to_str().unwrap()]).json();
    let mut kept: Vec<_> = listed.iter().map(|order| (order["key"].to_string(), sorted(&order["fields"]))).collect();
    sent.sort();
    kept.sort();
    assert_eq!(totals["acknowledged"], kept.len());
    assert_eq!(sent, kept);
}

/// The texts of an object, whatever its order.
fn sorted(fields: &Value) -> Vec<String> {
    let mut pairs: Vec<_> = fields.as_object().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.sort();
    pairs
}

#[test]
fn what_is_not_acknowledged_is_an_exit_code() {
    let folder = Folder::new();
    let receiver = Receiver::start(&folder.path().join("orders.db"), &[]);
    assert_eq!(forward(&url(&receiver), &["order_id=1"]).code, 0);
    let log = ["--attempts", "1", "--log", "-"];
    let ran = forward(&url(&receiver), &[&["order_id=1", "open_months=12"], &log[..]].concat());
    let entry: Value = serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
    assert_eq!((ran.code, &entry["acknowledged"], &entry["code"]), (1, &json!(false), &json!(1)));
    assert_eq!(entry["key"], json!(["openid-0-0", "1"]));
    // Where nobody listens.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let ran = forward(&format!("http://{closed}"), &["--attempts", "1"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("failed: 1;"), "{ran:?}");
    assert!(ran.stdout.contains("\n1 × new: no answer: ") && ran.stdout.contains("refused"), "{ran:?}");
}

#[test]
fn what_is_wrong_is_said_with_its_reasons() {
    let folder = Folder::new();
    let receiver = Receiver::start(&folder.path().join("orders.db"), &["--known", "game:aid=aaaaa"]);
    let once = ["--attempts", "1"];
    for (options, reason) in [
        (&["order_id=1", "aid=bbbbb"][..], "1 × new: HTTP 200, code 1: this is genuine and cannot be used; it is kept"),
        (&["--count", "3", "--wrong-signs", "0", "aid=ccccc"], "3 × new: HTTP 200, code 1: this is genuine and cannot"),
    ] {
        let ran = forward(&url(&receiver), &[options, &once].concat());
        assert!(ran.code == 1 && ran.stdout.contains(&format!("\n{reason}")), "{ran:?}");
    }
    let wrong = |options: &[&str]| {
        let given = ["sandbox", "forward", "opening_flow", &url(&receiver), "--secret", "t0psecret", "--attempts", "1"];
        run(&[&given[..], options].concat())
    };
    let ran = wrong(&[]);
    assert!(
        ran.stdout.contains("\n1 × new: HTTP 403, code 1: refused (the receiver does not believe the sign"),
        "{ran:?}"
    );
    ran.never_says("t0psecret");
    let ran = wrong(&["--count", "200"]);
    assert!(ran.stdout.contains(" × new: HTTP 403") && ran.stdout.contains(" × new: HTTP 429"), "{ran:?}");
    let reasons = wrong(&["--format", "json"]).json()[0]["reasons"].clone();
    assert_eq!(reasons.as_object().unwrap().values().filter_map(Value::as_u64).sum::<u64>(), 1, "{reasons}");
    assert!(!forward(&url(&receiver), &["aid=aaaaa"]).stdout.contains('×'));
}

#[test]
fn it_asks_as_the_documents_sample_does() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let receiver = format!("http://{}/cgi-bin/srfentry.fcgi?", listener.local_addr().unwrap());
    let peer = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        let body = "{\"ret\":0,\"msg\":\"succ\"}";
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        line
    });
    let ran = forward(&receiver, &["openid=xjfdaldfjrefjfljljgfjg", "order_id=20171012-1712128958"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let asked = peer.join().unwrap();
    assert!(asked.starts_with("GET /cgi-bin/srfentry.fcgi?ts=1508210911065&data=%7B%22aid%22%3A%22aaaaa"), "{asked}");
    assert!(asked.ends_with("%0A&sign=fefaf9ddd9d4dce23da3b664ec457413 HTTP/1.1\r\n"), "{asked}");
}

#[test]
fn what_cannot_be_sent_is_said_before_anything_is() {
    let here = "http://127.0.0.1:9/";
    for (options, code, why) in [
        (&["--count", "2", "openid=a", "order_id=b"][..], 1, "as many of (openid, order_id)"),
        (&["opend=a"], 1, "parameter `opend` is unknown; did you mean `openid`?"),
        (&["open_months=many"], 1, "`data.open_months`"),
        (&["openid=a", "openid=b"], 1, "`openid` must be given once"),
        (&["--doubles", "2"], 2, "from 0 to 1"),
        (&["--attempts", "0"], 2, "at least 1 attempt"),
        (&["--concurrency", "0"], 2, "at least 1"),
        (&["--rate", "0"], 2, "the rate is"),
        (&["--burst", "2"], 2, "--rate"),
        (&["--trust", "no/such/file"], 1, "--trust: cannot read `no/such/file`"),
    ] {
        let ran = forward(here, options);
        assert_eq!((ran.code, &*ran.stdout), (code, ""), "{options:?}: {ran:?}");
        assert!(ran.stderr.contains(why), "{options:?}: {ran:?}");
    }
    assert_eq!(forward("ftp://127.0.0.1/", &[]).code, 2);
    let unknown = run(&["sandbox", "forward", "opening_flw", here, "--secret", KEY]);
    assert!(unknown.stderr.contains("did you mean `opening_flow`?"), "{unknown:?}");
    // The sandbox's own options are another matter.
    assert_eq!(run(&["sandbox", "--fault-seed", "1", "forward", "opening_flow", here]).code, 2);
}

#[test]
fn another_machine_is_warned_about() {
    for (receiver, warned) in [
        ("http://user@receiver.invalid:1/x", Some("receiver.invalid")),
        ("http://[2001:db8::1]:1/x", Some("2001:db8::1")),
        ("http://127.8.9.1:1", None),
        ("http://LOCALHOST:1?", None),
        ("http://[::1]:1/", None),
    ] {
        // A share that cannot be, so that nothing is sent.
        let ran = forward(receiver, &["--doubles", "2"]);
        let warning = warned.map(|host| format!("warning: `{host}` is another machine"));
        assert_eq!(ran.stderr.starts_with("warning"), warning.is_some(), "{ran:?}");
        assert!(ran.stderr.starts_with(&warning.unwrap_or_default()), "{ran:?}");
    }
}
