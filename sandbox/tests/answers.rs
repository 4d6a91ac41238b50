//! Right requests, and every way of being refused.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use qq_cgi_sandbox::{Sandbox, StartError};
use relay::{GOLDEN, OTHER_PATH, PATH, SECRET, TOKEN, UNSIGNED_PATH, common, get, md5_hex, model, post, request, say};

#[tokio::test]
async fn the_sample_of_the_document_is_accepted() {
    let sandbox = Sandbox::builder(model()).start().await.unwrap();
    let reply = get(&sandbox.origin(), PATH, GOLDEN).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body, r#"{"ret":0,"msg":"succ","data":{}}"#);
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(reply.header("x-qq-cgi-diagnosis"), None);
    assert_eq!(reply.header("x-qq-cgi-note"), None);
    let log = sandbox.log();
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].command.as_deref(), log[0].app), (Some("qc_set_summary_card"), Some(100_330_589)));
    assert_eq!((log[0].outcome.status, log[0].outcome.code), (200, Some(0)));
    sandbox.shutdown().await;
}

#[tokio::test]
async fn one_changed_character_breaks_the_sign() {
    let sandbox = Sandbox::builder(model()).start().await.unwrap();
    for (from, to) in [("11746", "11747"), ("7.2.5", "7.2.6"), ("a615", "b615"), ("platform=2", "platform=3")] {
        let reply = get(&sandbox.origin(), PATH, &GOLDEN.replace(from, to)).await;
        assert_eq!(reply.ret(), -5, "{from}");
        assert!(reply.msg().starts_with("签名验证失败: the sign does not match; no known mistake"), "{reply:?}");
        assert_eq!(reply.json().get("data"), None);
    }
    assert_eq!(get(&sandbox.origin(), PATH, GOLDEN).await.ret(), 0);
}

#[tokio::test]
async fn refusals_carry_the_documents_code_and_a_reason() {
    let sandbox = relay::sandbox().await;
    let app = |id: &str| say("x").replace("1000", id);
    let cases = [
        (common("sey"), -9, "API 不存在: command `sey` is unknown; did you mean `say`?"),
        (common("call"), -9, "API 不存在: command `call` is unknown"),
        ("openid=1".to_owned(), -1, "client 的请求参数无效: parameter `cmd` is required and missing"),
        (app("1001"), -2, "请求中的 APPID 不存在: this sandbox does not know the app 1001; it knows 1000, 7"),
        (
            app("x"),
            -1,
            "client 的请求参数无效: parameter `oauth_consumer_key` must be a whole number from 0 to 18446744073709551615",
        ),
        (format!("{}&sign=1", common("say")), -1, "client 的请求参数无效: parameter `text` is required and missing"),
        (format!("{}&text=1", common("say")), -1, "client 的请求参数无效: parameter `sign` is required and missing"),
        (say("x") + "&sign=1", -1, "client 的请求参数无效: parameter `sign` must be given once"),
        (say("x") + "&text=1", -1, "client 的请求参数无效: parameter `text` must be given once"),
        (say("x") + "&format=xml", -1, "client 的请求参数无效: parameter `format` must be one of json, jsonp"),
        (
            say("x").replace("openid=Ab12&", "") + "&format=xml",
            -22,
            "parameter `openid` is required and missing; parameter `format` must be one of json, jsonp",
        ),
        (
            say("x") + "&Zed=%zz",
            -1,
            "client 的请求参数无效: parameter `Zed` has a `%` that is not followed by two hex digits",
        ),
        (say("x") + "&Zed=%ff", -1, "client 的请求参数无效: parameter `Zed` is not UTF-8 once it is percent-decoded"),
        (
            say("x") + "&%ff=1",
            -1,
            "client 的请求参数无效: the name of parameter 7 of the query is not UTF-8 once it is percent-decoded",
        ),
    ];
    for (query, ret, message) in cases {
        let reply = get(&sandbox.origin(), PATH, &query).await;
        assert_eq!((reply.status, reply.ret(), reply.msg().as_str()), (200, ret, message), "{query}");
    }
}

#[tokio::test]
async fn bad_json_is_named_by_its_path() {
    let sandbox = relay::sandbox().await;
    let query = format!(
        "{}&appid=1000&sign=1&param=%7B%22total%22:3,%22lst%22:%5B%5D,%22list%22:%5B1,%22x%22%5D%7D",
        common("report")
    );
    let reply = post(&sandbox.origin(), PATH, &query).await;
    assert_eq!(
        reply.msg(),
        "client 的请求参数无效: parameter `param.total` must be 2, the number of items of `list`; \
         parameter `param.list[1]` must be a whole number from 0 to 4294967295; \
         parameter `param.lst` is unknown; did you mean `list`?"
    );
}

