//! The generated client and the sandbox, each made of the same TOML, over HTTP on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod http;

use std::time::{Duration, UNIX_EPOCH};

use qq_cgi::{
    BoxFuture, Bulk, BulkSummary, Client, Command, CommandSpec, Error, Gateway as _, HttpRequest, HttpResponse,
    JsonValue, Method, Param, Remedy, SendError, Session, Source, Transport, TransportError, UndocumentedCode, Value,
};
use qq_cgi_model::Model;
use qq_cgi_sandbox::Sandbox;
use qq_cgi_wire::{Signable, percent};
use qq_game_social::social::{
    self, AchieveReport, Format, GameTag, Platform, Recipient, Relay, RelayError, SendShareForInner, SetSummaryCard,
    Zone,
};

// The request of 签名算法 (2018-01-15), as it is printed.
const APP: u64 = 100_330_589;
const SECRET: &str = "123456";
const OPENID: &str = "29439511BB5D23F36BD09F5B0DF94181";
const TOKEN: &str = "1821FD577DD45526CA6EA2ADAC685508";
const SIGN: &str = "a61529eb51852c7bb6fe396bd62dadcd";
const DOCUMENTED: &str = "/cgi-bin/QQConnect.fcgi?oauth_consumer_key=100330589\
    &access_token=1821FD577DD45526CA6EA2ADAC685508&openid=29439511BB5D23F36BD09F5B0DF94181&cmd=qc_set_summary_card\
    &sign=a61529eb51852c7bb6fe396bd62dadcd&card_id=11746&style_id=1&version=7.2.5&platform=2";

const PATH: &str = "/cgi-bin/QQConnect.fcgi";

fn model() -> Model {
    let checked = qq_cgi_model::check_embedded(social::SPEC_FILES, social::BASE_FILES);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    checked.model
}

async fn sandbox() -> Sandbox {
    Sandbox::builder(model()).app(APP, SECRET).app(2, "another secret").start().await.unwrap()
}

fn player(sandbox: &Sandbox, app: u64, secret: &str) -> Session {
    let client = Client::builder().app(app, secret).origin(&sandbox.origin()).build().unwrap();
    client.session(OPENID, TOKEN)
}

fn documented_card() -> SetSummaryCard {
    SetSummaryCard::new(11746, 1).version("7.2.5").platform(2)
}

fn share() -> SendShareForInner {
    let friends = vec![Recipient::new("1983e77ac7517e997967168816c41867"), Recipient::new("朋友 & Co").kind(1)];
    SendShareForInner::new(friends, "http://a.example/图.jpg", "http://b.example/?a=1&b=2", GameTag::ShareFriendDouble)
}

fn report() -> AchieveReport {
    AchieveReport::new(Platform::Android, Zone::Wechat, "server 7", "role+42")
        .role_name("小明 \"the Great\" \\ 😀\n")
        .level(-31)
        .round_score(900, UNIX_EPOCH + Duration::from_secs(1_510_109_015))
        .played_today(Duration::from_mins(3))
        .other(9_000, "agreed upon", 1, 0)
}

mod success {
    use super::*;

    #[tokio::test]
    async fn the_documents_request_is_signed_as_printed_and_accepted() {
        let sandbox = sandbox().await;
        let player = player(&sandbox, APP, SECRET);
        assert_eq!(player.sign(&documented_card()).unwrap().sign(), Some(SIGN));
        player.send(&documented_card()).await.unwrap();
        let log = sandbox.log();
        assert_eq!((log.len(), log[0].method.as_str(), log[0].path.as_str()), (1, "GET", PATH));
        assert_eq!((log[0].command.as_deref(), log[0].app), (Some("qc_set_summary_card"), Some(APP)));
        assert_eq!((log[0].outcome.status, log[0].outcome.code), (200, Some(0)));
    }

    #[tokio::test]
    async fn the_documents_url_is_accepted_as_printed() {
        let sandbox = sandbox().await;
        let answer = http::send("GET", &format!("{}{DOCUMENTED}", sandbox.origin())).await;
        assert!(answer.has_ret(0), "{answer:?}");
        assert_eq!(answer.header("x-qq-cgi-note"), None);
    }

