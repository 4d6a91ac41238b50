//! What a genuine callback says, as far as it has to be understood to be told from others.
//!
//! In: what came, and its callback's spec. Out: a key and comparable fields, or why it cannot be used. No reason holds a
//! value of it: reasons go to logs.

use qq_cgi_model::{
    callback,
    model::{Callback, Model, Type},
};
use qq_cgi_wire::{InvalidParam, Received};
use serde_json::{Map, Value};

use crate::{
    app::App,
    canonical,
    store::{Key, Order, Quarantined},
    words::{Words, text_of},
};

/// The most mistakes that a reason names.
const MOST_MISTAKES: usize = 3;

/// A genuine callback.
pub(crate) struct Understood {
    /// What it says, or why it cannot be used.
    pub(crate) meaning: Result<Meaning, String>,
    /// Whether something beside the payload is missing or wrong. No sign covers that, so nothing rests on it.
    pub(crate) odd_beside: bool,
}

/// A callback that can be used.
pub(crate) struct Meaning {
    /// The values that together are said once, as a JSON list of texts.
    pub(crate) key: Key,
    /// The payload as JSON with sorted names.
    pub(crate) fields: String,
}

pub(crate) fn understand(model: &Model, callback: &Callback, app: &App, received: &Received) -> Understood {
    let found = callback::check_received(model, callback, received);
    let (inside, beside): (Vec<_>, Vec<_>) = found.into_iter().partition(|error| is_inside(callback, error));
    let is_missing = |name: &str| received.params().all(|(known, _)| known != name);
    let carries_sign = |name: &str| {
        let sign = callback.sign.as_deref().and_then(|sign| model.sign(sign));
        sign.is_some_and(|sign| &*sign.scheme.param == name)
    };
    let mut others = callback.params.iter().map(|field| field.name.as_str()).filter(|name| !carries_sign(name));
    let odd_beside = !beside.is_empty() || others.any(is_missing);
    let bytes = received.bytes(&callback.payload).unwrap_or_default();
    Understood { meaning: meaning(model, callback, app, bytes, &inside), odd_beside }
}

/// The order that something in quarantine is, if `payload` can be used: its own bytes, where the reason has gone away
/// meanwhile, or what somebody says instead of them. What was signed stays with the order as it came.
///
/// `app` says which values are known; its keys are not looked at.
///
/// # Errors
/// Why it cannot be used. Holds no value of the payload.
pub fn order_of(model: &Model, app: &App, held: &Quarantined, payload: &[u8]) -> Result<Order, String> {
    let name = held.callback.as_str();
    let callback = model.callback(name).ok_or_else(|| format!("the spec has no callback `{name}`"))?;
    let found = callback::check_values(model, callback, [(callback.payload.as_str(), payload)]);
    let inside: Vec<_> = found.into_iter().filter(|error| is_inside(callback, error)).collect();
    let Meaning { key, fields } = meaning(model, callback, app, payload, &inside)?;
    let Quarantined { app, callback, raw, received_at, .. } = held.clone();
    Ok(Order { app, callback, key, fields, raw, received_at })
}

/// Whether a mistake is one of the payload.
fn is_inside(callback: &Callback, error: &InvalidParam) -> bool {
    let rest = error.param.strip_prefix(callback.payload.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn meaning(
    model: &Model,
    callback: &Callback,
    app: &App,
    bytes: &[u8],
    mistakes: &[InvalidParam],
) -> Result<Meaning, String> {
    let param = &callback.payload;
    let text = core::str::from_utf8(bytes).map_err(|_| format!("parameter `{param}` is not UTF-8"))?;
    let parsed = canonical::parse(text).map_err(|error| format!("parameter `{param}` is not plain JSON: {error}"))?;
    let Value::Object(object) = &parsed else { return Err(format!("parameter `{param}` is no JSON object")) };
    if !mistakes.is_empty() {
        return Err(all(mistakes));
    }
    let words = Words { model, ty: &Type::Struct(callback.payload_struct.clone().unwrap_or_default()) };
    if let Some(path) = words.unknown(&parsed) {
        return Err(format!("`{param}{path}` is a word that the spec does not know"));
    }
    for (field, values) in app.known_values() {
        let value = object.get(field).and_then(text_of);
        if !value.is_some_and(|value| values.contains(&value)) {
            return Err(format!("`{param}.{field}` is none of those that this app has"));
        }
    }
    Ok(Meaning { key: key(callback, object)?, fields: parsed.to_string() })
}

fn all(mistakes: &[InvalidParam]) -> String {
    let mut words: Vec<_> = mistakes.iter().take(MOST_MISTAKES).map(ToString::to_string).collect();
    if mistakes.len() > MOST_MISTAKES {
        words.push(format!("and {} more", mistakes.len() - MOST_MISTAKES));
    }
    words.join("; ")
}

fn key(callback: &Callback, object: &Map<String, Value>) -> Result<Key, String> {
    let param = &callback.payload;
    let mut values = Vec::new();
    for name in &callback.key {
        let value = object.get(name).and_then(text_of);
        let value =
            value.ok_or_else(|| format!("`{param}.{name}` is needed to tell callbacks apart, and is no text"))?;
        if value.contains('\0') {
            return Err(format!("`{param}.{name}` has a NUL in it"));
        }
        values.push(Value::String(value));
    }
    // JSON escapes the NUL that was refused above; what is too long is left.
    Key::new(Value::Array(values).to_string()).map_err(|why| format!("the key cannot be stored: {why}"))
}
