//! Keeps records of the spec's tables.

use std::collections::BTreeMap;

use qq_cgi_model::model::Find;
use tokio_postgres::{Row, types::ToSql};

use super::{
    super::{StoreError, secrets},
    failure::damaged,
    read::{column, limit, only},
    transaction::Transaction,
};
use crate::records::{Action, Entry, Record, RecordQuery};

/// What [`record`] reads.
const COLUMNS: &str = "kind, key, fields, contents, secrets, stage, version, created_at, changed_at";

const INSERT: &str = "
    INSERT INTO qq_cgi.records (kind, key, fields, contents, secrets, stage, version, changed_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (kind, key) DO NOTHING";

const UPDATE: &str = "
    UPDATE qq_cgi.records SET fields = $3, contents = $4, secrets = $5, stage = $6, version = $7, changed_at = $8
    WHERE kind = $1 AND key = $2 AND version + 1 = $7";

pub(super) async fn put(transaction: &Transaction, record: &Record, entry: &Entry) -> Result<bool, StoreError> {
    let Record { table, key, fields, secrets, stage, version, created_at, changed_at } = record;
    let (key, secrets) = (key.as_bytes(), secrets::to_json(secrets));
    let (names, contents): (Vec<&str>, Vec<&[u8]>) =
        fields.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).unzip();
    let secrets = secrets.as_bytes();
    let mut values: Vec<&(dyn ToSql + Sync)> =
        vec![table, &key, &names, &contents, &secrets, stage, version, changed_at];
    let put = if *version == 1 {
        values.push(created_at);
        transaction.execute(INSERT, &values).await?
    } else {
        transaction.execute(UPDATE, &values).await?
    };
    if put == 0 {
        return Ok(false);
    }
    let insert = "INSERT INTO qq_cgi.record_history (kind, key, version, action, made_by, at, detail)
                  VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let (action, by, detail) = (entry.action.as_str(), entry.by.as_bytes(), entry.detail.as_bytes());
    transaction.execute(insert, &[table, &key, &entry.version, &action, &by, &entry.at, &detail]).await?;
    transaction.execute("UPDATE qq_cgi.record_revision SET revision = revision + 1", &[]).await?;
    Ok(true)
}

pub(super) async fn one(transaction: &Transaction, table: &str, key: &str) -> Result<Option<Record>, StoreError> {
    let select = format!("SELECT {COLUMNS} FROM qq_cgi.records WHERE kind = $1 AND key = $2");
    transaction.query(&select, &[&table, &key.as_bytes()]).await?.first().map(record).transpose()
}

pub(super) async fn page(transaction: &Transaction, query: &RecordQuery) -> Result<Vec<Record>, StoreError> {
    let RecordQuery { table, conditions, stage, after, limit: most } = query;
    let (most, after) = (limit(*most), after.as_ref().map(String::as_bytes));
    let wanted: Vec<_> =
        conditions.iter().map(|condition| (&condition.field, condition.value.as_bytes(), condition.how)).collect();
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![table, &most];
    let mut select = format!("SELECT {COLUMNS} FROM qq_cgi.records WHERE kind = $1");
    for (field, value, how) in &wanted {
        values.extend([*field as &(dyn ToSql + Sync), value]);
        let (field, value) = (values.len() - 1, values.len());
        let holds = match how {
            Find::Exact => format!("content = ${value}"),
            // Not LIKE: it has letters that stand for others.
            Find::Fuzzy => format!("position(${value} IN content) > 0"),
        };
        let found =
            format!("(SELECT FROM unnest(fields, contents) AS f (name, content) WHERE name = ${field} AND {holds})");
        select.extend([" AND EXISTS ", &found]);
    }
    if let Some(stage) = stage {
        values.push(stage);
        select.extend([" AND stage = $", &values.len().to_string()]);
    }
    if let Some(after) = &after {
        values.push(after);
        select.extend([" AND key > $", &values.len().to_string()]);
    }
    select.push_str(" ORDER BY key LIMIT $2");
    transaction.query(&select, &values).await?.iter().map(record).collect()
}

pub(super) async fn history(transaction: &Transaction, table: &str, key: &str) -> Result<Vec<Entry>, StoreError> {
    let select = "SELECT version, action, made_by, at, detail FROM qq_cgi.record_history
                  WHERE kind = $1 AND key = $2 ORDER BY version";
    transaction.query(select, &[&table, &key.as_bytes()]).await?.iter().map(entry).collect()
}

pub(super) async fn revision(transaction: &Transaction) -> Result<i64, StoreError> {
    column(only(&transaction.query("SELECT revision FROM qq_cgi.record_revision", &[]).await?)?, 0)
}

fn record(row: &Row) -> Result<Record, StoreError> {
    Ok(Record {
        table: column(row, 0)?,
        key: text(column(row, 1)?)?,
        fields: fields(column(row, 2)?, column(row, 3)?)?,
        // The error repeats nothing of it.
        secrets: secrets::from_json(&text(column(row, 4)?)?).ok_or_else(not_in_form)?,
        stage: column(row, 5)?,
        version: column(row, 6)?,
        created_at: column(row, 7)?,
        changed_at: column(row, 8)?,
    })
}

fn fields(names: Vec<String>, contents: Vec<Vec<u8>>) -> Result<BTreeMap<String, String>, StoreError> {
    if names.len() != contents.len() {
        return Err(not_in_form());
    }
    names.into_iter().zip(contents).map(|(name, content)| Ok((name, text(content)?))).collect()
}

fn entry(row: &Row) -> Result<Entry, StoreError> {
    let action: String = column(row, 1)?;
    Ok(Entry {
        version: column(row, 0)?,
        action: Action::parse(&action)
            .ok_or_else(|| damaged("what was done to a record is no action of this program"))?,
        by: text(column(row, 2)?)?,
        at: column(row, 3)?,
        detail: text(column(row, 4)?)?,
    })
}

fn text(bytes: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(bytes).map_err(|_| not_in_form())
}

fn not_in_form() -> StoreError {
    damaged("a record is not in its form")
}