    #[tokio::test]
    async fn one_changed_letter_of_the_documents_url_is_refused() {
        let sandbox = sandbox().await;
        for (is, becomes) in [("7.2.5", "7.2.6"), ("&platform=2", ""), (SIGN, "a61529eb51852c7bb6fe396bd62dadce")] {
            let changed = DOCUMENTED.replace(is, becomes);
            assert_ne!(changed, DOCUMENTED);
            let answer = http::send("GET", &format!("{}{changed}", sandbox.origin())).await;
            assert!(answer.has_ret(-5), "{changed}: {answer:?}");
        }
    }

    #[tokio::test]
    async fn a_message_with_awkward_texts() {
        let sandbox = sandbox().await;
        let answer = player(&sandbox, APP, SECRET).send(&share()).await.unwrap();
        // The sample of the spec.
        assert_eq!((answer.ret, answer.msg.as_deref()), (0, Some("xx")));
        assert!(sandbox.log()[0].notes.is_empty(), "{:?}", sandbox.log());
    }

    #[tokio::test]
    async fn a_tag_that_the_document_does_not_list() {
        let sandbox = sandbox().await;
        let tag = GameTag::other("MSG_OF_NEXT_YEAR");
        let request = SendShareForInner::new(vec![Recipient::new("friend")], "", "", tag);
        player(&sandbox, APP, SECRET).send(&request).await.unwrap();
    }

    #[tokio::test]
    async fn a_report_goes_by_post_and_at_choice_by_get() {
        let sandbox = sandbox().await;
        let player = player(&sandbox, APP, SECRET);
        assert_eq!(player.send(&report()).await.unwrap().ret, 0);
        assert_eq!(player.call(&report()).method(Method::Get).send().await.unwrap().ret, 0);
        assert_eq!(player.call(&report()).method(Method::Post).send().await.unwrap().ret, 0);
        let log = sandbox.log();
        assert_eq!(log.iter().map(|entry| entry.method.as_str()).collect::<Vec<_>>(), ["POST", "GET", "POST"]);
        // The body is empty: a body would be noted.
        assert!(log.iter().all(|entry| entry.notes.is_empty()), "{log:?}");
    }

    #[tokio::test]
    async fn jsonp_with_a_callback_and_without() {
        let sandbox = sandbox().await;
        let player = player(&sandbox, APP, SECRET);
        let cases = [
            (share().format(Format::Jsonp).callback("a.cb$1"), "a.cb$1({\"ret\":0,"),
            (share().format(Format::Jsonp), "_Callback({\"ret\":0,"),
            (share().format(Format::Json).callback("cb"), "{\"ret\":0,"),
            (share().callback("cb"), "{\"ret\":0,"),
        ];
        for (request, begins) in cases {
            assert_eq!(player.send(&request).await.unwrap().ret, 0);
            let answer = http::send("GET", player.sign(&request).unwrap().url()).await;
            assert!(answer.body.starts_with(begins), "{begins}: {answer:?}");
        }
    }

    #[tokio::test]
    async fn a_refusal_is_read_from_jsonp_too() {
        let sandbox = sandbox().await;
        let request = share().format(Format::Jsonp).callback("cb");
        let error = player(&sandbox, APP, "654321").send(&request).await.unwrap_err();
        assert_eq!(error.code(), Some(-5));
    }

    #[tokio::test]
    async fn several_apps_in_one_client() {
        let sandbox = sandbox().await;
        let client = Client::builder().app(APP, SECRET).app(2, "another secret").origin(&sandbox.origin());
        let client = client.build().unwrap();
        client.session(OPENID, TOKEN).send(&share()).await.unwrap();
        client.session_of(2, OPENID, TOKEN).unwrap().send(&report()).await.unwrap();
        client.session_of(APP, OPENID, TOKEN).unwrap().send(&report()).await.unwrap();
        assert_eq!(client.session_of(3, OPENID, TOKEN).unwrap_err().app_id, 3);
        let apps: Vec<_> = sandbox.log().iter().map(|entry| entry.app).collect();
        assert_eq!(apps, [Some(APP), Some(2), Some(APP)]);
    }
}

mod refusals {
    use super::*;

