//! `--store` with a PostgreSQL database.

use std::path::Path;

use qq_cgi_test_postgres::Server;
use serde_json::json;

use crate::{
    folder::Folder,
    program::{Ran, finish, qq_cgi},
    receiver::{FIELDS, KEY, Receiver, target},
};

const SUCCESS: &str = "{\"ret\":0,\"msg\":\"succ\"}";

fn orders(store: &str, arguments: &[&str]) -> Ran {
    finish(qq_cgi().arg("orders").args(arguments).args(["--store", store]))
}

#[test]
fn receivers_share_a_database_and_none_is_special() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let receivers = [(); 2].map(|()| Receiver::start(Path::new(&url), &[]));
    let sent = target(&FIELDS);
    for receiver in &receivers {
        assert!(receiver.get(&sent).ends_with(SUCCESS));
    }
    let changed = target(&[&FIELDS[..2], &["open_months=12"], &FIELDS[3..]].concat());
    assert!(receivers[1].get(&changed).contains("\"ret\":1"));
    receivers.into_iter().for_each(Receiver::kill);

    // Whoever comes next has everything.
    let receiver = Receiver::start(Path::new(&url), &[]);
    assert!(receiver.get(&sent).ends_with(SUCCESS));
    assert!(receiver.get("/readyz").starts_with("HTTP/1.1 200 "));
    let listed = orders(&url, &["list", "--format", "jsonl"]).json();
    assert_eq!(listed.len(), 1, "{listed:?}");
    let id = listed[0]["id"].to_string();
    let shown = &orders(&url, &["show", &id, "--format", "json"]).json()[0];
    assert_eq!(
        (&shown["fields"]["open_months"], &shown["conflicts"][0]["fields"]["open_months"]),
        (&json!("1"), &json!("12"))
    );
    let stats = &orders(&url, &["stats", "--format", "json"]).json()[0];
    assert_eq!((&stats["orders"], &stats["conflicts"]), (&json!(1), &json!(1)));
    let ran = receiver.end("TERM");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
}

#[test]
fn records_of_a_database_are_the_apps_of_every_receiver() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let admin = |arguments: &[&str]| finish(qq_cgi().arg("admin").args(arguments).args(["--store", &url]));
    // What only looks makes no store.
    assert_eq!(admin(&["app", "list"]).code, 1);
    let mut receiver = Receiver::start_with(Path::new(&url), &["--refresh", "1"]);
    let app = ["app", "add", "appid=1105", "url=https://game.example/", "userinfo=10001", "appkey=env:QQ_CGI_TEST_KEY"];
    let mut adding = qq_cgi();
    let added = finish(adding.env("QQ_CGI_TEST_KEY", KEY).arg("admin").args(app).args(["--store", &url]));
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(admin(&["aid", "add", "aid=aaaaa", "appid=1105", "openmonth=1"]).code, 0);
    for (table, key) in [("app", "1105"), ("aid", "aaaaa")] {
        for stage in ["Review", "Released"] {
            assert_eq!(admin(&[table, "stage", key, "--to", stage]).code, 0);
        }
    }
    while !receiver.complaint().contains("\"apps\":1,\"left_out\":0") {}
    let sent = target(&FIELDS).replace("/game?", "/1105?");
    let another = Receiver::start_with(Path::new(&url), &[]);
    for receiver in [&receiver, &another] {
        assert!(receiver.get(&sent).ends_with(SUCCESS));
    }
    assert!(admin(&["aid", "find", "aid=aaa"]).stdout.contains("aaaaa"));
    let shown = admin(&["app", "show", "1105"]);
    assert_eq!(shown.stdout.matches("staged").count(), 2, "{shown:?}");
    shown.never_says(KEY);
}

#[test]
fn a_server_that_would_forget_is_not_used() {
    let Some(server) = Server::start(&[("fsync", "off")]) else { return };
    let url = server.database();
    let mut command = qq_cgi();
    command.env("QQ_CGI_TEST_KEY", "k").args([
        "receive",
        "--listen",
        "127.0.0.1:0",
        "--app",
        "game=env:QQ_CGI_TEST_KEY",
    ]);
    let ran = finish(command.args(["--store", &url]));
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.contains("the store would lose orders: fsync is off, not on"), "{ran:?}");
}

