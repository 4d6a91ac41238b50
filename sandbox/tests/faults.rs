//! What each fault does to the one who asks, and whether the request took effect.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use std::{io, time::Duration};

use qq_cgi_sandbox::{Fault, FaultRule, Layer, LogEntry, Sandbox, StartError};
use relay::{PATH, Reply, common, get, md5_hex, model, say};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::Instant,
};

/// Far more than anything here takes.
const SOON: Duration = Duration::from_secs(20);

/// A right request with a fault in its header: everything that came back, and how the connection ended.
async fn with_fault(sandbox: &Sandbox, query: &str, fault: &str) -> (Vec<u8>, io::Result<usize>) {
    let mut stream = ask(sandbox, query, fault).await;
    let mut answer = Vec::new();
    let end = tokio::time::timeout(SOON, stream.read_to_end(&mut answer)).await.unwrap();
    (answer, end)
}

async fn ask(sandbox: &Sandbox, query: &str, fault: &str) -> TcpStream {
    let mut stream = TcpStream::connect(sandbox.origin().trim_start_matches("http://")).await.unwrap();
    let head =
        format!("GET {PATH}?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx-qq-cgi-fault: {fault}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// The same where an answer comes and is whole.
async fn answered(sandbox: &Sandbox, query: &str, fault: &str) -> Reply {
    let (answer, end) = with_fault(sandbox, query, fault).await;
    end.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let reply = Reply { status, head: head.to_owned(), body: body.to_owned() };
    assert_eq!(reply.header("content-length"), Some(&*body.len().to_string()), "{fault}: whole as HTTP");
    reply
}

fn last(sandbox: &Sandbox) -> LogEntry {
    sandbox.log().pop().unwrap()
}

const SUCCESS: &str = r#"{"ret":0,"msg":"succ","data":{}}"#;

#[tokio::test]
async fn a_code_of_the_gateway_refuses_and_nothing_takes_effect() {
    let sandbox = relay::sandbox().await;
    let reply = answered(&sandbox, &say("x"), "code=-2").await;
    assert_eq!(reply.body, r#"{"ret":-2,"msg":"请求中的 APPID 不存在: this fault was asked for"}"#);
    assert_eq!((reply.header("x-qq-cgi-fault"), reply.header("x-qq-cgi-note")), (Some("code=-2"), None));
    let entry = last(&sandbox);
    assert_eq!((entry.outcome.status, entry.outcome.code, entry.delivered), (200, Some(-2), false));
    assert_eq!(entry.fault.as_deref(), Some("code=-2"));
    // In the form that was asked for.
    let query = say("x").replace("text=x", "format=jsonp&text=x");
    assert!(answered(&sandbox, &query, "code=-2").await.body.starts_with("_Callback({\"ret\":-2,"));
}

#[tokio::test]
async fn a_code_that_the_document_does_not_have_is_noted() {
    let sandbox = relay::sandbox().await;
    let reply = answered(&sandbox, &say("x"), "code=-9999").await;
    assert_eq!((reply.ret(), reply.msg().as_str()), (-9999, "this fault was asked for"));
    let note = "the document does not have the code -9999 in relay";
    assert_eq!(reply.header("x-qq-cgi-note"), Some(note));
    assert_eq!(last(&sandbox).notes, [note]);
}

#[tokio::test]
async fn a_code_of_the_command_stands_in_its_reply() {
    let sandbox = relay::sandbox().await;
    let reply = answered(&sandbox, &report(), "code=-7,layer=command").await;
    assert_eq!(reply.ret(), 0);
    let data = &reply.json()["data"];
    assert_eq!((&data["ret"], &data["msg"]), (&(-7).into(), &"this fault was asked for".into()), "{reply:?}");
    assert_eq!(data["url"], "https://example.com");
    let entry = last(&sandbox);
    assert!(!entry.delivered);
    // Not one that a command without a code could give.
    assert_eq!(answered(&sandbox, &say("x"), "code=-7,layer=command").await.body, SUCCESS);
    assert_eq!(last(&sandbox).fault, None);
}

#[tokio::test]
async fn statuses() {
    let sandbox = relay::sandbox().await;
    for (status, delivered) in [(302, false), (404, false), (429, false), (500, true), (502, true), (503, true)] {
        let reply = answered(&sandbox, &say("x"), &format!("status={status}")).await;
        assert_eq!((reply.status, reply.body), (status, format!("HTTP {status} was asked for")));
        let entry = last(&sandbox);
        assert_eq!((entry.outcome.status, entry.outcome.code, entry.delivered), (status, None, delivered));
    }
    answered(&sandbox, &say("x"), "status=503,delivered=no").await;
    assert!(!last(&sandbox).delivered);
}

#[tokio::test]
async fn bodies_that_a_client_must_not_trust() {
    let sandbox = relay::sandbox().await;
    let json = "application/json; charset=utf-8";
    let nested = format!("{{\"nested\":{}{},", "[".repeat(10_000), "]".repeat(10_000));
    for (fault, content_type, body) in [
        ("truncated", json, SUCCESS[..SUCCESS.len() / 2].to_owned()),
        ("empty", json, String::new()),
        ("content-type", "image/png", SUCCESS.to_owned()),
        ("content-type=text/css", "text/css", SUCCESS.to_owned()),
        ("jsonp", "application/javascript", format!("not_asked_for({SUCCESS});")),
        ("jsonp=a.b", "application/javascript", format!("a.b({SUCCESS});")),
        ("duplicate-keys", json, SUCCESS.replacen('{', "{\"ret\":null,", 1)),
        ("nested", json, SUCCESS.replacen('{', &nested, 1)),
        ("oversized", json, format!("{SUCCESS}{}", " ".repeat(Fault::OVERSIZED - SUCCESS.len()))),
        ("drip=1ms", json, SUCCESS.to_owned()),
        ("delay=1ms", json, SUCCESS.to_owned()),
    ] {
        let reply = answered(&sandbox, &say("x"), fault).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(content_type)), "{fault}");
        assert!(reply.body == body, "{fault}: {}", &reply.body[..reply.body.len().min(80)]);
        let entry = last(&sandbox);
        assert!(entry.delivered, "{fault}: the request itself was right");
        assert_eq!(entry.fault.as_deref(), Some(fault));
    }
    let html = answered(&sandbox, &say("x"), "html").await;
    assert_eq!((html.status, html.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(html.body.starts_with("<!DOCTYPE html>") && last(&sandbox).delivered);
    assert_eq!(last(&sandbox).outcome.code, None);
}

#[tokio::test]
async fn another_callback_than_was_asked_for() {
    let sandbox = relay::sandbox().await;
    let source = "Secret-1$access_token$token-value-1$callback$mine$cmd$say$format$jsonp$oauth_consumer_key$1000\
        $openid$Ab12$text$xSecret-1";
    let query = format!("{}&text=x&format=jsonp&callback=mine&sign={}", common("say"), md5_hex(source));
    assert_eq!(answered(&sandbox, &query, "delay=1ms").await.body, format!("mine({SUCCESS});"));
    assert_eq!(answered(&sandbox, &query, "jsonp=other").await.body, format!("other({SUCCESS});"));
    let twice = answered(&sandbox, &query, "duplicate-keys").await.body;
    assert_eq!(twice, format!("mine({});", SUCCESS.replacen('{', "{\"ret\":null,", 1)));
}

#[tokio::test]
async fn a_reset_after_reading_and_one_within_the_body() {
    let sandbox = relay::sandbox().await;
    let (answer, end) = with_fault(&sandbox, &say("x"), "reset").await;
    assert_eq!((answer.len(), end.unwrap_err().kind()), (0, io::ErrorKind::ConnectionReset));
    let entry = last(&sandbox);
    assert_eq!((entry.outcome.status, entry.outcome.code, entry.delivered), (0, None, true));
    let (answer, end) = with_fault(&sandbox, &say("x"), "reset=body").await;
    assert_eq!(end.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with("HTTP/1.1 200 ") && head.contains(&format!("content-length: {}", SUCCESS.len())),
        "{head}"
    );
    assert_eq!(body, &SUCCESS[..SUCCESS.len() / 2]);
    assert!(last(&sandbox).delivered);
}

#[tokio::test]
async fn a_refused_request_ends_in_order_and_took_no_effect() {
    let sandbox = relay::sandbox().await;
    let (answer, end) = with_fault(&sandbox, &say("x"), "refuse").await;
    assert_eq!((answer.len(), end.unwrap()), (0, 0));
    assert!(!last(&sandbox).delivered);
}

#[tokio::test]
async fn a_hang_lasts_until_the_client_gives_up() {
    let forever = Duration::from_hours(1);
    let sandbox = Sandbox::builder(model()).app(relay::APP, relay::SECRET).connections(1).header_timeout(forever);
    let sandbox = sandbox.start().await.unwrap();
    let hanging = ask(&sandbox, &say("x"), "hang").await;
    // The only connection is taken until its client leaves; then the next is answered.
    let (next, ()) = tokio::join!(get_soon(&sandbox), async {
        while sandbox.log().is_empty() {
            tokio::task::yield_now().await;
        }
        let entry = last(&sandbox);
        assert_eq!((entry.outcome.status, entry.delivered), (0, true));
        assert_eq!(sandbox.deliveries("say").unwrap().received, 1);
        drop(hanging);
    });
    assert_eq!(next.ret(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_hang_ends_also_where_nobody_can_see_the_client_leave() {
    let forever = Duration::from_hours(9);
    let sandbox = Sandbox::builder(model()).app(relay::APP, relay::SECRET).connections(1).header_timeout(forever);
    let sandbox = sandbox.start().await.unwrap();
    let mut hanging = ask(&sandbox, &say("x"), "hang").await;
    // What waits to be read hides that there is nobody behind it any longer.
    hanging.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    while sandbox.log().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(hanging);
    let longest = Fault::LONGEST + Duration::from_secs(1);
    let next = tokio::time::timeout(longest, get(&sandbox.origin(), PATH, &say("y"))).await.unwrap();
    assert_eq!(next.ret(), 0);
}

async fn get_soon(sandbox: &Sandbox) -> Reply {
    tokio::time::timeout(SOON, get(&sandbox.origin(), PATH, &say("y"))).await.unwrap()
}

#[tokio::test]
async fn nothing_that_waits_holds_up_the_shutdown() {
    let forever = Duration::from_hours(1);
    for (fault, ends_with) in
        [("hang", ""), ("delay=1m", SUCCESS), ("drip=1m", SUCCESS), ("delay=60m", SUCCESS), ("reset=body", "")]
    {
        let sandbox =
            Sandbox::builder(model()).app(relay::APP, relay::SECRET).drain_time(forever).start().await.unwrap();
        let mut waiting = ask(&sandbox, &say("x"), fault).await;
        while sandbox.log().is_empty() {
            tokio::task::yield_now().await;
        }
        tokio::time::timeout(SOON, sandbox.shutdown()).await.unwrap();
        let mut answer = Vec::new();
        // Some end in a reset.
        let _ = tokio::time::timeout(SOON, waiting.read_to_end(&mut answer)).await.unwrap();
        assert!(String::from_utf8(answer).unwrap().ends_with(ends_with), "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn delays_and_drips_take_the_time_that_was_asked_for() {
    // The paused clock runs ahead wherever all wait; no idle connection may be closed for it.
    let sandbox = Sandbox::builder(model()).app(relay::APP, relay::SECRET).header_timeout(Duration::from_hours(9));
    let sandbox = sandbox.start().await.unwrap();
    let drips = u32::try_from(SUCCESS.len()).unwrap();
    for (fault, takes) in [("delay=2s", Duration::from_secs(2)), ("drip=250ms", Duration::from_millis(250) * drips)] {
        let begun = Instant::now();
        let mut stream = ask(&sandbox, &say("x"), fault).await;
        stream.read_to_end(&mut Vec::new()).await.unwrap();
        let took = begun.elapsed();
        assert!(took >= takes && took < takes + Duration::from_secs(1), "{fault}: {took:?}");
    }
}

#[tokio::test]
async fn a_wrong_request_is_not_delivered_whatever_befalls_it() {
    let sandbox = relay::sandbox().await;
    let wrong = say("x").replace("text=x", "text=y");
    let reply = answered(&sandbox, &wrong, "content-type").await;
    assert_eq!((reply.ret(), reply.header("content-type")), (-5, Some("image/png")));
    for fault in ["hang", "reset", "status=502"] {
        drop(ask(&sandbox, &wrong, fault).await);
        let (_, _) = with_fault(&sandbox, &wrong, "reset").await;
        assert!(sandbox.log().iter().all(|entry| !entry.delivered), "{fault}");
    }
    assert_eq!(sandbox.deliveries("say").unwrap().delivered, 0);
}

#[tokio::test]
async fn a_fault_that_cannot_be_is_named() {
    let sandbox = relay::sandbox().await;
    for (fault, says) in [
        ("coed=-6", "a fault has no key `coed`; did you mean `code`?"),
        ("", "a part of a fault is empty"),
        ("hang,times=2", "`after` and `times` count requests, and this is for one alone"),
        ("cmd=sya,hang", "the spec has no command `sya`; did you mean `say`?"),
    ] {
        let reply = answered(&sandbox, &say("x"), fault).await;
        assert_eq!((reply.status, reply.body), (400, format!("the header `x-qq-cgi-fault`: {says}")));
        assert!(!last(&sandbox).delivered);
    }
    let failed = Sandbox::builder(model()).fault(FaultRule::new(Fault::Hang).command("sya")).start().await.unwrap_err();
    let StartError::Fault { rule, source } = failed else { panic!("{failed}") };
    assert_eq!((&*rule, &*source.to_string()), ("cmd=sya,hang", "the spec has no command `sya`; did you mean `say`?"));
    assert!(sandbox.faults().add(FaultRule::new(Fault::Hang).gateway("relya")).is_err());
    assert_eq!(sandbox.faults().struck(), 0);
}

/// A right request of the command `report`, which has a code of its own.
fn report() -> String {
    let param = r#"{"total":1,"list":[5]}"#;
    let source = format!(
        "{0}$access_token${1}$appid$1000$cmd$report$oauth_consumer_key$1000$openid$Ab12$param${param}{0}",
        relay::SECRET,
        relay::TOKEN
    );
    format!("{}&appid=1000&param=%7B%22total%22:1,%22list%22:%5B5%5D%7D&sign={}", common("report"), md5_hex(&source))
}

mod rules {
    use super::*;

    async fn rets(sandbox: &Sandbox, queries: &[String]) -> Vec<i64> {
        let mut rets = Vec::new();
        for query in queries {
            rets.push(get(&sandbox.origin(), PATH, query).await.ret());
        }
        rets
    }

    fn code(code: i64) -> FaultRule {
        FaultRule::new(Fault::Code { code, layer: Layer::Gateway })
    }

    fn known(model: qq_cgi_model::Model) -> qq_cgi_sandbox::Builder {
        Sandbox::builder(model).app(relay::APP, relay::SECRET)
    }

    #[tokio::test]
    async fn one_after_the_other_they_are_a_script() {
        let sandbox = known(model()).fault(code(-1).command("say").times(2)).fault(code(-2).command("say").times(1));
        let sandbox = sandbox.fault(code(-9).command("say").after(1)).start().await.unwrap();
        let queries = vec![say("x"), report(), say("x"), say("x"), say("x"), say("x")];
        assert_eq!(rets(&sandbox, &queries).await, [-1, 0, -1, -2, 0, -9]);
        assert_eq!(sandbox.faults().struck(), 4);
    }

    #[tokio::test]
    async fn they_can_be_added_and_taken_away_at_run_time() {
        let sandbox = known(model()).start().await.unwrap();
        assert_eq!(rets(&sandbox, &[say("x")]).await, [0]);
        let faults = sandbox.faults();
        faults.add(code(-2).gateway("relay").app(relay::APP)).unwrap();
        faults.add(code(-1).app(7)).unwrap();
        assert_eq!(format!("{faults:?}"), r#"["gateway=relay,app=1000,code=-2", "app=7,code=-1"]"#);
        assert_eq!(rets(&sandbox, &[say("x"), report()]).await, [-2, -2]);
        faults.clear();
        assert_eq!(rets(&sandbox, &[say("x")]).await, [0]);
    }

    #[tokio::test]
    async fn a_header_goes_before_them() {
        let sandbox = known(model()).fault(code(-2)).start().await.unwrap();
        assert_eq!(answered(&sandbox, &say("x"), "code=-1").await.ret(), -1);
        assert_eq!(answered(&sandbox, &say("x"), "cmd=report,code=-1").await.ret(), 0);
    }

    #[tokio::test]
    async fn commands_that_share_a_path_share_their_faults_and_counts() {
        let (files, base) = (qq_game_social::social::SPEC_FILES, qq_game_social::social::BASE_FILES);
        let second = FaultRule::new(Fault::Status(502)).command("verify_login").times(1);
        let sandbox = Sandbox::of_spec(files, base).fault(second).start().await.unwrap();
        let query = "access_token=1821FD577DD45526CA6EA2ADAC685508";
        for status in [502, 200] {
            assert_eq!(get(&sandbox.origin(), "/oauth2.0/me", query).await.status, status);
        }
        assert_eq!(sandbox.deliveries("verify_login").unwrap().doubled, 1);
        assert_eq!(sandbox.deliveries("verify_login").unwrap(), sandbox.deliveries("me").unwrap());
    }

    #[tokio::test]
    async fn a_delay_adds_to_what_else_befalls() {
        let millisecond = FaultRule::new(Fault::Delay(Duration::from_millis(1)));
        let sandbox = known(model()).fault(millisecond.clone()).fault(code(-2)).fault(code(-1)).fault(millisecond);
        let sandbox = sandbox.start().await.unwrap();
        assert_eq!(rets(&sandbox, &[say("x")]).await, [-2]);
        assert_eq!(last(&sandbox).fault.as_deref(), Some("delay=1ms; code=-2; delay=1ms"));
    }

    #[tokio::test]
    async fn rates_are_drawn_the_same_way_from_the_same_seed() {
        let mut runs = Vec::new();
        for (seed, others) in [(1, 1), (1, 3), (2, 2)] {
            let rule = code(-2).command("say").rate(0.5);
            let sandbox = known(model()).fault(rule).fault_seed(seed).start().await.unwrap();
            // What goes on at other commands draws nothing.
            rets(&sandbox, &vec![report(); others]).await;
            runs.push(rets(&sandbox, &vec![say("x"); 100]).await);
        }
        assert_eq!(runs[0], runs[1]);
        assert_ne!(runs[0], runs[2]);
        for run in runs {
            let struck = run.iter().filter(|ret| **ret == -2).count();
            assert!((25..=75).contains(&struck), "{struck} of 100 at a rate of 0.5");
        }
        let sandbox = known(model()).fault(code(-2).rate(0.0)).start().await.unwrap();
        assert_eq!(rets(&sandbox, &vec![say("x"); 20]).await, [0; 20]);
    }
}
