//! JSON and JSONP.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod relay;

use relay::{PATH, SECRET, TOKEN, common, get, md5_hex};

/// A signed request of `say` with `format` and, if any, `callback`.
fn query(format: &str, callback: Option<&str>) -> String {
    let (signed, sent) = callback.map_or_else(Default::default, |name| {
        (format!("$callback${name}"), format!("&callback={}", qq_cgi_wire::percent::encode(name)))
    });
    let source = format!(
        "{SECRET}$access_token${TOKEN}{signed}$cmd$say$format${format}$oauth_consumer_key$1000$openid$Ab12$text$x{SECRET}"
    );
    format!("{}&text=x&format={format}{sent}&sign={}", common("say"), md5_hex(&source))
}

#[tokio::test]
async fn jsonp_calls_the_named_function() {
    let sandbox = relay::sandbox().await;
    for (callback, name) in [(None, "_Callback"), (Some("a.$b_1"), "a.$b_1")] {
        let reply = get(&sandbox.origin(), PATH, &query("jsonp", callback)).await;
        assert_eq!(reply.body, format!(r#"{name}({{"ret":0,"msg":"succ","data":{{}}}});"#));
        assert_eq!(reply.header("content-type"), Some("application/javascript"));
    }
    let reply = get(&sandbox.origin(), PATH, &query("json", Some("f"))).await;
    assert_eq!(reply.ret(), 0);
}

#[tokio::test]
async fn refusals_come_in_the_form_that_was_asked_for() {
    let sandbox = relay::sandbox().await;
    let reply = get(&sandbox.origin(), PATH, "format=jsonp&callback=f").await;
    assert!(reply.body.starts_with(r#"f({"ret":-1,"#), "{reply:?}");
}

#[tokio::test]
async fn a_callback_that_is_no_name_is_a_bad_parameter() {
    let sandbox = relay::sandbox().await;
    let long = "f".repeat(129);
    for callback in ["", "alert(1)//", "f;g", "f g", "函数", "<script>", &long] {
        let reply = get(&sandbox.origin(), PATH, &query("jsonp", Some(callback))).await;
        assert_eq!(reply.ret(), -1, "{callback}");
        assert!(reply.msg().contains("parameter `callback` must be a function's name"), "{reply:?}");
    }
    let reply = get(&sandbox.origin(), PATH, &query("json", Some("f g"))).await;
    assert_eq!(reply.ret(), 0, "it is used for JSONP only: {reply:?}");
}
