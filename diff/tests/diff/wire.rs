//! What the other end says: the same calls by clients of the old spec and of the new one, to sandboxes of both.
//!
//! Of a wire rule that says major, something must show: a call is refused, or goes elsewhere or says something else, or is
//! answered otherwise; a callback is refused, or known by another key. Of any other wire rule, nothing that the old spec lets
//! one say is refused.

use std::collections::BTreeSet;

use qq_cgi_diff::{Category, RULES, Rule, Verdict};
use qq_cgi_model::{
    Model, callback,
    model::{Callback, Command, Field, Origin},
    page, request,
};
use qq_cgi_sandbox::Sandbox;
use qq_cgi_wire::{LineFeed, Signable, percent};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::spec;

/// What shows in no request or callback by itself, and where it does.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("QD0307", "in values that are no numbers"),
    ("QD0311", "in what a caller gives"),
    ("QD0411", "in answers with the new word"),
    ("QD0413", "in answers with the old word"),
    ("QD0431", "in refusals with this code"),
    ("QD0432", "on a device"),
    ("QD0503", "where the address was chosen"),
    ("QD0706", "in what the sender makes of it"),
    ("QD0708", "in the receiver's records"),
];

/// Values that a caller gives, by command and name.
const VALUES: &[(&str, &str)] = &[
    ("app_id", "1"),
    ("openid", "me"),
    ("token", "t"),
    ("item", "1"),
    ("count", "20"),
    ("note", "for you"),
    ("colour", "2"),
    ("tags", "[\"a\"]"),
    ("address", "{\"city\":\"here\",\"lines\":1,\"more\":[\"x\"]}"),
    (
        "score",
        "[{\"type\":1,\"data\":\"3\",\"day\":20,\"until\":5},{\"type\":3,\"data\":\"lord\",\"day\":1,\"until\":0}]",
    ),
    ("extras", "[{\"kind\":1,\"text\":\"true\"},{\"kind\":7,\"text\":\"paper\"}]"),
    ("session_key", "k"),
    ("order", "7"),
];

