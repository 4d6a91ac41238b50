//! `qq-cgi receive` and `qq-cgi orders`: what is acknowledged is there, whatever ends the process.
#![cfg(unix)]

use std::{
    io::Write as _,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use qq_cgi_model::{callback, check_embedded};
use qq_cgi_wire::{LineFeed, percent};
use qq_game_social::social;
use serde_json::{Value, json};

use crate::{
    folder::Folder,
    program::{Ran, finish, qq_cgi, run},
    receiver::{FIELDS, KEY, Receiver, get, target},
};

pub(crate) const SUCCESS: &str = "\r\n\r\n{\"ret\":0,\"msg\":\"succ\"}";

pub(crate) fn orders(store: &std::path::Path, arguments: &[&str]) -> Ran {
    finish(qq_cgi().arg("orders").args(arguments).arg("--store").arg(store))
}

#[test]
fn an_order_is_kept_once_whatever_comes_again_and_whatever_ends_the_process() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    let sent = target(&FIELDS);
    for _ in 0..2 {
        let answer = receiver.get(&sent);
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with(SUCCESS), "{answer}");
    }
    let changed = target(&[&FIELDS[..2], &["open_months=12"], &FIELDS[3..]].concat());
    assert!(receiver.get(&changed).contains("\"ret\":1"));
    // The last digit of the sign.
    let (start, end) = sent.split_at(sent.len() - 1);
    let forged = format!("{start}{}", if end == "0" { "1" } else { "0" });
    assert!(receiver.get(&forged).starts_with("HTTP/1.1 403 "));
    receiver.kill();

    let receiver = Receiver::start(&store, &[]);
    assert!(receiver.get(&sent).ends_with(SUCCESS));
    let listed = orders(&store, &["list", "--format", "jsonl"]).json();
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!(listed[0]["key"], json!(["xjfdaldfjrefjfljljgfjg", "20171012-1712128958"]));
    let id = listed[0]["id"].to_string();
    let shown = &orders(&store, &["show", &id, "--format", "json"]).json()[0];
    assert_eq!(shown["fields"]["open_months"], "1");
    assert_eq!(shown["conflicts"][0]["fields"]["open_months"], "12");
    assert!(shown["raw"].as_str().unwrap().ends_with("\"}\n"), "{shown}");
    let stats = &orders(&store, &["stats", "--format", "json"]).json()[0];
    assert_eq!((&stats["orders"], &stats["pending"], &stats["conflicts"]), (&json!(1), &json!(1), &json!(1)));
    assert!(stats["leased"] == 0 && stats["oldest_pending_seconds"].is_u64(), "{stats}");
    let ran = receiver.end("TERM");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
}

/// `QQ_CGI_KILLS=1000` for a longer run.
#[test]
fn what_was_acknowledged_survives_every_kill() {
    let kills = std::env::var("QQ_CGI_KILLS").map_or(50, |text| text.parse().unwrap());
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let sign = signer();
    let next = AtomicUsize::new(0);
    let mut acknowledged = Vec::new();
    for round in 0..kills {
        let receiver = Receiver::start(&store, &[]);
        let address = receiver.address.clone();
        let rounds_first = acknowledged.len();
        // Killed after so many answers, while others are under way.
        let enough = 5 + round % 20;
        let answers = AtomicUsize::new(0);
        thread::scope(|scope| {
            let senders: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let mut mine = Vec::new();
                        loop {
                            let number = next.fetch_add(1, Ordering::Relaxed);
                            let Ok(answer) = get(&address, &sign(number)) else { return mine };
                            if !answer.ends_with(SUCCESS) {
                                assert!(answer.is_empty(), "{answer}");
                                return mine;
                            }
                            mine.push(number);
                            answers.fetch_add(1, Ordering::Relaxed);
                        }
                    })
                })
                .collect();
            while answers.load(Ordering::Relaxed) < enough && senders.iter().any(|sender| !sender.is_finished()) {
                thread::yield_now();
            }
            receiver.kill();
            acknowledged.extend(senders.into_iter().flat_map(|sender| sender.join().unwrap()));
        });
        assert!(acknowledged.len() >= rounds_first + enough);
    }
    let listed = orders(&store, &["list", "--format", "jsonl"]).json();
    let kept: Vec<&str> = listed.iter().map(|order| order["fields"]["order_id"].as_str().unwrap()).collect();
    let lost: Vec<_> = acknowledged.iter().filter(|number| !kept.contains(&&*number.to_string())).collect();
    println!("{kills} kills, {} acknowledged, {} lost", acknowledged.len(), lost.len());
    assert!(lost.is_empty(), "{lost:?}");
    let receiver = Receiver::start(&store, &[]);
    for number in acknowledged.iter().rev().take(20) {
        assert!(receiver.get(&sign(*number)).ends_with(SUCCESS));
    }
    assert_eq!(orders(&store, &["list", "--format", "jsonl"]).json().len(), kept.len());
}

