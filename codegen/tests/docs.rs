//! What the documentation of a generated module tells beyond the spec's own words.
#![allow(clippy::unwrap_used, clippy::panic)]

use proc_macro2::Span;
use qq_cgi_codegen::{each, module_docs};
use qq_cgi_model::{Checked, check_embedded};

const SHOP: &str = r#"
[spec]
name = "shop"
en = "A shop."
lints = { missing-text = "allow" }

[gateway.counter]
en = "Takes orders."
urls = ["https://shop.example"]
params.cmd = { type = "string", from = "command.name" }
errors = "counter"
envelope = { code = "ret", message = "msg", data = "data" }

[errors.counter]
en = "What may go wrong."
[errors.counter.codes.-1]
name = "Closed"
en = "Closed."
remedy = "back_off"

[struct.Bill]
en = "What is to be paid."
fields.sum = { type = "u32", en = "In cents." }

[command.pay]
en = "Pays."
gateway = "counter"
reply = "Bill"

[command.price]
gateway = "counter"
reply = "unknown"
idempotent = true

[sdk.scan]
en = "Reads a code."
platform = "ios"
call = "scan"
needs_login = "unknown"
answer = { by = "callback", reply = "Bill" }
"#;

fn shop() -> Checked {
    let checked = check_embedded(&[("shop.toml", SHOP)], &[]);
    let found: Vec<_> = checked.diagnostics.iter().map(|found| &found.message).collect();
    assert!(!checked.has_errors(), "{found:?}");
    checked
}

/// The documentation of an item, from its first line to the first that is not of the item itself.
fn docs_of(rust: &str) -> Vec<String> {
    let checked = shop();
    let item = each(&checked.model, Span::call_site()).find(|item| item.rust == rust).unwrap();
    lines(&item.tokens.to_string(), "# [doc = \" ").0
}

/// The texts of doc attributes at the start of a text, and what follows them.
fn lines(mut tokens: &str, start: &str) -> (Vec<String>, String) {
    let mut lines = Vec::new();
    while let Some(rest) = tokens.trim_start().strip_prefix(start.trim_end()) {
        let (line, rest) = rest.split_once("\"]").unwrap();
        lines.push(line.trim_start().to_owned());
        tokens = rest;
    }
    (lines, tokens.to_owned())
}

fn assert_says(docs: &[String], expected: &[&str]) {
    for line in expected {
        assert!(docs.iter().any(|said| said == line), "{line:?} in {docs:#?}");
    }
}

#[test]
fn the_first_line_of_an_item_says_what_it_is() {
    let first = |rust: &str| docs_of(rust).first().cloned();
    assert_eq!(first("Pay").as_deref(), Some("Command of `counter`: Pays."));
    assert_eq!(first("Price").as_deref(), Some("Command of `counter`."));
    assert_eq!(first("Scan").as_deref(), Some("Call on ios: Reads a code."));
    assert_eq!(first("Counter").as_deref(), Some("Gateway: Takes orders."));
    assert_eq!(first("CounterError").as_deref(), Some("Codes of `counter`: What may go wrong."));
    assert_eq!(first("Bill").as_deref(), Some("What is to be paid."));
}

#[test]
fn a_command_says_where_it_goes_what_comes_back_and_whether_it_is_sent_again() {
    let through = "It goes through [`Counter`](type@Counter), whose codes are [`CounterError`](type@CounterError).";
    let again =
        "Nothing says that it may be carried out twice: what was sent and not answered is not sent again by itself.";
    assert_says(&docs_of("Pay"), &[through, "The reply is [`Bill`](type@Bill).", again]);
    let again = "It may be carried out twice, so what was sent and not answered is sent again by itself.";
    assert_says(&docs_of("Price"), &[through, "What the reply holds is not known: it comes as JSON.", again]);
    assert_says(&docs_of("Scan"), &["The reply is [`Bill`](type@Bill)."]);
    assert_says(&docs_of("CounterError"), &["Answered by [`Counter`](type@Counter)."]);
}

#[test]
fn the_module_lists_what_there_is_by_gateway_and_platform() {
    let checked = shop();
    let (docs, _) = lines(&module_docs(&checked.model, "shop").to_string(), "# ! [doc = \" ");
    let link = |rust: &str| format!("[`{rust}`](type@shop::{rust})");
    let commands = format!("- Commands through {}: {}, {}", link("Counter"), link("Pay"), link("Price"));
    let calls = format!("- Calls on ios: {}", link("Scan"));
    assert_says(&docs, &["A shop.", &commands, &calls, &format!("- Codes: {}", link("CounterError"))]);
}
