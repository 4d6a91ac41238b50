//! `qq-cgi admin`, and `qq-cgi receive` on what it keeps.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use serde_json::{Value, json};

use crate::{
    folder::Folder,
    program::{Ran, finish, qq_cgi, run},
    receiver::Receiver,
};

const URL: &str = "url=https://example.com/opened";
const CANARY: &str = "t0psecret";

/// A store, and what is asked of its records.
struct Admin {
    folder: Folder,
}

impl Admin {
    fn new() -> Self {
        Self { folder: Folder::new() }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn ask(&self, arguments: &[&str]) -> Ran {
        let mut command = qq_cgi();
        command.env("QQ_CGI_TEST_KEY", CANARY).env("USER", "ann").arg("admin").args(arguments);
        let ran = finish(command.args(["--store", &self.path("orders.db")]));
        ran.never_says(CANARY);
        ran
    }

    /// The only line of JSON of what has to work.
    fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.ask(&[arguments, &["--format", "json"]].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.json().remove(0)
    }

    /// Adds an app; its key is in the file `key-{appid}` and nowhere else.
    fn app(&self, appid: &str) -> String {
        let file = self.path(&format!("key-{appid}"));
        let ran = self.ask(&["app", "add", &format!("appid={appid}"), URL, "userinfo=10001", "--secret-out", &file]);
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{ran:?}");
        let key = read(&file);
        ran.never_says(&key);
        key
    }

    fn release(&self, table: &str, key: &str) {
        for stage in ["Review", "Released"] {
            assert_eq!(self.json(&[table, "stage", key, "--to", stage])["stage"], stage);
        }
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap().strip_suffix('\n').unwrap().to_owned()
}

fn order(receiver: &Receiver, app: &str, key: &str, aid: &str, id: &str) -> String {
    let (aid, id) = (format!("aid={aid}"), format!("order_id={id}"));
    let fields = [&*aid, "msg_time=1507799551", "open_months=1", "open_type=vip", "openid=xjfdaldf", &id];
    let url = format!("http://h/opening_flow/{app}");
    let arguments = [&["callback", "sign", "opening_flow", &url, "--secret", key, "--format", "json"], &fields[..]];
    let signed = run(&arguments.concat()).json().remove(0);
    let answer = receiver.get(signed["url"].as_str().unwrap().strip_prefix("http://h").unwrap());
    answer[9..12].to_owned() + answer.rsplit_once("\r\n\r\n").unwrap().1
}

const SUCCESS: &str = r#"200{"ret":0,"msg":"succ"}"#;
const REFUSED: &str = r#"403{"ret":1,"msg":"refused"}"#;

/// Waits for the next line of standard error that tells so much.
fn told(receiver: &mut Receiver, alert: &str) -> Value {
    loop {
        let line = receiver.complaint();
        assert!(!line.is_empty(), "it ended");
        let value: Value = serde_json::from_str(&line).unwrap_or_default();
        if value["alert"] == alert {
            return value;
        }
    }
}

#[test]
fn a_receiver_takes_its_apps_from_the_records_and_follows_them() {
    let admin = Admin::new();
    let store = admin.path("orders.db");
    let mut receiver = Receiver::start_with(Path::new(&store), &["--refresh", "1"]);
    let said = receiver.complaint();
    assert_eq!(
        said,
        "apps: 0, of the records in `app` from the stage Released on, `aid` from the stage Released on; left out for \
         their stage: none\n"
    );
    assert!(receiver.complaint().starts_with("warning: THERE IS NO APP YET"));
    let key = admin.app("1105");
    assert_eq!(order(&receiver, "1105", &key, "a", "1"), REFUSED);

    let aid = admin.json(&["aid", "add", "appid=1105", "openmonth=1"])["key"].as_str().unwrap().to_owned();
    admin.release("aid", &aid);
    admin.release("app", "1105");
    while told(&mut receiver, "apps-changed")["apps"] == 0 {}
    assert_eq!(order(&receiver, "1105", &key, &aid, "1"), SUCCESS);
    assert!(order(&receiver, "1105", &key, "other", "2").starts_with("200{\"ret\":1"));
    assert_eq!(told(&mut receiver, "quarantine")["reason"], "`data.aid` is none of those that this app has");

    let new = admin.path("new");
    let rotated = admin.json(&["app", "rotate", "1105", "--secret-out", &new]);
    assert_eq!(rotated["secrets"]["appkey"].as_array().unwrap().len(), 2);
    told(&mut receiver, "apps-changed");
    let new = read(&new);
    for (key, id) in [(&key, "3"), (&new, "4")] {
        assert_eq!(order(&receiver, "1105", key, &aid, id), SUCCESS);
    }
    assert_eq!(admin.ask(&["app", "retire", "1105"]).stderr, "`appkey` number 1 is good no more\n");
    told(&mut receiver, "apps-changed");
    assert_eq!(order(&receiver, "1105", &key, &aid, "5"), REFUSED);
    assert_eq!(order(&receiver, "1105", &new, &aid, "5"), SUCCESS);

    let ran = receiver.end("TERM");
    assert_eq!(ran.code, 0, "{ran:?}");
    let shown = admin.ask(&["app", "show", "1105"]);
    for key in [&key, &new] {
        ran.never_says(key);
        shown.never_says(key);
    }

    // After a restart it has them at once.
    let mut receiver = Receiver::start_with(Path::new(&store), &["--stage", "Review"]);
    assert!(receiver.complaint().starts_with("apps: 1, of the records in `app` from the stage Review on"));
    let came = receiver.line();
    assert_eq!(came, format!("callbacks come to http://{}/opening_flow/1105\n", receiver.address));
    assert_eq!(order(&receiver, "1105", &new, &aid, "5"), SUCCESS);
}

#[test]
fn an_edit_never_changes_the_key_and_stops_nothing() {
    let admin = Admin::new();
    let key = admin.app("7");
    admin.release("app", "7");
    for (arguments, code, why) in [
        (&["appkey=env:QQ_CGI_TEST_KEY"][..], 1, "`appkey` is changed by no edit: rotate it, and retire the old one"),
        (&["appid=8"], 1, "`appid` never changes"),
        (&["appkey=t0psecret"], 2, "a secret is given as env:VARIABLE or file:PATH"),
        (&["t0psecret"], 2, "fields are written as FIELD=VALUE"),
        (&["apkey=t0psecret"], 1, "`apkey` is unknown; did you mean `appkey`?"),
        (&["desc=x", "--seen", "1"], 1, "the record is not of version 1 any more"),
        (&["--clear", "url"], 1, "`url` is required and missing"),
    ] {
        let ran = admin.ask(&[&["app", "edit", "7"], arguments].concat());
        assert_eq!((ran.code, &*ran.stdout), (code, ""), "{ran:?}");
        assert!(ran.stderr.starts_with(&format!("error: {why}")), "{why}: {ran:?}");
    }
    let edited = admin.json(&["app", "edit", "7", "desc=new", "url=https://example.com/2", "--seen", "3"]);
    assert_eq!((&edited["stage"], &edited["fields"]["desc"]), (&json!("Released"), &json!("new")));
    let receiver = Receiver::start_with(Path::new(&admin.path("orders.db")), &[]);
    assert!(order(&receiver, "7", &key, "a", "1").starts_with("200"));
}

#[test]
fn a_secret_comes_out_once_and_only_where_it_is_asked_for() {
    let admin = Admin::new();
    let key = admin.app("1");
    let file = admin.path("key-1");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    // A file that is there is never written over, and nothing is added.
    let again = ["app", "add", "appid=2", URL, "userinfo=1", "--secret-out", &*file];
    let ran = admin.ask(&again);
    assert!(ran.code == 1 && ran.stderr.starts_with("error: cannot make the file `"), "{ran:?}");
    assert_eq!((read(&file), admin.ask(&["app", "show", "2"]).code), (key, 1));
    // What was not made leaves no file.
    let none = admin.path("none");
    assert_eq!(admin.ask(&["app", "add", "appid=1", URL, "userinfo=1", "--secret-out", &none]).code, 1);
    assert!(!Path::new(&none).exists());

    let shown = admin.json(&["app", "add", "appid=3", URL, "userinfo=1", "--show-secret"]);
    let key = shown["shown"]["appkey"].as_str().unwrap().to_owned();
    assert_eq!(key.len(), 32);
    let ran = admin.ask(&["app", "rotate", "3", "--show-secret"]);
    assert!(ran.stdout.lines().last().unwrap().starts_with("appkey  "), "{ran:?}");
    for arguments in [&["app", "show", "3"][..], &["app", "list"], &["app", "list", "--format", "json"]] {
        admin.ask(arguments).never_says(&key);
    }
    let ran = admin.ask(&["app", "add", "appid=4", URL, "userinfo=1"]);
    assert!(ran.stderr.starts_with("`appkey` was made and stands in the store alone"), "{ran:?}");

    // The vendor's own.
    let given = ["app", "add", "appid=5", URL, "userinfo=1", "appkey=env:QQ_CGI_TEST_KEY"];
    let ran = admin.ask(&[&given[..], &["--secret-out", &none]].concat());
    assert_eq!((ran.code, &*ran.stderr), (2, "error: --secret-out: no secret is made here\n"));
    assert_eq!(admin.ask(&[&given[..], &["--show-secret"]].concat()).code, 0);
    admin.folder.write("other", "0therkey\n");
    let ran = admin.ask(&["app", "rotate", "5", "--given", &format!("file:{}", admin.path("other"))]);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.never_says("0therkey");
    let ran = admin.ask(&["app", "rotate", "5", "--given", "t0psecret"]);
    assert!(ran.code == 2 && ran.stderr.starts_with("error: a secret is given as"), "{ran:?}");
    let ran = admin.ask(&["app", "rotate", "5", "--given", "env:QQ_CGI_TEST_KEY", "--show-secret"]);
    assert!(ran.code == 2 && ran.stderr.contains("cannot be used with"), "{ran:?}");
}

#[test]
fn records_are_found_and_shown_with_their_history() {
    let admin = Admin::new();
    for app in ["1", "2"] {
        admin.app(app);
        let (aid, app) = (format!("aid=from.{app}"), format!("appid={app}"));
        assert_eq!(admin.json(&["aid", "add", &aid, &app, "openmonth=1"])["stage"], "Test");
    }
    let found = |arguments: &[&str]| {
        let ran = admin.ask(&[arguments, &["--format", "json"]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.json().iter().map(|record| record["key"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&["app", "find", "userinfo=10001"]), ["1", "2"]);
    assert_eq!(found(&["app", "find", "appid=2"]), ["2"]);
    assert_eq!(found(&["aid", "find", "aid=from."]), ["from.1", "from.2"]);
    assert_eq!(found(&["aid", "find", "aid=m.", "appid=1"]), ["from.1"]);
    assert_eq!(found(&["aid", "list", "--limit", "1"]), ["from.1"]);
    assert_eq!(found(&["aid", "list", "--stage", "Review"]), [""; 0]);
    let ran = admin.ask(&["aid", "list"]);
    assert_eq!(ran.stdout.lines().next().unwrap(), "from.1  Test  aid=from.1  appid=1  openmonth=1");
    admin.json(&["aid", "stage", "from.1", "--to", "Review", "--by", "bob"]);
    let shown = admin.json(&["aid", "show", "from.1"]);
    assert_eq!((&shown["version"], &shown["history"][0]["by"]), (&json!(2), &json!("ann")));
    assert_eq!(shown["history"][1]["detail"], json!({ "from": "Test", "to": "Review" }));
    assert_eq!((&shown["history"][1]["action"], &shown["history"][1]["by"]), (&json!("staged"), &json!("bob")));
    for (arguments, why) in [
        (&["apps", "list"][..], "the spec has no table `apps`; did you mean `app`?"),
        (&["app", "find", "desc=x"], "nothing is found by `desc`, but by appid, userinfo"),
        (&["aid", "add", "appid=3", "openmonth=1"], "`appid` is to be the key of a record of `app`, which has no `3`"),
        (&["aid", "stage", "from.1", "--to", "Test"], "`Test` does not follow `Review`: what does is Released"),
        (&["aid", "rotate", "from.1"], "the records of `aid` have no secret"),
        (&["app", "retire", "1"], "only one `appkey` is good: rotate it first"),
        (&["app", "show", "9"], "`app` has no record `9`"),
    ] {
        let ran = admin.ask(arguments);
        assert_eq!((ran.code, &*ran.stdout), (1, ""), "{ran:?}");
        assert_eq!(ran.stderr, format!("error: {why}\n"));
    }
}

#[test]
fn a_spec_of_ones_own_has_its_own_tables() {
    let admin = Admin::new();
    admin.folder.write(
        "shop.toml",
        r#"
[spec]
name = "shop"
[table.seller]
key = "id"
[table.seller.fields]
id = { type = "string", find = "fuzzy" }
token = { type = "string", generated = true, secret = true }
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
apps = { table = "seller", secret = "token" }
[callback.payment.params]
body = { type = "json:Paid" }
sig = { type = "string", from = "sign" }
[struct.Paid.fields]
order = { type = "u64" }
"#,
    );
    admin.folder.write("token", "k\n");
    let spec = admin.path("shop.toml");
    let token = format!("token=file:{}", admin.path("token"));
    let added = admin.json(&["seller", "add", "id=north", &token, "--spec", &spec]);
    assert_eq!((&added["key"], &added["stage"]), (&json!("north"), &Value::Null));
    assert_eq!(admin.json(&["seller", "find", "id=ort", "--spec", &spec])["key"], "north");
    let ran = admin.ask(&["app", "list", "--spec", &spec]);
    assert_eq!(ran.stderr, "error: the spec has no table `app`\n");
    let ran = admin.ask(&["seller", "add", "id=a/b", "--spec", &spec]);
    assert!(ran.stderr.starts_with("error: `a/b` is to stand in a path"), "{ran:?}");
    let receiver = Receiver::start_with(Path::new(&admin.path("orders.db")), &["--spec", &spec]);
    // python3 -c 'from hashlib import md5; print(md5(b"k{\"order\":7}").hexdigest().upper())'
    let answer = receiver.get("/payment/north?body=%7B%22order%22:7%7D&sig=A3F1CE01C8CC53DE85EB95FCBD20F018");
    assert!(answer.ends_with("{\"code\":200,\"text\":\"thanks\"}"), "{answer}");
}

#[test]
fn a_spec_that_names_no_records_needs_apps_among_the_arguments() {
    let folder = Folder::new();
    folder.write("empty.toml", "[spec]\nname = \"empty\"\n");
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let ran = run(&["receive", "--store", &path("orders.db"), "--spec", &path("empty.toml")]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.starts_with("error: without --app: no callback of the spec says in which records"), "{ran:?}");
    assert!(!Path::new(&path("orders.db")).exists());
}

#[test]
fn a_table_may_have_the_name_of_a_verb() {
    let admin = Admin::new();
    let tables = ["list", "help", "show", "add"];
    let table = |name| format!("[table.{name}]\nkey = \"id\"\n[table.{name}.fields]\nid = {{ type = \"u64\" }}\n");
    let spec = tables.iter().fold("[spec]\nname = \"odd\"\n".to_owned(), |spec, name| spec + &table(name));
    admin.folder.write("odd.toml", &spec);
    let spec = admin.path("odd.toml");
    for table in tables {
        assert_eq!(admin.json(&[table, "add", "id=7", "--spec", &spec])["table"], table);
        assert_eq!(admin.json(&[table, "list", "--spec", &spec])["key"], "7");
    }
    let ran = run(&["admin", "app", "add", "--help"]);
    assert!(ran.code == 0 && ran.stdout.contains("\nUsage: qq-cgi admin app add [OPTIONS]"), "{ran:?}");
    let ran = run(&["admin", "app", "show", "1", "t0psecret", "--store", "x"]);
    assert!(ran.code == 2 && ran.stderr.contains("unexpected argument '***'"), "{ran:?}");
    assert_eq!(run(&["admin"]).code, 2);
}
