//! Orders on their way to the game: by its webhook, or by commands.
#![cfg(unix)]

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead as _, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivatePkcs8KeyDer};
use serde_json::{Value, json};

use crate::{
    folder::Folder,
    program::{Ran, finish, qq_cgi},
    receiver::{FIELDS, Receiver, get, target},
};

const SECRET: &str = "whsec_c4naryc4naryc4naryc4naryc4naryc4";
/// Far more than anything here takes.
const SOON: Duration = Duration::from_mins(1);

/// A verb with a store.
fn on(store: &Path, arguments: &[&str]) -> Ran {
    finish(qq_cgi().args(arguments).arg("--store").arg(store))
}

fn counts(store: &Path) -> Value {
    on(store, &["orders", "stats", "--format", "json"]).json().remove(0)
}

/// The sample as the order of this number.
fn numbered(number: usize) -> String {
    target(&[&FIELDS[..5], &[&format!("order_id={number}")]].concat())
}

/// A game's server: what came, and what it answers.
struct Game {
    address: String,
    arrivals: Arc<(Mutex<Vec<Arrival>>, Condvar)>,
}

#[derive(Clone)]
struct Arrival {
    id: String,
    body: Value,
}

impl Game {
    /// Answers the request of each number, counted from 0, with a status.
    fn start(status: impl Fn(usize) -> u16 + Send + Sync + 'static) -> Self {
        Self::start_over(status, |stream| stream)
    }

    /// The same, over TLS.
    fn start_tls(tls: ServerConfig, status: impl Fn(usize) -> u16 + Send + Sync + 'static) -> Self {
        let tls = Arc::new(tls);
        Self::start_over(status, move |stream| {
            StreamOwned::new(ServerConnection::new(Arc::clone(&tls)).unwrap(), stream)
        })
    }

    fn start_over<S: Read + Write + Send + 'static>(
        status: impl Fn(usize) -> u16 + Send + Sync + 'static,
        over: impl Fn(TcpStream) -> S + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let arrivals = Arc::<(Mutex<Vec<Arrival>>, Condvar)>::default();
        let (log, status) = (Arc::clone(&arrivals), Arc::new(status));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, status, mut stream) = (Arc::clone(&log), Arc::clone(&status), BufReader::new(over(stream)));
                // Whoever was killed hangs up.
                thread::spawn(move || while answer(&mut stream, &log, &*status).is_some() {});
            }
        });
        Self { address, arrivals }
    }

    fn wait_for(&self, many: usize) {
        let (arrivals, came) = &*self.arrivals;
        let arrivals = arrivals.lock().unwrap();
        let (arrivals, timeout) = came.wait_timeout_while(arrivals, SOON, |arrivals| arrivals.len() < many).unwrap();
        assert!(!timeout.timed_out(), "{} of {many}", arrivals.len());
    }

    fn arrivals(&self) -> Vec<Arrival> {
        self.arrivals.0.lock().unwrap().clone()
    }
}

/// `None` when the connection ends.
fn answer(
    stream: &mut BufReader<impl Read + Write>,
    log: &(Mutex<Vec<Arrival>>, Condvar),
    status: &(dyn Fn(usize) -> u16 + Send + Sync),
) -> Option<()> {
    let mut head = BTreeMap::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some((name, value)) = line.trim_end().split_once(": ") {
            head.insert(name.to_ascii_lowercase(), value.to_owned());
        }
    }
    let mut body = vec![0; head["content-length"].parse().unwrap()];
    stream.read_exact(&mut body).ok()?;
    let arrival = Arrival { id: head["webhook-id"].clone(), body: serde_json::from_slice(&body).unwrap() };
    let number = {
        let mut arrivals = log.0.lock().unwrap();
        arrivals.push(arrival);
        log.1.notify_all();
        arrivals.len() - 1
    };
    let answer = format!("HTTP/1.1 {} so\r\nContent-Length: 0\r\n\r\n", status(number));
    stream.get_mut().write_all(answer.as_bytes()).ok()
}