/// The target of a callback of its own for each number.
pub(crate) fn signer() -> impl Fn(usize) -> String + Sync {
    let model = check_embedded(social::SPEC_FILES, social::BASE_FILES).model;
    move |number| {
        let known = model.callback("opening_flow").unwrap();
        let fields: Vec<_> = FIELDS.iter().map(|field| field.split_once('=').unwrap()).collect();
        let number = number.to_string();
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| (*name, if *name == "order_id" { &number } else { *value })).collect();
        let pairs = callback::complete(&model, known, &fields).unwrap();
        let signed = callback::sign(&model, known, KEY, &pairs, LineFeed::Sent).unwrap();
        let pairs = signed.sent.iter().map(|(name, value)| format!("{name}={}", percent::encode(value)));
        format!("/opening_flow/game?{}", pairs.collect::<Vec<_>>().join("&"))
    }
}

#[test]
fn alerts_are_lines_of_json_on_standard_error() {
    let folder = Folder::new();
    let receiver = Receiver::start(
        &folder.path().join("orders.db"),
        &["--known", "game:aid=aaaaa,bbbbb", "--conflict-code", "-7", "--quarantine-code", "0"],
    );
    receiver.get(&target(&FIELDS));
    let changed = [&FIELDS[..2], &["open_months=12"], &FIELDS[3..]].concat();
    assert!(receiver.get(&target(&changed)).contains("\"ret\":-7"));
    assert!(receiver.get(&target(&[&["aid=ccccc"], &FIELDS[1..]].concat())).ends_with(SUCCESS));
    let ran = receiver.end("INT");
    let alerts: Vec<Value> = ran.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<_> = alerts.iter().map(|alert| alert["alert"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["conflict", "quarantine"]);
    assert_eq!(alerts[1]["reason"], "`data.aid` is none of those that this app has");
    ran.never_says("xjfdaldf");
}

#[test]
fn it_says_where_callbacks_come_to_and_logs_them_without_their_query() {
    let folder = Folder::new();
    let mut receiver = Receiver::start(&folder.path().join("orders.db"), &["--access-log", "-"]);
    let said = receiver.line();
    assert_eq!(said, format!("callbacks come to http://{}/opening_flow/game\n", receiver.address));
    let sent = target(&FIELDS);
    receiver.get(&sent);
    assert!(receiver.get("/readyz").starts_with("HTTP/1.1 200 "));
    let metrics = receiver.get("/metrics");
    assert!(metrics.contains("qq_cgi_receiver_requests_total{outcome=\"new\"} 1\n"), "{metrics}");
    let ran = receiver.end("TERM");
    let entries = ran.json();
    assert_eq!((&entries[0]["path"], &entries[0]["outcome"]), (&json!("/opening_flow/game"), &json!("new")));
    assert_eq!((&entries[1]["path"], &entries[1]["outcome"]), (&json!("/readyz"), &Value::Null));
    ran.never_says(sent.rsplit_once('=').unwrap().1);
    ran.never_says("xjfdaldf");
}

#[test]
fn a_callback_of_ones_own_needs_a_spec_alone() {
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
reply = { code = "code", success = 200, message = "text", success_message = "thanks" }
[callback.payment.params]
body = { type = "json:Paid" }
sig = { type = "string", from = "sign" }
[struct.Paid.fields]
order = { type = "u64" }
"#,
    );
    folder.write("key", "k\n");
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let app = format!("payment/shop=file:{}", path("key"));
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start_with(&store, &["--spec", &path("shop.toml"), "--app", &app]);
    // python3 -c 'from hashlib import md5; print(md5(b"k{\"order\":7}").hexdigest().upper())'
    let answer = receiver.get("/payment/shop?body=%7B%22order%22:7%7D&sig=A3F1CE01C8CC53DE85EB95FCBD20F018");
    assert!(answer.ends_with("{\"code\":200,\"text\":\"thanks\"}"), "{answer}");
    assert_eq!(orders(&store, &["list", "--format", "jsonl"]).json()[0]["fields"], json!({ "order": 7 }));
}

