//! Commands with paths, and answers that say whom an access token belongs to.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use qq_cgi_model::{check_embedded, model::Model};
use qq_cgi_sandbox::Sandbox;
use relay::{Reply, get};

const TOKEN: &str = "token-of-ann";

/// Two unsigned gateways: one with two commands behind one path, JSONP by default and a code in failures alone; one as
/// the relay answers.
const SPEC: &str = r#"
[spec]
name = "graph"

[errors.e.codes]
7 = { name = "NoToken", zh = "缺少 access token", remedy = "none" }
16 = { name = "BadToken", zh = "access token 验证失败", remedy = "none" }

[gateway.auth]
urls = ["https://graph.example/auth", "http://graph.example/auth"]
errors = "e"
envelope = { code = "error", failures_only = true, message = "text", data = "" }
output = { param = "fmt", json = "json", default_callback = "callback" }
refuse = { bad_token = 16 }
[gateway.auth.params]
token = { type = "string", from = "session.access_token", secret = true, missing_code = 7 }
fmt = { type = "string", required = false }

[gateway.user]
urls = ["https://graph.example/user"]
envelope = { code = "ret", message = "msg", data = "" }
refuse = { bad_token = 16, unknown_app = 8 }
[gateway.user.params]
token = { type = "string", from = "session.access_token", secret = true }
app = { type = "u64", from = "client.app_id" }
openid = { type = "string", from = "session.openid" }

[gateway.open]
urls = ["https://graph.example/open"]
envelope = { code = "ret", message = "msg", data = "data" }
params = { token = { type = "string", from = "session.access_token", secret = false } }

[command.me]
gateway = "auth"
path = "/me"
reply = "Identity"

[command.verify]
gateway = "auth"
path = "/me"
reply = "Identity"
verify = { client_id = "client.app_id", openid = "session.openid" }

[command.info]
gateway = "user"
path = "/info"
reply = "InfoReply"

[command.whose]
gateway = "open"
path = "/a/b.fcgi"
reply = "Owner"
verify = { app = "client.app_id", openid = "session.openid" }

[struct.Identity.fields]
client_id = { type = "string" }
openid = { type = "string" }

[struct.InfoReply.fields]
name = { type = "string", sample = "Ann" }

[struct.Owner.fields]
app = { type = "u64" }
openid = { type = "string" }

[[command.info.example]]
params = { app = 5, openid = "shown", token = "token-of-the-example" }
"#;

fn model() -> Model {
    let checked = check_embedded(&[("graph.toml", SPEC)], &[]);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    checked.model
}

async fn sandbox() -> Sandbox {
    Sandbox::builder(model()).player(1000, "Ann", TOKEN).player(2000, "Bob", "token-of-bob").start().await.unwrap()
}

async fn ask(sandbox: &Sandbox, path: &str, query: &str) -> Reply {
    get(&sandbox.origin(), path, query).await
}

