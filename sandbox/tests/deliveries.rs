//! The counts that tests of retries stand on, and the log as JSON lines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use std::sync::{Arc, Mutex};

use qq_cgi_sandbox::{Deliveries, Fault, FaultRule, Sandbox};
use relay::{APP, PATH, SECRET, TOKEN, common, get, model, raw, say};
use serde_json::Value;

fn shown(counts: Deliveries) -> [u64; 4] {
    [counts.received, counts.delivered, counts.doubled, counts.distinct()]
}

#[tokio::test]
async fn every_delivery_counts_and_a_second_one_shows() {
    let sandbox = relay::sandbox().await;
    for text in ["a", "b", "a", "c", "a"] {
        assert_eq!(get(&sandbox.origin(), PATH, &say(text)).await.ret(), 0);
    }
    get(&sandbox.origin(), PATH, &say("a").replace("text=a", "text=b")).await;
    assert_eq!(shown(sandbox.deliveries("say").unwrap()), [6, 5, 2, 3]);
    // The same parameters in another order are the same request.
    let (head, tail) = common("say").split_once('&').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let sign = say("c").rsplit_once("&sign=").unwrap().1.to_owned();
    assert_eq!(get(&sandbox.origin(), PATH, &format!("{tail}&text=c&sign={sign}&{head}")).await.ret(), 0);
    assert_eq!(shown(sandbox.deliveries("say").unwrap()), [7, 6, 3, 3]);
    assert_eq!(shown(sandbox.deliveries("report").unwrap()), [0; 4]);
    get(&sandbox.origin(), PATH, &common("report")).await;
    let unknown = sandbox.deliveries("repotr").unwrap_err();
    assert_eq!(unknown.to_string(), "the spec has no command `repotr`; did you mean `report`?");
    assert_eq!(shown(sandbox.all_deliveries()), [8, 6, 3, 3]);
}

#[tokio::test]
async fn what_was_not_delivered_is_received_only() {
    let rule = FaultRule::new("code=-6".parse::<FaultRule>().unwrap().fault().clone()).times(2);
    let sandbox = Sandbox::builder(model()).app(APP, SECRET).fault(rule).start().await.unwrap();
    for ret in [-6, -6, 0] {
        assert_eq!(get(&sandbox.origin(), PATH, &say("a")).await.ret(), ret);
    }
    assert_eq!(shown(sandbox.deliveries("say").unwrap()), [3, 1, 0, 1]);
}

#[tokio::test]
async fn requests_can_be_told_apart_by_an_id() {
    let by_params = relay::sandbox().await;
    let by_id = Sandbox::builder(model()).app(APP, SECRET).by_request_id().start().await.unwrap();
    for (sandbox, expected) in [(by_params, [5, 5, 4, 1]), (by_id, [5, 5, 2, 3])] {
        for id in ["x-request-id: 1\r\n", "x-request-id: 2\r\n", "x-request-id: 1\r\n", "", ""] {
            let head = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{id}\r\n", say("a"));
            raw(&sandbox.origin(), head.as_bytes()).await;
        }
        assert_eq!(shown(sandbox.deliveries("say").unwrap()), expected);
        let ids: Vec<_> = sandbox.log().into_iter().map(|entry| entry.request_id).collect();
        let id = |id: &str| Some(id.to_owned());
        assert_eq!(ids, [id("1"), id("2"), id("1"), None, None]);
    }
}

#[tokio::test]
async fn counts_go_on_where_the_log_is_cut_short() {
    let sandbox = relay::sandbox().await;
    let mut stream = tokio::net::TcpStream::connect(sandbox.origin().trim_start_matches("http://")).await.unwrap();
    for index in 0..1_200 {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let head = format!("GET {PATH}?{} HTTP/1.1\r\nHost: x\r\n\r\n", say(&format!("{}", index % 1_100)));
        stream.write_all(head.as_bytes()).await.unwrap();
        assert!(stream.read(&mut [0; 1024]).await.unwrap() > 0);
    }
    assert_eq!(sandbox.log().len(), 1_000);
    assert_eq!(shown(sandbox.deliveries("say").unwrap()), [1_200, 1_200, 100, 1_100]);
}

#[tokio::test]
async fn an_entry_is_a_line_of_json_without_secrets() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let written = Arc::clone(&lines);
    let builder = Sandbox::builder(model()).app(APP, SECRET).fault(FaultRule::new(Fault::Hang).command("report"));
    let sandbox = builder.on_request(move |entry| written.lock().unwrap().push(entry.to_json()));
    let sandbox = sandbox.start().await.unwrap();
    let right = say("x");
    let sign = right.rsplit_once("&sign=").unwrap().1;
    let ask = |query: &str, headers: &str| {
        format!("GET {PATH}?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n")
    };
    for (query, headers) in [
        (&*right, &*format!("x-request-id: {SECRET}\r\n")),
        (&*right, &*format!("x-qq-cgi-fault: jsonp={TOKEN}\r\n")),
        (&*right, &*format!("x-qq-cgi-fault: {TOKEN}={SECRET}\r\n")),
        (&*right, &*format!("x-qq-cgi-fault: cmd={SECRET},hang\r\n")),
        (&*right, "x-qq-cgi-fault: content-type=token-value-1/Secret-1\r\n"),
        (&*right.replace("text=x", "text=y\n2"), ""),
    ] {
        raw(&sandbox.origin(), ask(&query.replace('\n', "%0A"), headers).as_bytes()).await;
    }
    let lines = lines.lock().unwrap();
    assert_eq!(lines.len(), 6);
    for line in lines.iter() {
        for canary in [SECRET, TOKEN, sign] {
            assert!(!line.contains(canary), "{canary} in {line}");
        }
        assert!(!line.contains('\n'), "{line}");
    }
    let first: Value = serde_json::from_str(&lines[0]).unwrap();
    let keys: Vec<_> = first.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "unix_ms",
            "method",
            "path",
            "command",
            "page",
            "app",
            "request_id",
            "status",
            "code",
            "message",
            "delivered",
            "fault",
            "diagnosis",
            "notes"
        ]
    );
    assert!(first["unix_ms"].as_u64().unwrap() > 1_700_000_000_000);
    let shown =
        [&first["command"], &first["app"], &first["status"], &first["code"], &first["delivered"], &first["fault"]];
    assert_eq!(serde_json::json!(shown).to_string(), r#"["say",1000,200,0,true,null]"#);
    assert_eq!(first["request_id"], "***");
}
