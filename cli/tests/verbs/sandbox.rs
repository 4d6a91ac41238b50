//! `qq-cgi sandbox`: serves, explains, ends when it is told to.
#![cfg(unix)]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::Value;

use crate::{
    folder::Folder,
    program::{Ran, qq_cgi, run, workspace},
};

/// The document's request string (签名算法), path and query.
const SAMPLE: &str = "/cgi-bin/QQConnect.fcgi?oauth_consumer_key=100330589\
    &access_token=1821FD577DD45526CA6EA2ADAC685508&openid=29439511BB5D23F36BD09F5B0DF94181&cmd=qc_set_summary_card\
    &sign=a61529eb51852c7bb6fe396bd62dadcd&card_id=11746&style_id=1&version=7.2.5&platform=2";
const TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";

#[test]
fn the_documents_request_is_answered() {
    let sandbox = Sandbox::start(&[]);
    assert!(sandbox.address.starts_with("127.0.0.1:"), "{}", sandbox.address);
    let answer = sandbox.get(SAMPLE);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains("\"ret\":0"), "{answer}");
    assert!(!answer.contains("x-qq-cgi-diagnosis"), "{answer}");
    let ran = sandbox.end("TERM");
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    assert_eq!(ran.stderr, "GET /cgi-bin/QQConnect.fcgi qc_set_summary_card app 100330589: 0 ok\n");
}

#[test]
fn a_wrong_sign_is_explained() {
    let sandbox = Sandbox::start(&[]);
    let answer = sandbox.get(&SAMPLE.replace("dadcd", "dadce"));
    assert!(answer.contains("\"ret\":-5"), "{answer}");
    assert!(answer.contains("x-qq-cgi-diagnosis: no known mistake gives the sign"), "{answer}");
    let ran = sandbox.end("INT");
    assert_eq!(ran.code, 0);
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert!(lines[0].starts_with("GET /cgi-bin/QQConnect.fcgi qc_set_summary_card app 100330589: -5 "), "{ran:?}");
    assert!(lines[1].starts_with("    no known mistake gives the sign"), "{ran:?}");
    assert!(lines[2].starts_with("    the source string here: ***$access_token$***$card_id$11746$"), "{ran:?}");
    ran.never_says("123456");
    ran.never_says(TOKEN);
    ran.never_says("a61529eb");
}

#[test]
fn notes_and_control_characters_stay_on_their_lines() {
    let sandbox = Sandbox::start(&[]);
    sandbox.get(&format!("{SAMPLE}&ver%0Asion=1&x%1B[2J=1"));
    sandbox.get("/elsewhere");
    let ran = sandbox.end("TERM");
    assert!(!ran.stderr.contains('\u{1b}'), "{ran:?}");
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert!(lines.iter().any(|line| line.starts_with("    note: parameter `ver\\nsion` is unknown")), "{ran:?}");
    assert!(lines.last().unwrap().starts_with("GET /elsewhere: HTTP 404 "), "{ran:?}");
    assert!(lines.iter().all(|line| line.starts_with("GET ") || line.starts_with("    ")), "{ran:?}");
}

#[test]
fn given_apps_take_the_place_of_the_examples() {
    let sandbox = Sandbox::start(&["--app", "7=other secret", "--app", "100330589=-hidden"]);
    let answer = sandbox.get(SAMPLE);
    assert!(answer.contains("\"ret\":-5"), "{answer}");
    let unknown = Sandbox::start(&["--app", "7=hidden"]).get(SAMPLE);
    assert!(unknown.contains("\"ret\":-2"), "{unknown}");
    sandbox.end("TERM").never_says("hidden");
}

