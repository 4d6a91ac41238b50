//! Pages: what they show, what they refuse, and that nobody can write into them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use qq_cgi_model::{check_embedded, model::Model};
use qq_cgi_sandbox::Sandbox;
use relay::{PATH, SECRET, get, post};

const PAGE: &str = "/open";

const SPEC: &str = r#"
[spec]
name = "pages"
[page.vip]
url = "https://pages.example.com/open"
zh = "会员 <包月>"
en = "A page & more"
[page.vip.params]
month = { type = "u32" }
aid = { type = "string", required = false }
"#;

fn model() -> Model {
    let pages = check_embedded(&[("pages.toml", SPEC)], &[]).model.pages;
    Model { pages, ..relay::model() }
}

async fn sandbox() -> Sandbox {
    Sandbox::builder(model()).app(1000, SECRET).start().await.unwrap()
}

#[tokio::test]
async fn a_page_shows_its_parameters() {
    let sandbox = sandbox().await;
    let reply = get(&sandbox.origin(), PAGE, "month=1&aid=%E5%90%89%20a").await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    for shown in ["会员 &lt;包月&gt;", "A page &amp; more", "<code>month</code>", "<code>1</code>", "<code>吉 a</code>"]
    {
        assert!(reply.body.contains(shown), "{shown}: {reply:?}");
    }
    let log = sandbox.log();
    assert_eq!((log[0].page.as_deref(), log[0].command.as_deref(), log[0].outcome.status), (Some("vip"), None, 200));
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let sandbox = sandbox().await;
    for (query, why) in [
        ("", "parameter `month` is required and missing"),
        ("month=x", "parameter `month` must be a whole number"),
        ("month=1&month=2", "parameter `month` must be given once"),
        ("month=%zz", "parameter `month` has a `%`"),
    ] {
        let reply = get(&sandbox.origin(), PAGE, query).await;
        assert_eq!(reply.status, 400, "{query}");
        assert!(reply.body.contains(why), "{query}: {reply:?}");
        assert!(sandbox.log().last().unwrap().outcome.message.contains(why), "{query}");
    }
    let reply = get(&sandbox.origin(), PAGE, "month=1&adi=2").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("x-qq-cgi-note"), Some("parameter `adi` is unknown; did you mean `aid`?"));
}

#[tokio::test]
async fn nobody_writes_into_a_page() {
    let sandbox = sandbox().await;
    let script = "%3Cscript%3Ealert(1)%3C/script%3E%22%27%26";
    for query in [format!("month=1&aid={script}"), format!("month=1&{script}=1"), format!("month={script}")] {
        let reply = get(&sandbox.origin(), PAGE, &query).await;
        assert!(!reply.body.contains("<script"), "{reply:?}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    }
    let shown = get(&sandbox.origin(), PAGE, &format!("month=1&aid={script}")).await.body;
    assert!(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"), "{shown}");
    let secret = get(&sandbox.origin(), PAGE, &format!("month=1&aid={SECRET}")).await.body;
    assert!(!secret.contains(SECRET), "{secret}");
}

#[tokio::test]
async fn a_page_is_opened_by_get_and_gateways_stay_where_they_are() {
    let sandbox = sandbox().await;
    let reply = post(&sandbox.origin(), PAGE, "month=1").await;
    assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")));
    assert_eq!(get(&sandbox.origin(), PATH, "").await.status, 200);
    let nowhere = get(&sandbox.origin(), "/opne", "").await;
    assert_eq!(nowhere.status, 404);
    assert!(nowhere.body.contains("/open"), "{nowhere:?}");
}