#[tokio::test]
async fn a_post_with_an_empty_body_answers_with_the_samples() {
    let sandbox = relay::sandbox().await;
    let param = r#"{"total":1,"list":[5]}"#;
    let source = format!(
        "{SECRET}$access_token${TOKEN}$appid$1000$cmd$report$oauth_consumer_key$1000$openid$Ab12$param${param}{SECRET}"
    );
    let query = format!(
        "{}&appid=1000&param=%7B%22total%22:1,%22list%22:%5B5%5D%7D&sign={}",
        common("report"),
        md5_hex(&source)
    );
    for method in ["POST", "GET"] {
        let reply = request(&sandbox.origin(), method, PATH, &query).await;
        assert_eq!(reply.ret(), 0, "{reply:?}");
        let data = &reply.json()["data"];
        assert_eq!(data["ret"], 0);
        assert_eq!(data["url"], "https://example.com");
        assert_eq!(data["items"], serde_json::json!([]));
        assert_eq!(reply.header("x-qq-cgi-note"), None);
    }
    let with_body =
        format!("POST {PATH}?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b");
    let reply = relay::raw(&sandbox.origin(), with_body.as_bytes()).await;
    assert_eq!(reply.ret(), 0);
    assert!(reply.header("x-qq-cgi-note").unwrap().contains("body"));
}

#[tokio::test]
async fn methods_and_paths_that_are_not_there() {
    let sandbox = relay::sandbox().await;
    let reply = post(&sandbox.origin(), PATH, &say("x")).await;
    assert_eq!((reply.status, reply.header("allow")), (405, Some("GET")));
    let reply = request(&sandbox.origin(), "DELETE", OTHER_PATH, "app=1000&text=1&sign=1").await;
    assert_eq!((reply.status, reply.ret()), (200, -4));
    let reply = get(&sandbox.origin(), "/", &say("x")).await;
    assert_eq!(reply.status, 404);
    assert!(reply.body.contains(&format!("{PATH}, {OTHER_PATH}, {UNSIGNED_PATH}")), "{reply:?}");
    assert_eq!(reply.header("content-type"), Some("text/plain; charset=utf-8"));
}

#[tokio::test]
async fn where_no_code_is_documented_http_says_it() {
    let sandbox = relay::sandbox().await;
    let reply = get(&sandbox.origin(), UNSIGNED_PATH, "number=-1").await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.body, "parameter `number` must be a whole number from 0 to 4294967295");
    assert_eq!(get(&sandbox.origin(), UNSIGNED_PATH, "number=1").await.ret(), 0);
    let reply = get(&sandbox.origin(), OTHER_PATH, "app=12&text=1&sign=1").await;
    assert_eq!(reply.status, 400, "{reply:?}");
    let reply = get(&sandbox.origin(), OTHER_PATH, "app=none&text=1&sign=1").await;
    assert_eq!(reply.status, 400, "{reply:?}");
}

#[tokio::test]
async fn a_scheme_of_method_path_and_encoded_pairs_is_verified() {
    let sandbox = relay::sandbox().await;
    let sign = md5_hex(&format!("GET&{OTHER_PATH}&app=1000&text=a%20b&{SECRET}"));
    let reply = get(&sandbox.origin(), OTHER_PATH, &format!("text=a%20b&app=1000&sign={sign}")).await;
    assert_eq!(reply.ret(), 0, "{reply:?}");
}

#[tokio::test]
async fn unknown_parameters_are_noted_and_signed() {
    let sandbox = relay::sandbox().await;
    let source =
        format!("{SECRET}$access_token${TOKEN}$cmd$say$oauth_consumer_key$1000$openid$Ab12$text$x$txet$大{SECRET}");
    let query = format!("{}&text=x&txet=%E5%A4%A7&sign={}", common("say"), md5_hex(&source));
    let reply = get(&sandbox.origin(), PATH, &query).await;
    assert_eq!(reply.ret(), 0, "{reply:?}");
    let note = "parameter `txet` is unknown; did you mean `text`?";
    assert_eq!(reply.header("x-qq-cgi-note"), Some(note));
    assert_eq!(sandbox.log()[0].notes, [note]);
}

#[tokio::test]
async fn what_cannot_work_does_not_start() {
    let failed = Sandbox::builder(qq_cgi_model::model::Model::default()).start().await.unwrap_err();
    assert!(matches!(failed, StartError::NoGateway));
    let failed = Sandbox::builder(model()).app(7, " ").start().await.unwrap_err();
    assert_eq!(failed.to_string(), "the secret of the app 7 is empty");
    let sandbox = relay::sandbox().await;
    let address = sandbox.origin().trim_start_matches("http://").parse().unwrap();
    let failed = Sandbox::builder(model()).listen(address).start().await.unwrap_err();
    assert!(matches!(failed, StartError::Listen { .. }), "{failed}");
}