#[tokio::test(flavor = "current_thread")]
async fn the_other_end_notices_what_the_rules_say_and_nothing_else() {
    let old = spec::ground().model;
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.category == Category::Wire) {
        let new = spec::sound(&rule.page().changed().unwrap()).unwrap().model;
        let found = evidence(&old, &new).await;
        let elsewhere = SHOWN_ELSEWHERE.iter().any(|(id, _)| *id == rule.id) || is_of_records_or_sdks(rule);
        match rule.verdict {
            Verdict::Major if found.is_empty() != elsewhere => wrong.push(format!("{}: {found:?}", rule.id)),
            Verdict::Minor | Verdict::Patch if found.iter().any(|sign| sign.refuses) => {
                wrong.push(format!("{}: {found:?}", rule.id));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Records and SDK calls go to no sandbox.
fn is_of_records_or_sdks(rule: &Rule) -> bool {
    rule.id.starts_with("QD08") || rule.id.starts_with("QD09")
}

/// Something that the other end notices.
#[derive(Debug)]
struct Sign {
    #[expect(dead_code, reason = "shown where something is wrong")]
    what: String,
    /// Whether what the old spec lets one say is refused.
    refuses: bool,
}

async fn evidence(old: &Model, new: &Model) -> Vec<Sign> {
    let mut found = calls(old, new).await;
    found.extend(callbacks(old, new));
    let pages = |model: &Model| -> BTreeSet<String> {
        let url = |page: &qq_cgi_model::model::Page| page::url(model, page, &given(&page.params, true)).ok();
        model.pages.iter().filter_map(url).collect()
    };
    if !pages(old).is_subset(&pages(new)) {
        found.push(Sign { what: "another page".to_owned(), refuses: false });
    }
    found
}

/// Each call of each client, by the server of its own spec and by the other.
async fn calls(old: &Model, new: &Model) -> Vec<Sign> {
    let (old_server, new_server) = (server(old).await, server(new).await);
    let mut found = Vec::new();
    for (client, own, other, is_old) in [(old, &old_server, &new_server, true), (new, &new_server, &old_server, false)]
    {
        for call in client.commands.iter().flat_map(|command| calls_of(client, command)) {
            let call = match call {
                Ok(call) => call,
                Err(what) => {
                    found.push(Sign { what, refuses: true });
                    continue;
                }
            };
            let at_home = call.send(own).await;
            assert!(!refused(&at_home), "its own server refuses {call:?}: {at_home}");
            let abroad = call.send(other).await;
            if refused(&abroad) {
                found.push(Sign { what: format!("{call:?}: {abroad}"), refuses: is_old });
            } else if without_messages(&at_home) != without_messages(&abroad) {
                found.push(Sign { what: format!("{at_home} / {abroad}"), refuses: false });
            }
        }
    }
    let all = |model: &Model| -> BTreeSet<String> {
        let calls = model.commands.iter().flat_map(|command| calls_of(model, command));
        calls
            .flatten()
            .map(|Call { method, by_default, url, query, .. }| format!("{method} ({by_default}) {url}?{query}"))
            .collect()
    };
    for call in all(old).difference(&all(new)) {
        found.push(Sign { what: format!("says something else: {call}"), refuses: false });
    }
    old_server.shutdown().await;
    new_server.shutdown().await;
    found
}

async fn server(model: &Model) -> Sandbox {
    Sandbox::builder(model.clone()).app(1, "key").player(1, "me", "t").start().await.unwrap()
}

/// A request as it is sent.
#[derive(Debug)]
struct Call {
    method: &'static str,
    /// Whether it is the method that is taken unless another is chosen.
    by_default: bool,
    /// With host and path.
    url: String,
    path: String,
    query: String,
}

/// The least that a command can be called with, and the most; by each of its methods. An error where the client refuses it.
fn calls_of(model: &Model, command: &Command) -> Vec<Result<Call, String>> {
    let gateway = model.gateway_of(command).unwrap();
    let fields: Vec<Field> = model.wire_params(command).cloned().collect();
    let mut calls = Vec::new();
    for (all, method) in
        [false, true].into_iter().flat_map(|all| command.methods.iter().map(move |method| (all, method)))
    {
        let mut pairs = match request::complete(model, command, &given(&fields, all)) {
            Ok(pairs) => pairs,
            Err(problems) => {
                calls.push(Err(format!("{}: {problems:?}", command.name)));
                continue;
            }
        };
        let path = gateway.path_to(command);
        if let Some(scheme) = model.scheme_of(gateway) {
            scheme.arrange(&mut pairs);
            let signable = Signable { secret: "key", method: method.as_str(), path: &path };
            let sign =
                scheme.sign(&signable, pairs.iter().map(|(name, value)| (&**name, &**value))).as_str().to_owned();
            pairs.push((scheme.param.to_string(), sign));
        }
        let query: Vec<_> =
            pairs.iter().map(|(name, value)| format!("{}={}", percent::encode(name), percent::encode(value))).collect();
        calls.push(Ok(Call {
            method: method.as_str(),
            by_default: command.methods.first() == Some(method),
            url: gateway.url_to(command).unwrap(),
            path,
            query: query.join("&"),
        }));
    }
    calls
}

/// What a caller gives of these: what must be given, or all that there is a value for.
fn given(fields: &[Field], all: bool) -> Vec<(String, String)> {
    let known = |name: &str| VALUES.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let from_outside = |field: &&Field| {
        matches!(field.origin, Origin::Caller | Origin::AppId | Origin::OpenId | Origin::AccessToken)
            && (all || field.required)
    };
    let of_field = |field: &Field| match known(&field.name) {
        // A new value is of some number.
        None if field.required => Some((field.name.clone(), "1".to_owned())),
        value => Some((field.name.clone(), value?)),
    };
    fields.iter().filter(from_outside).filter_map(of_field).collect()
}

impl Call {
    /// The status and the body.
    async fn send(&self, server: &Sandbox) -> String {
        let origin = server.origin();
        let mut stream = TcpStream::connect(origin.trim_start_matches("http://")).await.unwrap();
        let Self { method, path, query, .. } = self;
        let head = format!(
            "{method} {path}?{query} HTTP/1.1\r\nhost: sandbox\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        format!("{} {body}", head.split(' ').nth(1).unwrap())
    }
}

/// Every answer of the specs holds the code first.
fn refused(answer: &str) -> bool {
    !answer.starts_with("200 ") || answer.contains("\"ret\":-")
}

/// Messages are for people.
fn without_messages(answer: &str) -> String {
    ["\"fine\"", "\"well\"", "\"msg\"", "\"message\""]
        .iter()
        .fold(answer.to_owned(), |text, word| text.replace(word, "\"\""))
}

/// The same callbacks, as each sender signs them and the other's receiver takes them.
fn callbacks(old: &Model, new: &Model) -> Vec<Sign> {
    let mut found = Vec::new();
    for name in ["notice", "ping"] {
        for line_feed in [LineFeed::None, LineFeed::Signed] {
            for in_capitals in [false, true] {
                for (from, to, is_old) in [(old, new, true), (new, old, false)] {
                    let Some(query) = sent(from, name, line_feed, in_capitals) else { continue };
                    let (home, abroad) = (taken(from, name, &query), taken(to, name, &query));
                    if home.is_some() && home != abroad {
                        found.push(Sign {
                            what: format!("{query}: {home:?} / {abroad:?}"),
                            refuses: is_old && abroad.is_none(),
                        });
                    }
                }
            }
        }
        let feeds = |model: &Model| model.callback(name).map(|callback| callback.line_feed);
        if feeds(old) != feeds(new) {
            found.push(Sign { what: format!("another end of {name}'s text"), refuses: false });
        }
    }
    found
}

fn sent(model: &Model, name: &str, line_feed: LineFeed, in_capitals: bool) -> Option<String> {
    let callback = model.callback(name)?;
    let values = [("order", "7"), ("game", "1"), ("kind", "9"), ("id", "7")];
    let fields = &callback::payload(model, callback)?.fields;
    let given: Vec<_> = values.into_iter().filter(|(name, _)| fields.iter().any(|field| field.name == *name)).collect();
    let pairs = callback::complete(model, callback, &given).ok()?;
    let url = callback::sign(model, callback, "key", &pairs, line_feed)?.url("http://game.example/");
    let (_, query) = url.split_once('?')?;
    let named = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap();
        if in_capitals { format!("{}={value}", name.to_uppercase()) } else { pair.to_owned() }
    };
    Some(query.split('&').map(named).collect::<Vec<_>>().join("&"))
}

/// The key by which it is known; `None` if it is refused.
fn taken(model: &Model, name: &str, query: &str) -> Option<Vec<String>> {
    let callback: &Callback = model.callback(name)?;
    let received = callback::verify(model, callback, "key", query).ok()?;
    callback::check_received(model, callback, &received).is_empty().then(|| callback.key.clone())
}
