//! Answers: the gateway's envelope, as JSON or JSONP, or plain text where HTTP itself has to say it.

use std::borrow::Cow;

use qq_cgi_model::model::{Asks, Envelope, Gateway, OutputForm};
use qq_cgi_wire::{InvalidParam, Violation};
use serde_json::{Map, Value};

use crate::query::{self, Sent};

const CALLBACK_LIMIT: usize = 128;
const JSON: &str = "application/json; charset=utf-8";
pub(crate) const JSONP: &str = "application/javascript";

/// An HTTP answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) allow: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn plain(status: u16, body: String) -> Self {
        Self { status, content_type: "text/plain; charset=utf-8".into(), allow: None, body }
    }

    pub(crate) fn envelope(envelope: &Envelope, form: &Form, code: i64, message: &str, data: Option<Value>) -> Self {
        let mut object = Map::new();
        if code != envelope.success || !envelope.failures_only {
            object.insert(envelope.code.clone(), Value::from(code));
            object.insert(envelope.message.clone(), Value::from(message));
        }
        match data {
            // A gateway without such a field puts its answer beside the code.
            Some(Value::Object(fields)) if envelope.data.is_empty() => object.extend(fields),
            Some(data) => drop(object.insert(envelope.data.clone(), data)),
            None => {}
        }
        let json = Value::Object(object).to_string();
        let (content_type, body) = match form {
            Form::Json => (JSON, json),
            Form::Jsonp(callback) => (JSONP, format!("{callback}({});", as_script(&json))),
        };
        Self { status: 200, content_type: content_type.into(), allow: None, body }
    }

    /// Whether the body is an object, or a call with one.
    pub(crate) fn has_object(&self) -> bool {
        self.content_type == JSON || self.content_type == JSONP
    }
}

/// The form of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    /// With the name of the function.
    Jsonp(String),
}

impl Form {
    /// The form that a request asks for; a callback that is no name of a function is an error.
    pub(crate) fn of(gateway: &Gateway, sent: &[Sent]) -> Result<Self, InvalidParam> {
        let asks_jsonp = |output: &&OutputForm| {
            let sent = query::value(sent, &output.param);
            match &output.asks {
                Asks::Jsonp(jsonp) => sent == Some(jsonp),
                Asks::Json(json) => sent != Some(json),
            }
        };
        let Some(output) = gateway.output.as_ref().filter(asks_jsonp) else {
            return Ok(Self::Json);
        };
        let param = output.callback.as_deref();
        let callback = param.and_then(|param| query::value(sent, param)).unwrap_or(&output.default_callback);
        if is_function_name(callback) {
            return Ok(Self::Jsonp(callback.to_owned()));
        }
        let expected = format!("a function's name: 1 to {CALLBACK_LIMIT} of A-Z a-z 0-9 _ . $");
        Err(InvalidParam::new(param.unwrap_or(&output.param), Violation::Malformed { expected }))
    }
}

/// Anything else would let a URL run a script of its own.
pub(crate) fn is_function_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$');
    (1..=CALLBACK_LIMIT).contains(&text.len()) && text.bytes().all(allowed)
}

/// JSON may hold these two as they are; scripts before ES2019 may not.
fn as_script(json: &str) -> String {
    json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
