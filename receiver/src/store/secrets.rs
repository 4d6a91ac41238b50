//! How stores write a record's secrets: JSON, by field, oldest first.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::records::Secret;

pub(super) fn to_json(secrets: &BTreeMap<String, Vec<Secret>>) -> String {
    let json = |Secret { number, since, value }: &Secret| json!({ "number": number, "since": since, "value": value });
    let fields = secrets.iter().map(|(name, secrets)| (name.clone(), secrets.iter().map(json).collect::<Value>()));
    Value::Object(fields.collect()).to_string()
}

/// What does not parse is damage.
pub(super) fn from_json(text: &str) -> Option<BTreeMap<String, Vec<Secret>>> {
    let secret = |value: &Value| {
        let number = |name: &str| value.get(name)?.as_i64();
        let value = value.get("value")?.as_str()?.to_owned();
        Some(Secret { number: number("number")?, since: number("since")?, value })
    };
    let field = |(name, value): (&String, &Value)| {
        let secrets = value.as_array()?.iter().map(secret).collect::<Option<_>>()?;
        Some((name.clone(), secrets))
    };
    let value: Value = serde_json::from_str(text).ok()?;
    value.as_object()?.iter().map(field).collect()
}