fn receiver_with(store: &Path, game: &Game, options: &[&str]) -> Receiver {
    let url = format!("http://{}/orders?token=t0psecret", game.address);
    Receiver::start(store, &[&["--webhook", &url, "--webhook-secret", &secret(store)], options].concat())
}

/// Where the secret is.
fn secret(store: &Path) -> String {
    let secret = store.with_file_name("secret");
    std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
    format!("file:{}", secret.display())
}

#[test]
fn every_order_reaches_the_game_whatever_kills_the_receiver() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    // Every third is refused, and comes again.
    let game = Game::start(|number| if number % 3 == 0 { 500 } else { 200 });
    let mut acknowledged = BTreeSet::new();
    for round in 0..3 {
        let receiver = receiver_with(&store, &game, &["--webhook-timeout", "1s"]);
        let before = game.arrivals().len();
        for number in 0..10 {
            let number = round * 10 + number;
            if get(&receiver.address, &numbered(number)).is_ok_and(|answer| answer.contains("\"ret\":0")) {
                acknowledged.insert(number.to_string());
            }
        }
        // In the middle of it.
        game.wait_for(before + 5);
        receiver.kill();
    }
    let receiver = receiver_with(&store, &game, &["--webhook-timeout", "1s"]);
    let begun = Instant::now();
    while counts(&store)["pending"] != json!(0) {
        assert!(begun.elapsed() < SOON, "{}", counts(&store));
    }
    assert_eq!(counts(&store)["dead"], 0);
    let mut of_order = BTreeMap::<String, BTreeSet<(String, String)>>::new();
    for Arrival { id, body } in game.arrivals() {
        let number = body["data"]["order_id"].as_str().unwrap().to_owned();
        of_order.entry(number).or_default().insert((id, body.to_string()));
    }
    let arrived: BTreeSet<_> = of_order.keys().cloned().collect();
    assert!(arrived.is_superset(&acknowledged), "lost: {:?}", acknowledged.difference(&arrived));
    assert_eq!(acknowledged.len(), 30);
    assert!(of_order.values().all(|seen| seen.len() == 1), "one id and one body for an order: {of_order:?}");
    let ids: BTreeSet<_> = of_order.values().flatten().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), of_order.len());
    let ran = receiver.end("TERM");
    assert_eq!(ran.code, 0, "{ran:?}");
    for hidden in [SECRET, "c4nary", "t0psecret", "xjfdaldf"] {
        ran.never_says(hidden);
    }
}

#[test]
fn a_game_that_refuses_an_order_too_often_is_a_matter_for_somebody() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let game = Game::start(|_| 403);
    let mut receiver = receiver_with(&store, &game, &["--webhook-attempts", "1"]);
    assert!(receiver.line().starts_with("callbacks come to "));
    assert_eq!(receiver.line(), format!("orders go to http://{}\n", game.address));
    receiver.get(&target(&FIELDS));
    let begun = Instant::now();
    while counts(&store)["dead"] != json!(1) {
        assert!(begun.elapsed() < SOON, "{}", counts(&store));
    }
    let metrics = receiver.get("/metrics");
    assert!(metrics.contains("\nqq_cgi_receiver_dead_letters 1\n"), "{metrics}");
    let alerts = [(); 2].map(|()| serde_json::from_str::<Value>(&receiver.complaint()).unwrap());
    assert_eq!(receiver.end("TERM").code, 0);
    assert_eq!((&alerts[0]["alert"], &alerts[0]["error"]), (&json!("not-taken"), &json!("the webhook answered 403")));
    assert_eq!((&alerts[1]["alert"], &alerts[1]["attempts"]), (&json!("dead-letter"), &json!(1)));
    assert_eq!(alerts[1]["error"], "the webhook answered 403");
    let shown = on(&store, &["orders", "show", "1"]).stdout;
    assert!(shown.contains("\nattempts  1\nnot taken the webhook answered 403\nfields "), "{shown}");
    let shown = &on(&store, &["orders", "show", "1", "--format", "json"]).json()[0];
    assert_eq!(shown["last_error"], "the webhook answered 403");
}

