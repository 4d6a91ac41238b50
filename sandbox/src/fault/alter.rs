//! Answers as a fault leaves them.

use serde_json::Deserializer;

use super::Fault;
use crate::{
    answer::{Answer, JSONP},
    log::Outcome,
};

const HTML: &str = "<!DOCTYPE html>\n<html>\n<head><title>Sign in</title></head>\n\
    <body><h1>Sign in to use this network</h1></body>\n</html>\n";

/// The answer that takes the place of the ordinary one, and what the log says of it.
pub(crate) fn alter(fault: &Fault, ordinary: Answer, outcome: &mut Outcome) -> Answer {
    match fault {
        Fault::Status(status) => {
            *outcome = Outcome::without_code(format!("HTTP {status} was asked for"));
            Answer::plain(*status, outcome.message.clone())
        }
        Fault::Html => {
            *outcome = Outcome::without_code("a page of HTML was asked for".to_owned());
            Answer { content_type: "text/html; charset=utf-8".into(), ..Answer::plain(200, HTML.to_owned()) }
        }
        Fault::Empty => {
            *outcome = Outcome::without_code("an empty body was asked for".to_owned());
            Answer { status: 200, body: String::new(), ..ordinary }
        }
        Fault::Hang | Fault::Reset | Fault::Refuse => {
            *outcome = Outcome::without_code("no answer was asked for".to_owned());
            ordinary
        }
        Fault::Truncated => with_body(ordinary, first_half),
        Fault::Oversized => with_body(ordinary, pad),
        Fault::ContentType(content_type) => Answer { content_type: content_type.clone().into(), ..ordinary },
        Fault::Jsonp(name) if ordinary.has_object() => jsonp(ordinary, name),
        Fault::DuplicateKeys if ordinary.has_object() => with_body(ordinary, duplicate_first_key),
        Fault::Nested if ordinary.has_object() => with_body(ordinary, nest),
        _ => ordinary,
    }
}

fn with_body(answer: Answer, change: impl FnOnce(String) -> String) -> Answer {
    let Answer { body, .. } = answer;
    Answer { body: change(body), ..answer }
}

fn first_half(mut body: String) -> String {
    body.truncate(body.floor_char_boundary(body.len() / 2));
    body
}

fn pad(mut body: String) -> String {
    body.extend(std::iter::repeat_n(' ', Fault::OVERSIZED.saturating_sub(body.len())));
    body
}

fn jsonp(answer: Answer, name: &str) -> Answer {
    let Some(object) = object_in(&answer.body) else { return answer };
    Answer { content_type: JSONP.into(), body: format!("{name}({object});"), ..answer }
}

/// The JSON object of an answer, without the call around it.
fn object_in(body: &str) -> Option<&str> {
    let (start, end) = (body.find('{')?, body.rfind('}')?);
    body.get(start..=end)
}

fn duplicate_first_key(body: String) -> String {
    // Nothing can be twice in an empty object.
    insert_first(body, |rest| {
        let key = Deserializer::from_str(rest).into_iter::<String>().next()?.ok()?;
        Some(format!("{}:null", serde_json::Value::from(key)))
    })
}

fn nest(body: String) -> String {
    insert_first(body, |_| Some(format!("\"nested\":{}{}", "[".repeat(Fault::NESTED), "]".repeat(Fault::NESTED))))
}

/// Puts a field before the others of the answer's object.
fn insert_first(body: String, field: impl FnOnce(&str) -> Option<String>) -> String {
    let Some((before, rest)) = body.split_once('{') else { return body };
    let comma = if rest.starts_with('}') { "" } else { "," };
    match field(rest) {
        Some(field) => format!("{before}{{{field}{comma}{rest}"),
        None => body,
    }
}
