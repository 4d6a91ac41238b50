//! What befalls a receiver that somebody runs: files that go, disks that fill up, signals, options that cannot be meant.

use std::{
    fs::{self, OpenOptions},
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::{
    folder::Folder,
    program::{Ran, finish, qq_cgi},
    receive::{SUCCESS, orders, refuses, signer},
    receiver::{FIELDS, KEY, Receiver, target},
};

const PARTS: [&str; 3] = ["orders.db", "orders.db-wal", "orders.db-shm"];

/// The alerts among what a receiver said.
fn alerts(ran: &Ran) -> Vec<Value> {
    ran.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn kinds(ran: &Ran) -> Vec<String> {
    alerts(ran).iter().map(|alert| alert["alert"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_store_that_was_taken_away_acknowledges_nothing_until_it_is_back() {
    let (folder, away) = (Folder::new(), Folder::new());
    let receiver = Receiver::start(&folder.path().join("orders.db"), &[]);
    let sign = signer();
    assert!(receiver.get(&sign(1)).ends_with(SUCCESS));
    let move_all = |from: &Folder, to: &Folder| {
        for part in PARTS {
            fs::rename(from.path().join(part), to.path().join(part)).unwrap();
        }
    };
    move_all(&folder, &away);
    // One that came before is not acknowledged either.
    for number in [1, 2] {
        let answer = receiver.get(&sign(number));
        assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("\"ret\":1"), "{answer}");
    }
    assert!(receiver.get("/readyz").starts_with("HTTP/1.1 503 "));
    assert!(!folder.path().join("orders.db").exists());
    move_all(&away, &folder);
    for number in [1, 2] {
        assert!(receiver.get(&sign(number)).ends_with(SUCCESS));
    }
    let ran = receiver.end("TERM");
    assert_eq!(kinds(&ran), ["store-down", "store-back"]);
    let why = alerts(&ran)[0]["error"].as_str().unwrap().to_owned();
    assert!(why.starts_with("the file of the store was removed or replaced while it was open: "), "{why}");
    assert_eq!(orders(&folder.path().join("orders.db"), &["list", "--format", "jsonl"]).json().len(), 2);
}

#[test]
fn a_hangup_ends_nobody_and_opens_the_log_again() {
    let folder = Folder::new();
    let (log, old) = (folder.path().join("access.log"), folder.path().join("access.log.1"));
    let receiver = Receiver::start(&folder.path().join("orders.db"), &["--access-log", log.to_str().unwrap()]);
    assert!(receiver.get(&target(&FIELDS)).ends_with(SUCCESS));
    fs::rename(&log, &old).unwrap();
    receiver.signal("HUP");
    while !log.exists() {
        receiver.get("/healthz");
    }
    assert!(receiver.get(&target(&FIELDS)).ends_with(SUCCESS));
    let ran = receiver.end("TERM");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert!(folder.read("access.log.1").contains("\"outcome\":\"new\""));
    assert!(folder.read("access.log").contains("\"outcome\":\"duplicate\""));
}

#[test]
fn a_query_that_a_proxy_made_part_of_the_path_is_not_logged() {
    let folder = Folder::new();
    let receiver = Receiver::start(&folder.path().join("orders.db"), &["--access-log", "-"]);
    let sent = target(&FIELDS);
    for question_mark in ["%3F", "%3f", ";", "%253F", "&"] {
        assert!(receiver.get(&sent.replace('?', question_mark)).starts_with("HTTP/1.1 403 "));
    }
    let ran = receiver.end("TERM");
    ran.never_says("xjfdaldf");
    ran.never_says("sign");
    assert_eq!(ran.stdout.matches("\"path\":\"/opening_flow/game\"").count(), 5, "{ran:?}");
}

/// Readers, and how many lines each prints of a store with one order and nothing in quarantine.
const READERS: [(&[&str], usize); 4] =
    [(&["orders", "list"], 1), (&["orders", "show", "1"], 4), (&["orders", "stats"], 10), (&["quarantine", "list"], 0)];

fn all_read(by: impl Fn() -> Command, store: &Path) {
    for (verb, lines) in READERS {
        let ran = finish(by().args(verb).arg("--store").arg(store));
        assert_eq!((ran.code, ran.stdout.lines().count(), &*ran.stderr), (0, lines, ""), "{verb:?}: {ran:?}");
    }
}

/// A disk on which nothing more fits, as far as a process can have one of its own: each write to a file fails.
#[test]
fn what_is_stored_is_shown_on_a_full_disk() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let full = || {
        let mut shell = Command::new("sh");
        shell.args(["-c", r#"trap "" XFSZ; ulimit -f 0; exec "$0" "$@""#, env!("CARGO_BIN_EXE_qq-cgi")]);
        shell
    };
    let receiver = Receiver::start(&store, &[]);
    assert!(receiver.get(&target(&FIELDS)).ends_with(SUCCESS));
    all_read(full, &store);
    assert_eq!(receiver.end("TERM").code, 0);
    all_read(full, &store);
    fs::remove_file(folder.path().join("orders.db-shm")).unwrap();
    all_read(full, &store);
}

/// Root may write everything, unless it gives that up.
fn without_permission() -> Command {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !is_root {
        return qq_cgi();
    }
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", "--"]);
    command.arg(env!("CARGO_BIN_EXE_qq-cgi"));
    command
}

#[test]
fn what_is_stored_is_shown_where_nothing_may_be_written() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    assert!(receiver.get(&target(&FIELDS)).ends_with(SUCCESS));
    assert_eq!(receiver.end("TERM").code, 0);
    let may_write = |may: bool| {
        let mode = |mode| fs::Permissions::from_mode(mode);
        for part in PARTS.map(|part| folder.path().join(part)).iter().filter(|part| part.exists()) {
            fs::set_permissions(part, mode(if may { 0o600 } else { 0o400 })).unwrap();
        }
        fs::set_permissions(folder.path(), mode(if may { 0o700 } else { 0o500 })).unwrap();
    };
    may_write(false);
    assert_ne!(finish(without_permission().args(["orders", "take", "--store"]).arg(&store)).code, 0);
    all_read(without_permission, &store);
    // The log has the order, and nobody can say where.
    may_write(true);
    fs::remove_file(folder.path().join("orders.db-shm")).unwrap();
    may_write(false);
    let ran = finish(without_permission().args(["orders", "list", "--store"]).arg(&store));
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.contains("what its log holds cannot be read where nothing may be written beside it"), "{ran:?}");
    // With an empty log the file is all there is.
    may_write(true);
    assert_eq!(orders(&store, &["ack", "1"]).code, 0);
    drop(Receiver::start(&store, &[]));
    assert_eq!(fs::metadata(folder.path().join("orders.db-wal")).unwrap().len(), 0);
    fs::remove_file(folder.path().join("orders.db-shm")).unwrap();
    may_write(false);
    all_read(without_permission, &store);
    may_write(true);
}

#[test]
fn what_names_no_store_is_refused_and_makes_no_file() {
    let folder = Folder::new();
    for (store, why) in [
        ("host=localhost dbname=orders password=t0psecret", "is written as postgres://USER@HOST:PORT/DATABASE"),
        ("password=t0psecret", "is written as postgres://"),
        ("mysql://root:t0psecret@host/orders", "a file or postgres://USER@HOST/DATABASE, and not `mysql://`"),
        ("sqlite://orders.db", "and not `sqlite://`"),
        ("sqlite:orders.db", "give the path alone, without `sqlite:`"),
        ("SQLite3:orders.db", "give the path alone"),
        (":memory:", "what stands in memory is lost"),
        ("postgres:orders", "a database is written as postgres://USER@HOST/DATABASE"),
        ("POSTGRES://ann:t0psecret@host/orders", "a password among the arguments"),
    ] {
        let mut command = qq_cgi();
        command.current_dir(folder.path()).env("QQ_CGI_TEST_KEY", KEY);
        let options = ["--listen", "127.0.0.1:0", "--app", "game=env:QQ_CGI_TEST_KEY", "--store", store];
        let ran = finish(command.arg("receive").args(options));
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{store}: {ran:?}");
        assert!(ran.stderr.starts_with("error: --store: ") && ran.stderr.contains(why), "{store}: {ran:?}");
        ran.never_says("t0psecret");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    // With a folder, a name is a name; and a scheme may be written in any case.
    let own = |store: &str| {
        finish(qq_cgi().current_dir(folder.path()).args(["admin", "app", "list", "--store", store])).stderr
    };
    for store in ["./sqlite:orders.db", "./host=x", "a/b://c"] {
        assert!(own(store).contains("No such file or directory"), "{store}");
    }
    assert!(own("Postgres://127.0.0.1:1/orders").contains("the store `postgres://127.0.0.1:1/orders`"));
}

#[test]
fn options_that_cannot_be_meant_are_refused() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    folder.write("bom", "\u{feff}t0psecret\n");
    let bom = format!("game=file:{}", folder.path().join("bom").display());
    let game = ["--app", "game=env:QQ_CGI_TEST_KEY"];
    let known = |value: &'static str| [&game[..], &["--known", value]].concat();
    for (options, code, why) in [
        (
            known("game:open_months=1,abc"),
            1,
            "--known: what is sent to `/opening_flow/game` can never have the `open_months` `abc`",
        ),
        (
            known("game:open_type=vip,xyz"),
            1,
            "can never have the `open_type` `xyz`, which is a word that the spec does not know",
        ),
        (known("game:aid="), 1, "can never have the `aid` ``, which is empty"),
        (known("game:aid=a,,b"), 1, "which is empty"),
        (known("game:aidd=a"), 1, "--known: what is sent to `/opening_flow/game` has no field `aidd`"),
        (vec!["--app", &bom], 1, "begins with a byte order mark"),
        ([&game[..], &["--webhook-timeout", "3s"]].concat(), 2, "--webhook <URL>"),
        ([&game[..], &["--webhook-attempts", "3"]].concat(), 2, "--webhook <URL>"),
    ] {
        refuses(&store, &options, code, why);
    }
    assert!(!store.exists());
}

#[test]
fn a_store_that_everybody_can_read_is_warned_of() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    drop(Receiver::start(&store, &[]));
    assert_eq!(fs::metadata(&store).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&store, fs::Permissions::from_mode(0o644)).unwrap();
    let ran = Receiver::start(&store, &[]).end("TERM");
    assert!(ran.stderr.starts_with("warning: other users of this machine can read the store `"), "{ran:?}");
}

#[test]
fn a_key_with_which_nothing_was_genuine_is_told_once() {
    let folder = Folder::new();
    let sign = signer();
    let forged = |number: usize| sign(number).replace("sign=", "sign=0");
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    (0..30).for_each(|number| drop(receiver.get(&forged(number))));
    // Nobody's path is nobody's key.
    (0..30).for_each(|number| drop(receiver.get(&forged(number).replace("game", "gaem"))));
    let ran = receiver.end("TERM");
    assert_eq!(kinds(&ran), ["nothing-genuine"]);
    let alert = &alerts(&ran)[0];
    assert_eq!(
        (&alert["app"], &alert["callback"], &alert["refused"]),
        (&json!("game"), &json!("opening_flow"), &json!(10))
    );
    // Once its key was right, strangers are strangers.
    let receiver = Receiver::start(&store, &[]);
    (0..9).for_each(|number| drop(receiver.get(&forged(number))));
    assert!(receiver.get(&sign(1)).ends_with(SUCCESS));
    (0..30).for_each(|number| drop(receiver.get(&forged(number))));
    assert_eq!(receiver.end("TERM").stderr, "");
}

#[test]
fn a_list_says_what_it_leaves_out_and_finds_nothing_silently() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    let sign = signer();
    (0..100).for_each(|number| drop(receiver.get(&sign(number))));
    let whole = orders(&store, &["list"]);
    assert_eq!((whole.stdout.lines().count(), &*whole.stderr), (100, ""));
    receiver.get(&sign(100));
    let cut = orders(&store, &["list"]);
    assert_eq!(cut.stdout.lines().count(), 100);
    assert_eq!(
        cut.stderr,
        "these are 100, and there are more: --after 100 shows those behind them, --limit says how many\n"
    );
    for rest in [&["--after", "100"][..], &["--limit", "5"], &["--format", "csv"]] {
        assert_eq!(orders(&store, &[&["list"], rest].concat()).stderr, "");
    }
    let key = orders(&store, &["list", "--key", "foo"]);
    assert_eq!((key.code, &*key.stdout), (2, ""));
    assert!(key.stderr.starts_with("error: --key takes the JSON list of texts that `orders list` shows"), "{key:?}");
    let listed = orders(&store, &["list", "--limit", "1", "--format", "jsonl"]).json()[0]["key"].to_string();
    assert_eq!(orders(&store, &["list", "--key", &listed.replace(',', " ,  ")]).stdout.lines().count(), 1);
    let app = orders(&store, &["list", "--app", "gam"]);
    assert_eq!((app.code, &*app.stdout, &*app.stderr), (1, "", "error: the store has no order of an app `gam`\n"));
    let lease = orders(&store, &["return", "2"]);
    assert_eq!(lease.code, 2);
    assert!(lease.stderr.contains("a lease is an order's number and its own, as in 17:1"), "{lease:?}");
}

fn hang_up(child: &Child) {
    assert!(Command::new("kill").args(["-HUP", &child.id().to_string()]).status().unwrap().success());
}

/// Whoever rotates logs does not know how far a receiver has got.
#[test]
fn a_hangup_before_there_is_a_store_ends_nobody_either() {
    let folder = Folder::new();
    let key = folder.path().join("key");
    assert!(Command::new("mkfifo").arg(&key).status().unwrap().success());
    let mut command = qq_cgi();
    command.args(["receive", "--listen", "127.0.0.1:0", "--store"]).arg(folder.path().join("orders.db"));
    command.arg("--app").arg(format!("game=file:{}", key.display())).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Opened once the receiver is about to read its key, of which nothing comes yet.
    let mut written = OpenOptions::new().write(true).open(&key).unwrap();
    hang_up(&child);
    written.write_all(KEY.as_bytes()).unwrap();
    drop(written);
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first.starts_with("listening on "), "{first}");
}

#[test]
fn a_database_that_is_not_up_yet_is_waited_for() {
    let Some(server) = qq_cgi_test_postgres::Server::start(&[]) else { return };
    let url = server.database();
    server.crash();
    let mut command = qq_cgi();
    command.env("QQ_CGI_TEST_KEY", KEY).args(["receive", "--listen", "127.0.0.1:0", "--store", &url]);
    command.args(["--app", "game=env:QQ_CGI_TEST_KEY"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.starts_with("warning: the store `postgres://") && said.contains("is tried for 30s: "), "{said}");
    hang_up(&child);
    server.start_again();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first.starts_with("listening on "), "{first}");
}