#[test]
fn what_is_wrong_with_a_webhook_is_named_and_not_repeated() {
    let folder = Folder::new();
    let store = folder.path().join("no/such/folder");
    let url = "http://game.example/c4nary";
    for (options, code, why) in [
        (vec!["--webhook", url], 2, "--webhook-secret <WHERE>"),
        (vec!["--webhook-secret", "env:QQ_CGI_TEST_SECRET"], 2, "--webhook <URL>"),
        (vec!["--webhook", url, "--webhook-secret", "c4nary"], 2, "--webhook-secret takes env:VARIABLE or file:PATH"),
        (vec!["--webhook", url, "--webhook-secret", "env:QQ_CGI_TEST_KEY"], 1, "is `whsec_` and 24 to 64 bytes"),
        (vec!["--webhook", "c4nary", "--webhook-secret", "env:QQ_CGI_TEST_SECRET"], 1, "is none of http or https"),
        (
            vec!["--webhook", url, "--webhook-secret", "env:QQ_CGI_TEST_SECRET", "--webhook-timeout", "0s"],
            2,
            "time_limit is zero",
        ),
        (vec!["--webhook-timeout", "15"], 2, "a span is a whole number and its unit"),
        // Ends by itself, for its store cannot be made.
        (vec!["--webhook", url, "--webhook-secret", "env:QQ_CGI_TEST_SECRET"], 1, "warning: --webhook has no TLS"),
    ] {
        let mut command = qq_cgi();
        command.env("QQ_CGI_TEST_KEY", "c4nary").env("QQ_CGI_TEST_SECRET", SECRET);
        command
            .args(["receive", "--listen", "127.0.0.1:0", "--app", "game=env:QQ_CGI_TEST_KEY", "--store"])
            .arg(&store);
        let ran = finish(command.args(&options));
        assert_eq!((ran.code, &*ran.stdout), (code, ""), "{options:?}: {ran:?}");
        assert!(ran.stderr.contains(why), "{why}: {ran:?}");
        ran.never_says("c4nary");
    }
}

/// What a game shows of itself is looked at before an order is sent.
#[test]
fn a_game_behind_tls_is_known_by_its_certificate() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    folder.write("known.pem", &made.cert.pem()).write("other.pem", &other.cert.pem());
    let tls = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let tls = tls.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let game = Game::start_tls(tls.with_single_cert(vec![made.cert.der().clone()], key.into()).unwrap(), |_| 200);
    let (_, port) = game.address.rsplit_once(':').unwrap();
    let url = format!("https://localhost:{port}/orders");
    let (secret, options) = (secret(&store), ["--app", "game=env:QQ_CGI_TEST_KEY"]);
    let webhook = ["--webhook", &url, "--webhook-secret", &secret, "--webhook-timeout", "1s"];
    let options = [&options[..], &webhook].concat();

    let mut receiver = Receiver::start_trusting(&folder.path().join("other.pem"), &store, &options);
    receiver.get(&numbered(1));
    let complaint = receiver.complaint();
    assert!(complaint.contains("\"alert\":\"not-taken\"") && complaint.contains("certificate"), "{complaint}");
    receiver.kill();
    assert!(game.arrivals().is_empty());

    let receiver = Receiver::start_trusting(&folder.path().join("known.pem"), &store, &options);
    receiver.get(&numbered(2));
    game.wait_for(2);
    receiver.kill();
}