#[tokio::test]
async fn the_answer_names_the_player_of_the_token() {
    let sandbox = sandbox().await;
    let reply = ask(&sandbox, "/auth/me", &format!("token={TOKEN}&fmt=json")).await;
    assert_eq!(reply.body, r#"{"client_id":"1000","openid":"Ann"}"#);
    assert_eq!(reply.header("x-qq-cgi-note"), None);
    let reply = ask(&sandbox, "/auth/me", "token=token-of-bob&fmt=json").await;
    assert_eq!(reply.body, r#"{"client_id":"2000","openid":"Bob"}"#);
    assert_eq!(sandbox.log()[0].command.as_deref(), Some("me"));
}

#[tokio::test]
async fn jsonp_is_the_default_where_a_value_asks_for_json() {
    let sandbox = sandbox().await;
    for query in [format!("token={TOKEN}"), format!("token={TOKEN}&fmt=xml")] {
        let reply = ask(&sandbox, "/auth/me", &query).await;
        assert_eq!(reply.body, r#"callback({"client_id":"1000","openid":"Ann"});"#);
        assert_eq!(reply.header("content-type"), Some("application/javascript"));
    }
}

#[tokio::test]
async fn a_token_that_nobody_has_is_refused_in_the_gateways_shape() {
    let sandbox = sandbox().await;
    let text = "access token 验证失败: this sandbox knows no player with this access token";
    let body = format!(r#"{{"error":16,"text":"{text}"}}"#);
    assert_eq!(ask(&sandbox, "/auth/me", "token=unknown-token&fmt=json").await.body, body);
    assert_eq!(ask(&sandbox, "/auth/me", "token=unknown-token").await.body, format!("callback({body});"));
    let reply = ask(&sandbox, "/auth/me", "fmt=json").await;
    assert!(reply.body.starts_with(r#"{"error":7,"text":"缺少 access token: "#), "{reply:?}");
    let reply = ask(&sandbox, "/user/info", "token=unknown-token&app=1000&openid=Ann").await;
    assert_eq!((reply.ret(), reply.json().get("name")), (16, None));
}

#[tokio::test]
async fn a_token_is_good_for_its_own_app_and_player_alone() {
    let sandbox = sandbox().await;
    let right = format!("token={TOKEN}&app=1000&openid=Ann");
    assert_eq!(ask(&sandbox, "/user/info", &right).await.body, r#"{"ret":0,"msg":"","name":"Ann"}"#);
    for (from, to) in [("Ann", "Bob"), ("Ann", "ann"), ("1000", "2000"), (TOKEN, "token-of-bob")] {
        let reply = ask(&sandbox, "/user/info", &right.replace(from, to)).await;
        assert_eq!(
            (reply.ret(), reply.msg().as_str()),
            (16, "the access token is that of another app or player"),
            "{from}"
        );
    }
    assert_eq!(ask(&sandbox, "/user/info", &right.replace("1000", "3000")).await.ret(), 8);
}

#[tokio::test]
async fn without_a_code_for_it_any_token_is_taken() {
    let sandbox = sandbox().await;
    let reply = ask(&sandbox, "/open/a/b.fcgi", &format!("token={TOKEN}")).await;
    assert_eq!(reply.json()["data"], serde_json::json!({ "app": 1000, "openid": "Ann" }));
    let reply = ask(&sandbox, "/open/a/b.fcgi", "token=unknown-token").await;
    assert_eq!(reply.json()["data"], serde_json::json!({ "app": 0, "openid": "" }));
    assert!(reply.header("x-qq-cgi-note").unwrap().contains("names nobody"), "{reply:?}");
}

#[tokio::test]
async fn paths_are_the_whole_ones() {
    let sandbox = sandbox().await;
    for path in ["/auth", "/me", "/auth/me/", "/auth/Me", "/user/me"] {
        let reply = ask(&sandbox, path, &format!("token={TOKEN}")).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.body.ends_with("there is /auth/me, /user/info, /open/a/b.fcgi"), "{reply:?}");
    }
}

#[tokio::test]
async fn players_are_those_of_the_examples_unless_given() {
    let sandbox = Sandbox::builder(model()).start().await.unwrap();
    let reply = ask(&sandbox, "/auth/me", "token=token-of-the-example&fmt=json").await;
    assert_eq!(reply.body, r#"{"client_id":"5","openid":"shown"}"#);
    let sandbox = self::sandbox().await;
    let reply = ask(&sandbox, "/auth/me", "token=token-of-the-example&fmt=json").await;
    assert!(reply.body.starts_with(r#"{"error":16,"#), "{reply:?}");
}

#[tokio::test]
async fn a_token_belongs_to_the_last_who_was_given_it() {
    let sandbox = Sandbox::builder(model()).player(1, "a", "shared").player(2, "b", "shared").start().await.unwrap();
    let reply = ask(&sandbox, "/auth/me", "token=shared&fmt=json").await;
    assert_eq!(reply.body, r#"{"client_id":"2","openid":"b"}"#);
}

#[tokio::test]
async fn tokens_of_players_show_nowhere() {
    let builder = Sandbox::builder(model()).player(1000, "Ann", TOKEN);
    assert!(!format!("{builder:?}").contains(TOKEN));
    let sandbox = builder.start().await.unwrap();
    let mut replies = Vec::new();
    for (path, query) in
        [("/auth/me", format!("fmt={TOKEN}&x{TOKEN}=1")), ("/user/info", format!("token=x&app=1000&openid={TOKEN}"))]
    {
        replies.push(ask(&sandbox, path, &query).await);
    }
    replies.push(ask(&sandbox, &format!("/{TOKEN}"), "").await);
    let shown = format!("{replies:?} {:?}", sandbox.log());
    assert!(!shown.contains(TOKEN), "{shown}");
}
