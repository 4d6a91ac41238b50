//! One order as a line.

use qq_cgi_receiver::store::StoredOrder;
use serde_json::{Value, json};

use crate::output::on_one_line;

pub(super) const CSV_HEAD: &str = "id,state,app,callback,key,received_unix_ms,attempts,conflicts,fields";

/// For a terminal: no more of the order than its key.
pub(super) fn line(stored: &StoredOrder) -> String {
    let StoredOrder { id, order, state, conflicts, .. } = stored;
    let conflicts = match conflicts {
        0 => String::new(),
        _ => format!("  conflicts {conflicts}"),
    };
    let key = on_one_line(order.key.as_str());
    format!("{id}  {state}  {}  {}  {key}  {}{conflicts}", order.app, order.callback, order.received_at)
}

/// As RFC 4180 has it, but for the line feed, which is added with the line.
pub(super) fn csv(stored: &StoredOrder) -> String {
    let StoredOrder { id, order, state, attempts, conflicts, .. } = stored;
    let fields = [
        id.to_string(),
        state.to_string(),
        order.app.to_string(),
        order.callback.to_string(),
        order.key.to_string(),
        order.received_at.to_string(),
        attempts.to_string(),
        conflicts.to_string(),
        order.fields.clone(),
    ];
    fields.map(|field| quoted(&field)).join(",")
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

pub(super) fn json(stored: &StoredOrder) -> Value {
    let StoredOrder { id, order, state, attempts, conflicts, .. } = stored;
    json!({
        "id": id.0,
        "state": state.to_string(),
        "app": order.app.as_str(),
        "callback": order.callback.as_str(),
        "key": parsed(order.key.as_str()),
        "received_unix_ms": order.received_at,
        "attempts": attempts,
        "conflicts": conflicts,
        "fields": parsed(&order.fields),
    })
}

/// The store's texts are JSON; whatever is not is shown as the text that it is.
pub(super) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}