#[test]
fn orders_are_taken_by_commands() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &[]);
    for number in 0..3 {
        receiver.get(&numbered(number));
    }
    let take = |options: &[&str]| on(&store, &[&["orders", "take", "--format", "jsonl"], options].concat()).json();
    let leases = take(&["--limit", "2", "--visibility", "1h"]);
    let (first, second) = (leases[0]["id"].to_string(), leases[1]["id"].to_string());
    assert_eq!(leases[0]["lease"], json!(format!("{first}:1")));
    assert_eq!((&leases[0]["fields"]["order_id"], &leases[0]["attempts"]), (&json!("0"), &json!(1)));
    // One is left, and comes to people as a line.
    let line = on(&store, &["orders", "take", "--limit", "9"]).stdout;
    assert!(line.contains(":1  attempt 1  ") && line.lines().count() == 1, "{line}");

    let acknowledged = on(&store, &["orders", "ack", &first]);
    assert_eq!((acknowledged.code, &*acknowledged.stdout), (0, "acknowledged 1\n"));
    let again = on(&store, &["orders", "ack", &first, &first]);
    assert_eq!((again.code, &*again.stdout), (0, "acknowledged 0; 1 were done before\n"));
    let unknown = on(&store, &["orders", "ack", &second, "999"]);
    assert_eq!((unknown.code, &*unknown.stdout), (1, ""));
    assert_eq!(unknown.stderr, "error: there is no order 999; nothing was changed\n");

    let lease = format!("{second}:1");
    let returned = on(&store, &["orders", "return", &lease, "--after", "1h"]);
    assert_eq!((returned.code, &*returned.stdout), (0, "returned 1\n"));
    assert!(take(&["--limit", "9"]).is_empty());
    assert_eq!(on(&store, &["orders", "return", &lease]).stdout, "returned 1\n");
    let last = take(&["--visibility", "0s"]);
    assert_eq!(last[0]["lease"], json!(format!("{second}:2")));
    let old = on(&store, &["orders", "return", &lease]);
    assert!(old.stdout.starts_with("returned 0; 1 are leases no more"), "{old:?}");
    assert_eq!(on(&store, &["orders", "return", "17"]).code, 2);

    // It was leased twice, which is as often as it may be.
    assert!(take(&["--max-attempts", "2"]).is_empty());
    assert_eq!((&counts(&store)["dead"], &counts(&store)["done"]), (&json!(1), &json!(1)));
    assert_eq!(on(&store, &["orders", "revive", &first, &second]).stdout, "revived 1; 1 were not dead\n");
    assert_eq!(take(&["--max-attempts", "2"])[0]["attempts"], 1);
}