#[test]
fn what_is_not_there_is_not_made() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let ran = orders(&url, &["list"]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.starts_with("error: cannot use the store `postgres://"), "{ran:?}");
    assert_eq!(server.sql(&url, "SELECT count(*) FROM pg_namespace WHERE nspname = 'qq_cgi'"), "0");
}

/// The server takes nothing but TLS on its port.
#[test]
fn tls_is_used_and_its_certificate_looked_at() {
    let Some(server) = Server::start(&[]) else { return };
    let database = server.database();
    let folder = Folder::new();
    let of = |name: &str| {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    };
    let ((known, key), (unknown, _)) = (of("localhost"), of("localhost"));
    folder.write("known.pem", &known).write("unknown.pem", &unknown);
    let port = server.listen_with_tls(&known, &key);
    let database = database.rsplit_once('/').unwrap().1;
    let ask = |host: &str, options: &str, anchors: &str| {
        let url = format!("postgres://tests@{host}:{port}/{database}{options}");
        let mut command = qq_cgi();
        command.env("SSL_CERT_FILE", folder.path().join(anchors)).args(["orders", "list", "--store", &url]);
        finish(&mut command)
    };
    // The database has no orders yet: whoever is told so was let in.
    for options in ["", "?sslmode=prefer", "?sslmode=require"] {
        let ran = ask("localhost", options, "known.pem");
        assert!(ran.stderr.ends_with("the database has no orders and no tables for them\n"), "{ran:?}");
    }
    for (host, options, anchors, why) in [
        ("localhost", "", "unknown.pem", "certificate"),
        ("localhost", "?sslmode=require", "unknown.pem", "certificate"),
        ("127.0.0.1", "?sslmode=require", "known.pem", "certificate"),
        ("localhost", "?sslmode=disable", "known.pem", "no encryption"),
    ] {
        let ran = ask(host, options, anchors);
        assert!(ran.code == 1 && ran.stderr.contains(why), "{host} {options} {anchors}: {ran:?}");
    }
}

/// Nobody listens there, so that each of these ends with a message about its place.
#[test]
fn a_password_is_never_said() {
    let folder = Folder::new();
    let url = "postgres://ann:t0psecret@127.0.0.1:1/orders";
    folder.write("url", &format!("{url}\n")).write("half", "t0psecret\n");
    for (store, code, why) in [
        (url, 2, "--store: a password among the arguments is seen by other users of this machine"),
        ("postgres://ann@127.0.0.1:1/orders?password=t0psecret", 2, "--store: a password among the arguments"),
        ("postgres://ann:half@t0psecret@127.0.0.1:1/orders", 2, "within a name or a password it is written %40"),
        ("postgres://ann:t0psecret@127.0.0.1:port/orders", 2, "it is not written as postgres://"),
        ("postgres://ann:t0psecret@127.0.0.1:1/orders?t0psecret=1", 2, "a parameter that is not known"),
        ("postgres:///t0psecret", 2, "it names no host"),
        ("env:QQ_CGI_TEST_URL", 1, "cannot use the store `postgres://127.0.0.1:1/orders`: the store is not available"),
        ("file:url", 1, "cannot use the store `postgres://127.0.0.1:1/orders`: the store is not available"),
        ("postgres://ann@127.0.0.1:1/orders", 1, "cannot use the store `postgres://127.0.0.1:1/orders`"),
        ("file:half", 2, "what stands there is no URL: it does not begin with postgres://"),
        ("env:QQ_CGI_NOT_SET", 1, "the environment variable `QQ_CGI_NOT_SET` is not set"),
    ] {
        let mut command = qq_cgi();
        command.current_dir(folder.path()).env("QQ_CGI_TEST_URL", url).env("PGPASSWORD", "t0psecret");
        let ran = finish(command.args(["orders", "list", "--store", store]));
        assert_eq!((ran.code, &*ran.stdout), (code, ""), "{store}: {ran:?}");
        assert!(ran.stderr.contains(why), "{why}: {ran:?}");
        ran.never_says("t0psecret");
    }
}