/// `receive` with these options ends with `code` and says `why`, but not the key `t0psecret` of `env:QQ_CGI_TEST_KEY`.
pub(crate) fn refuses(store: &Path, options: &[&str], code: i32, why: &str) {
    let mut command = qq_cgi();
    command.env("QQ_CGI_TEST_KEY", "t0psecret").args(["receive", "--listen", "127.0.0.1:0", "--store"]).arg(store);
    let ran = finish(command.args(options));
    assert_eq!((ran.code, &*ran.stdout), (code, ""), "{options:?}: {ran:?}");
    assert!(ran.stderr.contains(why), "{why}: {ran:?}");
    ran.never_says("t0psecret");
}

#[test]
fn what_cannot_be_received_with_is_named_and_no_key_is_repeated() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    for (options, code, why) in [
        (vec!["--known", "game:aid=1"], 2, "--app <NAME=WHERE>"),
        (vec!["--app", "game=env:QQ_CGI_TEST_KEY", "--stage", "Test"], 2, "cannot be used with"),
        (vec!["--stage", "Tset"], 1, "without --app: there is no stage `Tset`; did you mean `Test`?"),
        (vec!["--app", "game=t0psecret"], 2, "--app takes NAME=env:VARIABLE or NAME=file:PATH"),
        (vec!["--app", "t0psecret"], 2, "--app takes NAME=env:VARIABLE or NAME=file:PATH"),
        (vec!["--app", "game=env:QQ_CGI_NOT_SET"], 1, "the environment variable `QQ_CGI_NOT_SET` is not set"),
        (vec!["--app", "a b=env:QQ_CGI_TEST_KEY"], 1, "--app: an app's name is 1 to 64 letters"),
        (vec!["--app", "opening/game=env:QQ_CGI_TEST_KEY"], 1, "--app: the spec has no callback `opening`"),
        (vec!["--app", "game=env:QQ_CGI_TEST_KEY", "--known", "gane:aid=1"], 2, "--known names `opening_flow/gane`"),
        (vec!["--app", "game=env:QQ_CGI_TEST_KEY", "--known", "game:ait=1"], 1, "did you mean `aid`?"),
        (vec!["--app", "game=env:QQ_CGI_TEST_KEY", "--known", "game"], 2, "--known takes NAME:FIELD=VALUE"),
        (vec!["--app", "game=env:QQ_CGI_TEST_KEY", "--conflict-code", "0"], 1, "the code for conflict is the one"),
    ] {
        refuses(&store, &options, code, why);
    }
    let ran = run(&["orders", "list", "--store", store.with_extension("none").to_str().unwrap()]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.starts_with("error: cannot use the store `"), "{ran:?}");
    assert!(!store.with_extension("none").exists());
}

#[test]
fn what_deserves_a_warning_gets_one() {
    let folder = Folder::new();
    let more = ["--app", "other=env:QQ_CGI_TEST_KEY", "--listen", "0.0.0.0:0"];
    let mut command = qq_cgi();
    command.env("QQ_CGI_TEST_KEY", KEY).args(["receive", "--app", "game=env:QQ_CGI_TEST_KEY", "--store"]);
    // Ends by itself, for its store cannot be made.
    let ran = finish(command.arg(folder.path().join("no/such/folder")).args(more));
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert!(lines[0].starts_with("warning: there is no TLS at this address"), "{ran:?}");
    assert!(
        lines[1].starts_with("warning: /opening_flow/game and /opening_flow/other have a key in common"),
        "{ran:?}"
    );
    assert!(lines[2].starts_with("error: cannot use the store `"), "{ran:?}");
}