    #[tokio::test]
    async fn an_unknown_app() {
        let sandbox = sandbox().await;
        let error = player(&sandbox, 77, SECRET).send(&share()).await.unwrap_err();
        let Error::Gateway(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.code, RelayError::UnknownApp);
        assert_eq!((error.code(), error.remedy()), (Some(-2), Some(Remedy::CheckCredentials)));
        assert_eq!(
            error.to_string(),
            "the gateway refused: -2 UnknownApp: The APPID in the request does not exist. (请求中的 APPID 不存在); \
             it says \"请求中的 APPID 不存在: this sandbox does not know the app 77; it knows 100330589, 2\"; \
             remedy: Make sure that the APPID and the appkey are right; submit a ticket to the vendor's support. \
             (请确认 APPID、appkey 的准确性，提交工单 联系客服处理); advice: check the app id and its keys"
        );
    }

    #[tokio::test]
    async fn a_wrong_secret() {
        let sandbox = sandbox().await;
        let error = player(&sandbox, APP, "654321").send(&report()).await.unwrap_err();
        let Error::Gateway(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.code, RelayError::SignatureMismatch);
        // It was signed again and sent once more.
        assert_eq!((error.code(), error.attempts()), (Some(-5), 2));
        assert_eq!(error.remedy(), Some(Remedy::CheckCredentials));
        let text = error.to_string();
        for part in ["-5", "SignatureMismatch", "The signature could not be verified.", "签名验证失败", "重试一次"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        let shown = format!("{text} {error:?} {:?}", sandbox.log());
        for secret in [SECRET, "654321", TOKEN] {
            assert!(!shown.contains(secret), "{secret} shows in {shown}");
        }
    }

    /// What somebody writes who cannot wait for the spec.
    struct Misnamed;

    impl Command for Misnamed {
        type Gateway = Relay;
        type Reply = JsonValue;
        type Code = UndocumentedCode;
        const SPEC: &'static CommandSpec = &CommandSpec {
            name: "send_share_for_iner",
            path: None,
            methods: &[Method::Get],
            idempotent: false,
            params: &[
                Param::new("access_token", Source::AccessToken).secret(),
                Param::new("cmd", Source::CommandName),
                Param::new("oauth_consumer_key", Source::AppId),
                Param::new("openid", Source::OpenId),
            ],
            reply_code: None,
            verify: &[],
        };

        fn value(&self, _: usize) -> Value<'_> {
            Value::Unset
        }
    }

    #[tokio::test]
    async fn an_unknown_command() {
        let sandbox = sandbox().await;
        let error = player(&sandbox, APP, SECRET).send(&Misnamed).await.unwrap_err();
        let Error::Gateway(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.code, RelayError::UnknownApi);
        assert_eq!((error.code(), error.remedy()), (Some(-9), Some(Remedy::ContactSupport)));
        assert!(refusal.message.contains("did you mean `send_share_for_inner`?"), "{error}");
        assert!(error.to_string().contains("-9 UnknownApi: The API does not exist. (API 不存在)"), "{error}");
    }

    #[tokio::test]
    async fn a_method_that_a_command_does_not_take_is_refused_before_sending() {
        let sandbox = sandbox().await;
        let error = player(&sandbox, APP, SECRET).call(&share()).method(Method::Post).send().await.unwrap_err();
        let Error::MethodNotTaken(refused) = &error else { panic!("{error:?}") };
        assert_eq!((refused.command, refused.method), ("send_share_for_inner", Method::Post));
        assert_eq!(error.to_string(), "`send_share_for_inner` does not take POST, only GET; nothing was sent");
        assert_eq!((error.code(), error.remedy()), (None, None));
        assert!(sandbox.log().is_empty());
    }

    #[tokio::test]
    async fn a_value_that_breaks_a_limit_is_refused_before_sending() {
        let sandbox = sandbox().await;
        let request =
            SendShareForInner::new(vec![Recipient::new("friend"), Recipient::new("")], "", "", GameTag::Invite);
        let error = player(&sandbox, APP, SECRET).send(&request).await.unwrap_err();
        assert_eq!(error.to_string(), "parameter `fopenids[1].openid` must not be empty; nothing was sent");
        assert!(sandbox.log().is_empty());
    }

    #[tokio::test]
    async fn a_listed_row_under_the_name_of_another_is_refused_before_sending() {
        let sandbox = sandbox().await;
        let error = player(&sandbox, APP, SECRET).send(&report().other(12, "9", 7, 5)).await.unwrap_err();
        let row = "parameter `param.list[0].data (type 12)`";
        let expected = format!("{row} must be set by the setter of its row, which the table lists; nothing was sent");
        assert_eq!(error.to_string(), expected);
        assert!(sandbox.log().is_empty());
    }
}

