//! Records as texts, without their secrets.

use qq_cgi_receiver::records::{Entry, Record, Secret};
use serde_json::{Map, Value, json};

use crate::{args::Format, output::on_one_line};

/// One line.
pub(super) fn record(record: &Record, format: Format) -> String {
    match format {
        Format::Json => Value::Object(object(record)).to_string(),
        Format::Human => {
            let Record { key, stage, fields, .. } = record;
            let stage = stage.as_ref().map(|stage| format!("  {stage}")).unwrap_or_default();
            let fields: String = fields.iter().flat_map(|(name, value)| ["  ", name, "=", value]).collect();
            on_one_line(&format!("{key}{stage}{fields}"))
        }
    }
}

/// The same, and secrets that were asked for.
pub(super) fn with_secrets(of: &Record, secrets: &[(&str, &Secret)], format: Format) -> String {
    match format {
        Format::Json => {
            let mut object = object(of);
            let shown = secrets.iter().map(|(name, secret)| ((*name).to_owned(), secret.value.as_str().into()));
            object.insert("shown".to_owned(), Value::Object(shown.collect()));
            Value::Object(object).to_string()
        }
        Format::Human => {
            let shown = secrets.iter().map(|(name, secret)| format!("\n{name}  {}", on_one_line(&secret.value)));
            format!("{}{}", record(of, format), shown.collect::<String>())
        }
    }
}

/// Everything but secrets.
pub(super) fn with_history(of: &Record, history: &[Entry], format: Format) -> String {
    if format == Format::Json {
        let entry = |entry: &Entry| {
            json!({
                "version": entry.version,
                "action": entry.action.as_str(),
                "by": entry.by,
                "unix_ms": entry.at,
                "detail": serde_json::from_str::<Value>(&entry.detail).unwrap_or_default(),
            })
        };
        let mut object = object(of);
        object.insert("history".to_owned(), history.iter().map(entry).collect());
        return Value::Object(object).to_string();
    }
    let mut lines = vec![on_one_line(&format!("{} {}", of.table, of.key))];
    lines.extend(of.stage.as_ref().map(|stage| on_one_line(&format!("stage    {stage}"))));
    lines.push(format!("version  {}, of {} (ms since 1970)", of.version, of.changed_at));
    lines.extend(of.fields.iter().map(|(name, value)| on_one_line(&format!("field    {name}={value}"))));
    lines.extend(of.secrets.iter().flat_map(|(name, secrets)| {
        let line = move |secret: &Secret| format!("secret   {name} number {}, since {}", secret.number, secret.since);
        secrets.iter().map(move |secret| on_one_line(&line(secret)))
    }));
    lines.extend(history.iter().map(|Entry { version, action, by, at, detail }| {
        on_one_line(&format!("history  {version} {} by {by} at {at}  {detail}", action.as_str()))
    }));
    lines.join("\n")
}

fn object(record: &Record) -> Map<String, Value> {
    let secret = |Secret { number, since, value: _ }: &Secret| json!({ "number": number, "since_unix_ms": since });
    let secrets = record.secrets.iter().map(|(name, secrets)| {
        let secrets: Value = secrets.iter().map(secret).collect();
        (name.clone(), secrets)
    });
    let secrets = Value::Object(secrets.collect());
    let fields: [(&str, Value); 8] = [
        ("table", record.table.as_str().into()),
        ("key", record.key.as_str().into()),
        ("stage", record.stage.clone().into()),
        ("version", record.version.into()),
        ("created_unix_ms", record.created_at.into()),
        ("changed_unix_ms", record.changed_at.into()),
        ("fields", json!(record.fields)),
        ("secrets", secrets),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
