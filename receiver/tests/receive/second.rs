//! A callback that is nothing like the shipped one, from TOML alone.

use qq_cgi_model::{Model, check_embedded};
use qq_cgi_receiver::{App, Apps, Codes, Intake, Outcome};

use crate::{
    ledger::Ledger,
    sender::{Desk, HOME, NOW, encode, md5},
};

const SPEC: &str = r#"
[spec]
name = "shop"
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
[callback.payment.params]
body = { type = "json:Paid" }
nonce = { type = "string", required = false }
sig = { type = "string", from = "sign" }
[callback.refund]
sign = "orders"
payload = "body"
key = ["order", "part"]
reply = { code = "error", message = "why", success_message = "" }
[callback.refund.params]
body = { type = "json:Refunded" }
sig = { type = "string", from = "sign" }
[struct.Paid.fields]
order = { type = "u64" }
currency = { type = "Currency" }
note = { type = "string", required = false }
lines = { type = "list:Line", required = false }
[struct.Line.fields]
kind = { type = "Kind" }
[enum.Kind]
open = true
values.Sword = { value = 1 }
[struct.Refunded.fields]
order = { type = "u64" }
part = { type = "u32" }
[enum.Currency]
values.Cny = { value = "CNY" }
values.Usd = { value = "USD" }
"#;

pub(crate) fn model() -> Model {
    let checked = check_embedded(&[("shop.toml", SPEC)], &[]);
    let found: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    assert!(!checked.has_errors(), "{found:?}");
    checked.model
}

pub(crate) fn desk() -> Desk {
    let apps = [App::new("payment", "shop").key("k").known("currency", ["CNY"]), App::new("refund", "shop").key("k")];
    Desk::of(model(), apps, Codes { conflict: 409, quarantine: 422, failure: 1 })
}

fn signed(body: &str) -> String {
    let sign = md5(&[b"k", body.as_bytes()]).to_uppercase();
    format!("body={}&sig={sign}&nonce=1", encode(body.as_bytes()))
}

#[tokio::test]
async fn its_fields_its_sign_and_its_reply_come_from_its_spec() {
    let desk = desk();
    for (path, body, outcome, answer) in [
        ("payment", r#"{"order":7,"currency":"CNY"}"#, Outcome::New, r#"{"code":200,"text":"thanks"}"#),
        ("payment", r#"{"currency":"CNY","order":7}"#, Outcome::Duplicate, r#"{"code":200,"text":"thanks"}"#),
        ("payment", r#"{"order":7,"currency":"CNY","note":""}"#, Outcome::Conflict, r#"{"code":409,"#),
        ("payment", r#"{"order":8,"currency":"USD"}"#, Outcome::Quarantined, r#"{"code":422,"#),
        ("payment", r#"{"order":8,"currency":"EUR"}"#, Outcome::Quarantined, r#"{"code":422,"#),
        ("payment", r#"{"order":"7","currency":"CNY"}"#, Outcome::Quarantined, r#"{"code":422,"#),
        ("payment", r#"{"order":8.0,"currency":"CNY"}"#, Outcome::Quarantined, r#"{"code":422,"#),
        ("payment", r#"{"order":9,"currency":"CNY","lines":[{"kind":1,"new":1}]}"#, Outcome::New, r#"{"code":200,"#),
        ("payment", r#"{"order":8,"currency":"CNY","lines":[{"kind":1},{"kind":2}]}"#, Outcome::Quarantined, "{"),
        ("refund", r#"{"order":7,"part":1}"#, Outcome::New, r#"{"error":0,"why":""}"#),
        ("refund", r#"{"order":7,"part":2}"#, Outcome::New, r#"{"error":0,"why":""}"#),
    ] {
        let taken = desk.intake.take(HOME, &format!("/{path}/shop"), &signed(body), NOW).await;
        assert_eq!(taken.outcome, outcome, "{body}");
        assert!(taken.body.starts_with(answer), "{body}: {}", taken.body);
    }
    assert_eq!(desk.ledger.held().pop().unwrap().reason, "`body.lines[1].kind` is a word that the spec does not know");
    let keys: Vec<_> = desk.ledger.orders().iter().map(|order| format!("{} {}", order.callback, order.key)).collect();
    assert_eq!(keys, ["payment [\"7\"]", "payment [\"9\"]", "refund [\"7\",\"1\"]", "refund [\"7\",\"2\"]"]);
}

#[tokio::test]
async fn what_its_spec_does_not_accept_is_refused() {
    let desk = desk();
    let body = r#"{"order":7,"currency":"CNY"}"#;
    let over_a_line_feed = md5(&[b"k", body.as_bytes(), b"\n"]);
    for query in [
        // Neither another form of the text nor another case of the names.
        format!("body={}&sig={over_a_line_feed}", encode(body.as_bytes())),
        signed(body).replace("body=", "Body="),
        signed(body).replace("sig=", "sign="),
    ] {
        let taken = desk.intake.take(HOME, "/payment/shop", &query, NOW).await;
        assert_eq!((taken.outcome, taken.status), (Outcome::Refused, 403), "{query}");
        assert_eq!(taken.body, r#"{"code":1,"text":"refused"}"#);
    }
    // At a path that nobody has, in the form of the callback that it names.
    let taken = desk.intake.take(HOME, "/refund/other", &signed(body), NOW).await;
    assert_eq!(taken.body, r#"{"error":1,"why":"refused"}"#);
}

#[tokio::test]
async fn a_code_that_means_success_cannot_say_that_something_failed() {
    for (codes, wrong) in [
        (Codes { conflict: 200, ..Codes::default() }, Some("conflict")),
        (Codes { failure: 200, ..Codes::default() }, Some("failure")),
        (Codes { quarantine: 200, ..Codes::default() }, None),
    ] {
        let apps = Apps::new(model(), [App::new("payment", "shop").key("k")]).unwrap();
        let made = Intake::new(apps, codes, Ledger::new(), |_, _| {});
        assert_eq!(
            made.err().map(|error| (error.code, error.callback)),
            wrong.map(|code| (code, "payment".to_owned()))
        );
    }
}