/// Requests that the typed client cannot make, signed by the one signer.
mod by_hand {
    use super::*;

    const GOOD: [(&str, &str); 10] = [
        ("oauth_consumer_key", "100330589"),
        ("openid", OPENID),
        ("access_token", TOKEN),
        ("cmd", "send_share_for_inner"),
        ("fopenids", r#"[{"openid":"a","type":0}]"#),
        ("imageUrl", "http://a.example"),
        ("targetUrl", "http://b.example"),
        ("game_tag", "MSG_INVITE"),
        ("dst", "1001"),
        ("flag", "1"),
    ];

    const REPORT: &str = concat!(
        r#"{"total":4,"list":[{"type":12,"data":"0","bcover":1,"expires":0},{"type":26,"data":"1","bcover":1,"expires":0},"#,
        r#"{"type":27,"data":"s","bcover":1,"expires":0},{"type":28,"data":"r","bcover":1,"expires":0}]}"#
    );

    fn without(name: &str) -> Vec<(&'static str, &'static str)> {
        GOOD.into_iter().filter(|(known, _)| *known != name).collect()
    }

    fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
        without(name).into_iter().chain([(name, value)]).collect()
    }

    fn report_with(param: &'static str) -> Vec<(&'static str, &'static str)> {
        let own = ["fopenids", "imageUrl", "targetUrl", "game_tag", "dst", "flag", "cmd"];
        let common = GOOD.into_iter().filter(|(name, _)| !own.contains(name));
        common.chain([("cmd", "gc_achieve_report"), ("appid", "100330589"), ("param", param)]).collect()
    }

    async fn send(sandbox: &Sandbox, method: &str, pairs: &[(&str, &str)]) -> http::Answer {
        let mut sorted = pairs.to_vec();
        let scheme = Relay::SPEC.sign.as_ref().unwrap();
        scheme.arrange(&mut sorted);
        let sign = scheme.sign(&Signable { secret: SECRET, method, path: PATH }, sorted);
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", percent::encode(value))).collect();
        let url = format!("{}{PATH}?{}&sign={}", sandbox.origin(), pairs.join("&"), sign.as_str());
        http::send(method, &url).await
    }

    #[tokio::test]
    async fn the_good_ones_are_accepted() {
        let sandbox = sandbox().await;
        let answer = send(&sandbox, "GET", &GOOD).await;
        assert!(answer.has_ret(0), "{answer:?}");
        let answer = send(&sandbox, "POST", &report_with(REPORT)).await;
        assert!(answer.has_ret(0), "{answer:?}");
    }

    #[tokio::test]
    async fn a_missing_token_has_its_own_code() {
        let sandbox = sandbox().await;
        let answer = send(&sandbox, "GET", &without("access_token")).await;
        assert!(answer.has_ret(100_007), "{answer:?}");
        assert!(answer.body.contains("parameter `access_token` is required and missing"), "{answer:?}");
    }

    #[tokio::test]
    async fn missing_parameters() {
        let sandbox = sandbox().await;
        for (name, _) in GOOD.iter().filter(|(name, _)| *name != "access_token") {
            let answer = send(&sandbox, "GET", &without(name)).await;
            assert!(answer.has_ret(-1), "{name}: {answer:?}");
            assert!(answer.body.contains(&format!("parameter `{name}` is required and missing")), "{answer:?}");
        }
    }

    #[tokio::test]
    async fn a_missing_sign() {
        let sandbox = sandbox().await;
        let unsigned = DOCUMENTED.replace(&format!("&sign={SIGN}"), "");
        let answer = http::send("GET", &format!("{}{unsigned}", sandbox.origin())).await;
        assert!(answer.has_ret(-1), "{answer:?}");
        assert!(answer.body.contains("parameter `sign` is required and missing"), "{answer:?}");
    }