#[test]
fn orders_go_to_files_and_to_people() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    let sign = signer();
    for number in 0..3 {
        receiver.get(&sign(number));
    }
    receiver.get(&target(&[&FIELDS[..5], &["order_id=a \"b\", c"]].concat()));

    let csv = orders(&store, &["list", "--format", "csv"]).stdout;
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines[0], "id,state,app,callback,key,received_unix_ms,attempts,conflicts,fields");
    assert_eq!(lines.len(), 5);
    let quoted = r#","[""xjfdaldfjrefjfljljgfjg"",""a \""b\"", c""]","#;
    assert!(lines[4].contains(quoted), "{csv}");

    let jsonl = orders(&store, &["list", "--format", "jsonl"]).json();
    let second = jsonl[1]["id"].to_string();
    let key = jsonl[1]["key"].to_string();
    let listed = |options: &[&str]| orders(&store, &[&["list"], options].concat()).stdout.lines().count();
    assert_eq!(listed(&[]), 4);
    assert_eq!(listed(&["--after", &second]), 2);
    assert_eq!(listed(&["--limit", "3"]), 3);
    assert_eq!(listed(&["--key", &key]), 1);
    assert_eq!(listed(&["--state", "pending", "--app", "game", "--callback", "opening_flow"]), 4);
    assert_eq!(listed(&["--state", "done"]), 0);
    assert_eq!(listed(&["--app", "other"]), 0);

    let shown = orders(&store, &["show", &second]);
    assert!(shown.stdout.contains("\nraw       {\"aid\":\"aaaaa\","), "{shown:?}");
    assert!(shown.stdout.contains("\"}\\n\n") && !shown.stdout.contains('\u{1b}'), "{shown:?}");
    let missing = orders(&store, &["show", "999"]);
    assert_eq!((missing.code, &*missing.stdout), (1, ""));
    assert!(missing.stderr.starts_with("error: there is no order 999 in `"), "{missing:?}");
    assert!(
        orders(&store, &["stats"])
            .stdout
            .starts_with("orders                 4\npending                4\nleased                 0\n")
    );
}

/// `script` gives it a terminal.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_told_once_a_second_what_came() {
    use std::{
        io::{BufRead as _, BufReader},
        process::{Command, Stdio},
    };

    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let binary = env!("CARGO_BIN_EXE_qq-cgi");
    let command = format!(
        "exec '{binary}' receive --listen 127.0.0.1:0 --app game=env:QQ_CGI_TEST_KEY --store '{}'",
        store.display()
    );
    let mut terminal = Command::new("script")
        .args(["-qefc", &command, "/dev/null"])
        .env("QQ_CGI_TEST_KEY", KEY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`script`, of Debian's bsdutils");
    let mut lines = BufReader::new(terminal.stdout.take().unwrap()).lines().map(|line| line.unwrap());
    let first = lines.next().unwrap();
    let address = first.trim_end().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{first}"));
    assert!(get(address, &target(&FIELDS)).unwrap().ends_with(SUCCESS));
    let told = lines.find(|line| line.starts_with("received 1:")).unwrap();
    let counts = "1 new, 0 duplicate, 0 conflict, 0 quarantined, 0 refused, 0 limited, 0 not-stored";
    let (said, span) = told.trim_end().split_once("; p99 at most ").unwrap_or_else(|| panic!("{told}"));
    assert_eq!(said, format!("received 1: {counts}"));
    assert!(span.trim_end_matches("; waiting 1").ends_with('s'), "{told}");
    // The order is not told of twice, and waits for somebody to take it.
    assert!(lines.next().unwrap().starts_with("received 0: 0 new, "));
    assert!(lines.any(|line| line.trim_end().ends_with("not-stored; waiting 1")));
    // Ctrl-C.
    terminal.stdin.take().unwrap().write_all(b"\x03").unwrap();
    assert_eq!(lines.find(|line| line.contains("error")), None);
    assert!(terminal.wait().unwrap().success());
}
