//! Records to test with.

use qq_cgi_receiver::records::{Action, Entry, Record, Records, Secret};

pub(crate) const AT: i64 = 1_700_000_000_000;

pub(crate) fn record(table: &str, key: &str) -> Record {
    Record {
        table: table.to_owned(),
        key: key.to_owned(),
        fields: [("id".to_owned(), key.to_owned())].into(),
        secrets: [("key".to_owned(), vec![Secret { number: 1, since: AT, value: format!("{key}'s secret") }])].into(),
        stage: Some("Test".to_owned()),
        version: 1,
        created_at: AT,
        changed_at: AT,
    }
}

pub(crate) fn with(mut record: Record, field: &str, value: &str) -> Record {
    record.fields.insert(field.to_owned(), value.to_owned());
    record
}

/// The version that follows.
pub(crate) fn next(record: &Record) -> Record {
    Record { version: record.version + 1, changed_at: record.changed_at + 1, ..record.clone() }
}

pub(crate) fn entry(record: &Record) -> Entry {
    Entry {
        version: record.version,
        action: Action::Edited,
        by: "ann".to_owned(),
        at: record.changed_at,
        detail: format!("{{\"key\":\"{}\"}}", record.key),
    }
}

pub(crate) async fn put(records: &dyn Records, record: &Record) -> bool {
    records.put(record.clone(), entry(record)).await.unwrap()
}