#[test]
fn what_is_in_quarantine_is_decided_about_by_hand() {
    let folder = Folder::new();
    let store = folder.path().join("orders.db");
    let receiver = Receiver::start(&store, &["--known", "game:aid=aaaaa"]);
    receiver.get(&target(&FIELDS));
    let of = |aid: &str, order: &str| target(&[&[aid], &FIELDS[1..5], &[order]].concat());
    // An aid that is not known yet, one that never will be, and the key of the order above.
    for (aid, order) in [("aid=bbbbb", "order_id=1"), ("aid=ccccc", "order_id=2"), ("aid=ddddd", "order_id=3")] {
        receiver.get(&of(aid, order));
    }
    let quarantine = |arguments: &[&str]| on(&store, &[&["quarantine"], arguments].concat());
    let held = quarantine(&["list", "--format", "jsonl"]).json();
    assert_eq!(held.len(), 3);
    assert_eq!(
        (&held[0]["reason"], &held[0]["state"]),
        (&json!("`data.aid` is none of those that this app has"), &json!("held"))
    );
    assert!(held[0]["raw"].as_str().unwrap().contains("\"bbbbb\""));
    let ids: Vec<_> = held.iter().map(|entry| entry["id"].to_string()).collect();
    let shown = quarantine(&["show", &ids[0]]).stdout;
    assert!(shown.contains("\nraw  {\"aid\":\"bbbbb\",") && shown.ends_with("\"}\\n\n"), "{shown}");
    assert_eq!(quarantine(&["list"]).stdout.matches("xjfdaldf").count(), 0);

    // What the list still does not have stays.
    let still = quarantine(&["admit", &ids[0], "--known", "aid=aaaaa"]);
    assert_eq!((still.code, &*still.stdout), (1, ""));
    assert!(
        still.stderr.contains("`data.aid` is none of those that this app has; --data says what it is"),
        "{still:?}"
    );
    let admitted = quarantine(&["admit", &ids[0], "--known", "aid=aaaaa,bbbbb"]);
    assert_eq!(admitted.code, 0, "{admitted:?}");
    let listed = on(&store, &["orders", "list", "--format", "jsonl"]).json();
    assert_eq!((listed.len(), &listed[1]["fields"]["aid"]), (2, &json!("bbbbb")));
    assert_eq!(admitted.stdout, format!("admitted {} as order {}\n", ids[0], listed[1]["id"]));
    // Its sender repeats it until it is told that it is there.
    assert!(receiver.get(&of("aid=bbbbb", "order_id=1")).ends_with("{\"ret\":0,\"msg\":\"succ\"}"));
    assert!(receiver.get(&of("aid=ccccc", "order_id=2")).contains("\"ret\":1"));
    let again = quarantine(&["admit", &ids[0]]);
    assert_eq!(
        (again.code, &*again.stderr),
        (1, &*format!("error: entry {} of the quarantine is admitted already\n", ids[0]))
    );

    let discard = |reason: &str| quarantine(&["discard", &ids[1], "--by", "ann", "--reason", reason]);
    for unexplained in [quarantine(&["discard", &ids[1]]), discard(" ")] {
        assert!(unexplained.code == 2 && unexplained.stderr.contains("--reason"), "{unexplained:?}");
    }
    let discarded = discard("a test\nof ours");
    assert_eq!(discarded.stdout, format!("discarded {}; it is kept, and can be admitted after all\n", ids[1]));
    assert!(discard("another").stderr.contains("is discarded already"));
    assert!(quarantine(&["show", "999"]).stderr.contains("the quarantine has no entry 999"));

    // Somebody says that it was the first order, and with another month: that is a conflict, and not silent.
    let said = listed[0]["fields"].to_string().replace("\"open_months\":\"1\"", "\"open_months\":\"9\"");
    folder.write("said.json", &said);
    let said = folder.path().join("said.json");
    let conflict = quarantine(&["admit", &ids[2], "--data", said.to_str().unwrap()]);
    assert_eq!((conflict.code, &*conflict.stdout), (1, ""));
    let first = listed[0]["id"].to_string();
    assert!(
        conflict.stderr.starts_with(&format!("error: order {first} has this key and other fields")),
        "{conflict:?}"
    );
    let shown = &on(&store, &["orders", "show", &first, "--format", "json"]).json()[0];
    assert_eq!(
        (&shown["fields"]["open_months"], &shown["conflicts"][0]["fields"]["open_months"]),
        (&json!("1"), &json!("9"))
    );
    // What was signed stays as it came.
    assert!(shown["conflicts"][0]["raw"].as_str().unwrap().contains("\"ddddd\""));
    let stats = counts(&store);
    assert_eq!((&stats["held"], &stats["admitted"], &stats["discarded"]), (&json!(0), &json!(2), &json!(1)));
    assert_eq!(quarantine(&["list", "--state", "any"]).stdout.lines().count(), 3);

    // Its bytes are what comes again, whatever was said instead of them.
    assert!(receiver.get(&of("aid=ddddd", "order_id=3")).ends_with("{\"ret\":0,\"msg\":\"succ\"}"));
    assert!(receiver.get(&of("aid=ccccc", "order_id=2")).contains("\"ret\":1"));
    // Whoever discarded it may have been wrong, and stays named.
    let listed = quarantine(&["list", "--state", "discarded"]).stdout;
    assert!(listed.contains("  discarded by ann at ") && listed.ends_with(": a test\\nof ours\n"), "{listed}");
    assert_eq!(quarantine(&["admit", &ids[1], "--known", "aid=ccccc"]).code, 0);
    assert!(receiver.get(&of("aid=ccccc", "order_id=2")).ends_with("{\"ret\":0,\"msg\":\"succ\"}"));
    let kept = &quarantine(&["show", &ids[1], "--format", "json"]).json()[0];
    assert_eq!((&kept["state"], &kept["discarded"]["by"]), (&json!("admitted"), &json!("ann")));
    assert_eq!(kept["discarded"]["reason"], "a test\nof ours");
    // Each was told once.
    assert_eq!(receiver.end("TERM").stderr.matches("\"alert\":\"quarantine\"").count(), 3);
}
