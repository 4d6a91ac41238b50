//! Keeps records of the spec's tables.

use std::collections::BTreeMap;

use qq_cgi_model::model::Find;
use rusqlite::{Connection, Error, OptionalExtension as _, Row, ToSql, Transaction, params, types::Type};
use serde_json::json;

use super::{Sqlite, read::limit};
use crate::{
    records::{Action, Entry, Record, RecordQuery, Records},
    store::{StoreFuture, secrets},
};

/// What [`record`] reads.
const COLUMNS: &str = "kind, key, fields, secrets, stage, version, created_at, changed_at";

impl Records for Sqlite {
    fn put(&self, record: Record, entry: Entry) -> StoreFuture<'_, bool> {
        self.write(move |transaction| put(transaction, &record, &entry))
    }

    fn record(&self, table: &str, key: &str) -> StoreFuture<'_, Option<Record>> {
        let (table, key) = (table.to_owned(), key.to_owned());
        self.read(move |connection| {
            let select = format!("SELECT {COLUMNS} FROM records WHERE kind = ?1 AND key = ?2");
            connection.prepare_cached(&select)?.query_row([table, key], record).optional()
        })
    }

    fn records(&self, query: RecordQuery) -> StoreFuture<'_, Vec<Record>> {
        self.read(move |connection| records(connection, &query))
    }

    fn history(&self, table: &str, key: &str) -> StoreFuture<'_, Vec<Entry>> {
        let (table, key) = (table.to_owned(), key.to_owned());
        self.read(move |connection| {
            let select = "SELECT version, action, made_by, at, detail FROM record_history
                          WHERE kind = ?1 AND key = ?2 ORDER BY version";
            connection.prepare_cached(select)?.query_map([table, key], entry)?.collect()
        })
    }

    fn revision(&self) -> StoreFuture<'_, i64> {
        self.read(|connection| {
            connection.prepare_cached("SELECT revision FROM record_revision")?.query_row([], |row| row.get(0))
        })
    }
}

fn put(transaction: &Transaction<'_>, record: &Record, entry: &Entry) -> rusqlite::Result<bool> {
    let Record { table, key, fields, secrets, stage, version, created_at, changed_at } = record;
    let (fields, secrets) = (json!(fields).to_string(), secrets::to_json(secrets));
    let put = if *version == 1 {
        let insert = "INSERT INTO records (kind, key, fields, secrets, stage, version, created_at, changed_at)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (kind, key) DO NOTHING";
        let values = params![table, key, fields, secrets, stage, version, created_at, changed_at];
        transaction.prepare_cached(insert)?.execute(values)?
    } else {
        let update = "UPDATE records SET fields = ?3, secrets = ?4, stage = ?5, version = ?6, changed_at = ?7
                      WHERE kind = ?1 AND key = ?2 AND version = ?6 - 1";
        let values = params![table, key, fields, secrets, stage, version, changed_at];
        transaction.prepare_cached(update)?.execute(values)?
    };
    if put == 0 {
        return Ok(false);
    }
    let insert = "INSERT INTO record_history (kind, key, version, action, made_by, at, detail)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![table, key, entry.version, entry.action.as_str(), entry.by, entry.at, entry.detail];
    transaction.prepare_cached(insert)?.execute(values)?;
    transaction.prepare_cached("UPDATE record_revision SET revision = revision + 1")?.execute([])?;
    Ok(true)
}

fn records(connection: &Connection, query: &RecordQuery) -> rusqlite::Result<Vec<Record>> {
    let RecordQuery { table, conditions, stage, after, limit: most } = query;
    let mut select = format!("SELECT {COLUMNS} FROM records WHERE kind = ?");
    let mut values: Vec<&dyn ToSql> = vec![table];
    for condition in conditions {
        select.push_str(match condition.how {
            Find::Exact => " AND EXISTS (SELECT 1 FROM json_each(fields) AS f WHERE f.key = ? AND f.value = ?)",
            // Not LIKE: it has letters that stand for others, and takes `a` for `A`.
            Find::Fuzzy => {
                " AND EXISTS (SELECT 1 FROM json_each(fields) AS f WHERE f.key = ? AND instr(f.value, ?) > 0)"
            }
        });
        values.extend([&condition.field as &dyn ToSql, &condition.value]);
    }
    if let Some(stage) = stage {
        select.push_str(" AND stage = ?");
        values.push(stage);
    }
    if let Some(after) = after {
        select.push_str(" AND key > ?");
        values.push(after);
    }
    let most = limit(*most);
    select.push_str(" ORDER BY key LIMIT ?");
    values.push(&most);
    connection.prepare_cached(&select)?.query_map(values.as_slice(), record)?.collect()
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        table: row.get(0)?,
        key: row.get(1)?,
        fields: parsed(row, 2, fields)?,
        secrets: parsed(row, 3, secrets::from_json)?,
        stage: row.get(4)?,
        version: row.get(5)?,
        created_at: row.get(6)?,
        changed_at: row.get(7)?,
    })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let unknown = || Error::FromSqlConversionFailure(1, Type::Text, "no action of this program".into());
    Ok(Entry {
        version: row.get(0)?,
        action: Action::parse(&row.get::<_, String>(1)?).ok_or_else(unknown)?,
        by: row.get(2)?,
        at: row.get(3)?,
        detail: row.get(4)?,
    })
}

/// What does not parse is damage. The error repeats nothing of it: it may be a secret.
fn parsed<T>(row: &Row<'_>, column: usize, parse: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    let damaged = || Error::FromSqlConversionFailure(column, Type::Text, "the record is not in its form".into());
    parse(&text).ok_or_else(damaged)
}

fn fields(text: &str) -> Option<BTreeMap<String, String>> {
    serde_json::from_str(text).ok()
}