#[test]
fn it_stands_for_a_spec_of_ones_own() {
    let sandbox = Sandbox::start(&["--spec", "examples/own_spec/specs/game.toml"]);
    let query = "action=buy&amount=2&app=1111&item=%E5%89%91%20%26%20%E7%9B%BE&player=player%201";
    let answer = sandbox.get(&format!("/v1/cgi?{query}&signature=168122BAE2157632985FC431EC5C58AD"));
    assert!(answer.contains("\"code\":200"), "{answer}");
    assert!(sandbox.get(SAMPLE).contains("\"ret\":0"));
    assert_eq!(sandbox.end("TERM").code, 0);
}

#[test]
fn given_players_take_the_place_of_the_examples() {
    let shown = Sandbox::start(&[]).get(&format!("/oauth2.0/me?access_token={TOKEN}&fmt=json"));
    assert!(shown.contains(r#"{"client_id":"100330589","openid":"29439511BB5D23F36BD09F5B0DF94181""#), "{shown}");
    let sandbox = Sandbox::start(&["--player", "7:Ann=hidden-token", "--player", "7:Bob=-hidden=token"]);
    let answer = sandbox.get("/oauth2.0/me?access_token=-hidden%3Dtoken");
    assert!(answer.contains(r#"callback({"client_id":"7","openid":"Bob""#), "{answer}");
    let answer = sandbox.get(&format!("/oauth2.0/me?access_token={TOKEN}"));
    assert!(answer.contains("\"error\":100016"), "{answer}");
    sandbox.get("/hidden-token?x=hidden-token");
    let ran = sandbox.end("TERM");
    assert!(ran.stderr.starts_with("GET /oauth2.0/me me: 0\n"), "{ran:?}");
    ran.never_says("hidden");
}

#[test]
fn a_player_who_cannot_be_right_is_not_repeated() {
    for (wrong, code) in
        [("hidden", 2), ("7=hidden", 2), ("x:Ann=hidden", 2), ("7:=hidden", 2), ("7:Ann=hidden ", 1), ("7:Ann=", 1)]
    {
        let ran = run(&["sandbox", "--player", wrong]);
        assert_eq!((ran.code, &*ran.stdout), (code, ""), "{wrong}: {ran:?}");
        ran.never_says("hidden");
    }
}

#[test]
fn an_app_that_cannot_be_right_is_not_repeated() {
    for (wrong, code) in [("hidden", 2), ("x=hidden", 2), ("7=hidden ", 1), ("7=", 1)] {
        let ran = run(&["sandbox", "--app", wrong]);
        assert_eq!((ran.code, &*ran.stdout), (code, ""), "{wrong}: {ran:?}");
        ran.never_says("hidden");
    }
}

#[test]
fn faults_befall_requests_and_are_told() {
    let refuses = "cmd=qc_set_summary_card,times=1,code=-6";
    let mut sandbox = Sandbox::start(&["--fault", refuses, "--fault", "times=1,hang", "--log", "-"]);
    let answer = sandbox.get(SAMPLE);
    assert!(
        answer.contains("\"ret\":-6") && answer.contains("x-qq-cgi-fault: cmd=qc_set_summary_card,times=1,code=-6")
    );
    // It hangs until the sandbox ends, and does not hold that up.
    let mut hanging = TcpStream::connect(&sandbox.address).unwrap();
    write!(hanging, "GET {SAMPLE} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").unwrap();
    for fault in [refuses, "times=1,hang"] {
        let mut line = String::new();
        sandbox.stdout.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"fault\":\"{fault}\"")), "{line}");
    }
    let ran = sandbox.end("TERM");
    let mut nothing = String::new();
    assert_eq!(hanging.read_to_string(&mut nothing).unwrap(), 0);
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert!(lines[0].starts_with("GET /cgi-bin/QQConnect.fcgi qc_set_summary_card app 100330589: -6 "), "{ran:?}");
    assert_eq!(
        lines[1..4],
        [
            "    fault: cmd=qc_set_summary_card,times=1,code=-6; the request took no effect",
            "GET /cgi-bin/QQConnect.fcgi qc_set_summary_card app 100330589: no answer was asked for",
            "    fault: times=1,hang; the request took effect",
        ]
    );
}

#[test]
fn rates_can_be_repeated() {
    let run = |seed: &str| {
        let sandbox = Sandbox::start(&["--fault", "rate=0.5,status=502", "--fault-seed", seed]);
        (0..40).map(|_| sandbox.get(SAMPLE).starts_with("HTTP/1.1 502 ")).collect::<Vec<_>>()
    };
    let first = run("7");
    assert_eq!(first, run("7"));
    assert_ne!(first, run("8"));
}

#[test]
fn a_fault_that_cannot_be_is_named() {
    for (wrong, code, says) in [
        (
            "cmd=send_share_for_iner,hang",
            1,
            "the spec has no command `send_share_for_iner`; did you mean `send_share_for_inner`?",
        ),
        ("rat=0.1,hang", 2, "a fault has no key `rat`; did you mean `rate`?"),
        ("code=0", 1, "0 is how the gateway `relay` says that all is well"),
    ] {
        let ran = run(&["sandbox", "--fault", wrong]);
        assert_eq!(
            (ran.code, &*ran.stdout, &*ran.stderr),
            (code, "", &*format!("error: --fault: {says}\n")),
            "{wrong}"
        );
    }
    let ran = Sandbox::start(&["--fault", "code=-9999"]).end("TERM");
    assert!(ran.stderr.starts_with("warning: --fault: the document does not have the code -9999 in "), "{ran:?}");
}

#[test]
fn the_log_is_lines_of_json() {
    let folder = Folder::new();
    let file = folder.path().join("log.jsonl");
    for _ in 0..2 {
        let sandbox = Sandbox::start(&["--log", file.to_str().unwrap()]);
        sandbox.get(SAMPLE);
        sandbox.get(&SAMPLE.replace("dadcd", "dadce"));
        sandbox.end("TERM");
    }
    let text = std::fs::read_to_string(&file).unwrap();
    for canary in ["123456", TOKEN, "a61529eb"] {
        assert!(!text.contains(canary), "{canary} in {text}");
    }
    // A second run adds to the first.
    let entries: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<_> =
        entries.iter().map(|entry| (&entry["code"], &entry["delivered"])).map(|(a, b)| format!("{a} {b}")).collect();
    assert_eq!(codes, ["0 true", "-5 false", "0 true", "-5 false"]);

    let sandbox = Sandbox::start(&["--log", "-"]);
    sandbox.get(SAMPLE);
    let ran = sandbox.end("TERM");
    assert_eq!(ran.json()[0]["command"], "qc_set_summary_card");
    let ran = run(&["sandbox", "--log", "no/such/folder/log"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.starts_with("error: cannot write to `no/such/folder/log`: "), "{ran:?}");
}

#[test]
fn an_address_that_cannot_be_listened_on_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = run(&["sandbox", "--listen", &address]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.starts_with(&format!("error: cannot listen on {address}: ")), "{ran:?}");
    assert_eq!(run(&["sandbox", "--listen", "here"]).code, 2);
}

#[test]
fn an_open_address_is_warned_about() {
    let ran = Sandbox::start(&["--listen", "0.0.0.0:0"]).end("TERM");
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.starts_with("warning: everyone who can reach this address"), "{ran:?}");
}

/// A running `qq-cgi sandbox`.
struct Sandbox {
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: String,
}

impl Sandbox {
    fn start(options: &[&str]) -> Self {
        let mut child = qq_cgi()
            .current_dir(workspace())
            .arg("sandbox")
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let address = first.strip_prefix("listening on http://").unwrap().strip_suffix('\n').unwrap().to_owned();
        Self { child, stdout, address }
    }

    fn get(&self, target: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Sends a signal and waits for the end.
    fn end(mut self, signal: &str) -> Ran {
        let sent = Command::new("kill").args([format!("-{signal}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        let code = self.child.wait().unwrap().code().expect("it should end by itself, not by the signal");
        Ran { code, stdout, stderr }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It has ended already unless a test failed or had no need of its end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