    #[tokio::test]
    async fn malformed_parameters() {
        let sandbox = sandbox().await;
        let cases = [
            (with("openid", ""), "parameter `openid` must not be empty"),
            (with("access_token", ""), "parameter `access_token` must not be empty"),
            (with("dst", "1002"), "parameter `dst` is always 1001"),
            (with("flag", "yes"), "parameter `flag` must be a whole number from 0 to 4294967295"),
            (with("fopenids", "[]"), "parameter `fopenids` must have at least 1 item, has 0"),
            (with("fopenids", r#"[{"openid":""}]"#), "parameter `fopenids[0].openid` must not be empty"),
            (with("fopenids", r#"[{"type":0}]"#), "parameter `fopenids[0].openid` is required and missing"),
            (with("fopenids", "{}"), "parameter `fopenids` must be a JSON list"),
            (with("format", "xml"), "parameter `format` must be one of json, jsonp"),
        ];
        for (pairs, expected) in cases {
            let answer = send(&sandbox, "GET", &pairs).await;
            assert!(answer.has_ret(-1) && answer.body.contains(expected), "{expected}: {answer:?}");
        }
    }

    #[tokio::test]
    async fn malformed_reports() {
        let sandbox = sandbox().await;
        let cases = [
            (r#"{"total":0,"list":[]}"#, "parameter `param.list: row 12 (platform)` is required and missing"),
            (r#"{"total":2,"List":[]}"#, "parameter `param.list` is required and missing"),
            ("7", "parameter `param` must be a JSON object"),
        ];
        for (param, expected) in cases {
            let answer = send(&sandbox, "POST", &report_with(param)).await;
            assert!(answer.has_ret(-1) && answer.body.contains(expected), "{expected}: {answer:?}");
        }
        let miscounted = REPORT.replace("\"total\":4", "\"total\":2");
        let answer = send(&sandbox, "POST", &report_with(miscounted.leak())).await;
        assert!(
            answer.has_ret(-1)
                && answer.body.contains("parameter `param.total` must be 4, the number of items of `list`"),
            "{answer:?}"
        );
    }

    #[tokio::test]
    async fn a_name_too_many_is_signed_accepted_and_noted() {
        let sandbox = sandbox().await;
        let answer = send(&sandbox, "GET", &with("game_tags", "1")).await;
        assert!(answer.has_ret(0), "{answer:?}");
        let note = "parameter `game_tags` is unknown; did you mean `game_tag`?";
        assert_eq!(answer.header("x-qq-cgi-note"), Some(note));
    }

    #[tokio::test]
    async fn a_post_to_a_command_of_get_is_answered_by_http() {
        let sandbox = sandbox().await;
        let answer = send(&sandbox, "POST", &GOOD).await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET")), "{answer:?}");
    }

    #[tokio::test]
    async fn the_client_reads_that_answer_as_a_status() {
        let refused = Scripted::new(405, "this command takes GET only");
        let error = player_of(refused).send(&share()).await.unwrap_err();
        let Error::Status(status) = &error else { panic!("{error:?}") };
        assert_eq!((status.status, status.idempotent), (405, false));
        assert_eq!((error.code(), error.remedy()), (None, None));
        assert!(error.to_string().contains("this command takes GET only"), "{error}");
    }
}

/// Answers that the sandbox does not give.
struct Scripted {
    status: u16,
    body: &'static str,
}

impl Scripted {
    const fn new(status: u16, body: &'static str) -> Self {
        Self { status, body }
    }
}

impl Transport for Scripted {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(HttpResponse::new(self.status, self.body)) })
    }
}

fn player_of(transport: Scripted) -> Session {
    Client::builder().app(APP, SECRET).transport(transport).build().unwrap().session(OPENID, TOKEN)
}

mod scripted {
    use super::*;

    #[tokio::test]
    async fn the_command_refuses_inside_the_gateways_success() {
        let answer = Scripted::new(200, r#"{"ret":0,"msg":"ok","data":{"ret":-5,"msg":"好友不存在"}}"#);
        let error = player_of(answer).send(&share()).await.unwrap_err();
        let Error::Command(refusal) = &error else { panic!("{error:?}") };
        assert_eq!((refusal.code.code(), refusal.message.as_str()), (-5, "好友不存在"));
        // The same number means something else one layer up: no name, no remedy here.
        assert_eq!((error.code(), error.remedy()), (Some(-5), None));
        assert_eq!(error.to_string(), "the command refused: -5 (undocumented); it says \"好友不存在\"");
    }

    #[tokio::test]
    async fn a_code_outside_the_table_is_kept() {
        let error = player_of(Scripted::new(200, r#"{"ret":"-4711","msg":"新"}"#)).send(&share()).await.unwrap_err();
        let Error::Gateway(refusal) = &error else { panic!("{error:?}") };
        assert!(matches!(refusal.code, RelayError::Unlisted(_)));
        assert_eq!(refusal.code.code(), -4711);
        assert_eq!((error.code(), error.remedy()), (Some(-4711), None));
        assert_eq!(error.to_string(), "the gateway refused: -4711 (not in the error table); it says \"新\"");
    }

    #[tokio::test]
    async fn every_code_of_the_table_has_its_texts_and_its_remedy() {
        let model = model();
        let codes = &model.error_table("relay").unwrap().codes;
        assert_eq!(codes.len(), 45);
        for code in codes {
            let number = code.code.unwrap();
            let body: &str = format!(r#"{{"ret":{number},"msg":""}}"#).leak();
            let error = player_of(Scripted::new(200, body)).send(&documented_card()).await.unwrap_err();
            assert_eq!(error.code(), Some(number));
            assert!(error.remedy().is_some());
            let text = error.to_string();
            let number = number.to_string();
            let words = [&code.about.zh, &code.about.en, &code.zh_remedy, &code.en_remedy].into_iter().flatten();
            for word in words.chain([&number, &code.rust]) {
                assert!(text.contains(word.as_str()), "{word}: {text}");
            }
        }
    }
}

/// README's sample: what stops it, and what does not.
mod bulk {
    use super::*;

    const PLAYERS: u64 = 300;

    async fn report_all(client: &Client) -> (BulkSummary, Vec<SendError<AchieveReport>>) {
        let reports: Vec<_> =
            (0..PLAYERS).map(|number| (client.session(format!("{number:032X}"), TOKEN), report())).collect();
        let is_hopeless = |error: &SendError<AchieveReport>| {
            matches!(error.gateway_code(), Some(RelayError::UnknownApp | RelayError::SignatureMismatch))
        };
        let mut run = Bulk::new(64).stop_on(is_hopeless).run(reports);
        let mut failures = Vec::new();
        while let Some(item) = run.next().await {
            if let Err(failure) = item.result {
                failures.push(failure.error);
            }
        }
        (run.into_summary(), failures)
    }

    fn client(sandbox: &Sandbox, app: u64, secret: &str) -> Client {
        Client::builder().app(app, secret).origin(&sandbox.origin()).build().unwrap()
    }

    #[tokio::test]
    async fn what_is_wrong_for_all_stops_it() {
        let sandbox = sandbox().await;
        for (app, secret, code) in [(APP, "654321", -5), (77, SECRET, -2)] {
            let (summary, failures) = report_all(&client(&sandbox, app, secret)).await;
            assert!(summary.is_stopped && summary.progress.settled < PLAYERS / 2, "{summary:?}");
            assert!(failures.iter().all(|error| error.code() == Some(code)), "{failures:?}");
        }
        assert_eq!(sandbox.deliveries(AchieveReport::SPEC.name).unwrap().delivered, 0);
    }

    #[tokio::test]
    async fn one_players_wrong_openid_does_not() {
        let sandbox = sandbox().await;
        sandbox.faults().add("after=9,times=1,code=-22".parse().unwrap()).unwrap();
        let (summary, failures) = report_all(&client(&sandbox, APP, SECRET)).await;
        assert_eq!((summary.is_stopped, summary.progress.succeeded, summary.progress.failed), (false, PLAYERS - 1, 1));
        let [error] = &failures[..] else { panic!("{failures:?}") };
        assert_eq!((error.code(), error.remedy()), (Some(-22), Some(Remedy::CheckCredentials)));
        assert_eq!(sandbox.deliveries(AchieveReport::SPEC.name).unwrap().distinct(), PLAYERS - 1);
    }
}

/// What many programs begin with: a name that stood in both could not be used.
#[test]
fn the_crates_names_and_the_components_get_along() {
    use qq_cgi::*;
    use qq_game_social::social::*;
    let request = AchieveReport::new(Platform::Ios, Zone::Qq, "server", "role");
    let credentials = Credentials { app_id: APP, secret: SECRET, openid: OPENID, access_token: TOKEN };
    assert!(credentials.sign(&request, Method::Post, Relay::SPEC.urls[0]).is_ok());
}
