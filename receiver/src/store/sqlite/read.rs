//! Shows what is stored.

use rusqlite::{Connection, Error, OptionalExtension as _, Row, ToSql, types::Type};

use super::super::{
    Conflict, Counts, Discard, HeldOrder, Key, Name, Order, OrderId, OrderQuery, QuarantineId, QuarantineQuery,
    QuarantineState, Quarantined, State, StoredOrder, Unstorable,
};

/// The columns of [`stored_order`].
pub(super) const ORDER: &str = "id, app, callback, key, fields, raw, received_at, state, attempts, last_error,
    (SELECT COUNT(*) FROM conflicts WHERE order_id = orders.id) AS conflicts";

pub(super) fn orders(connection: &Connection, query: &OrderQuery) -> rusqlite::Result<Vec<StoredOrder>> {
    let mut filter = Filter::default();
    filter.add("key = ?", query.key.as_ref());
    filter.add("app = ?", query.app.as_ref());
    filter.add("callback = ?", query.callback.as_ref());
    filter.conditions.extend(query.state.map(is_in_state));
    let after = query.after.map(|id| id.0);
    filter.add("id > ?", after.as_ref());
    let limit = limit(query.limit);
    filter.rows(connection, &format!("SELECT {ORDER} FROM orders"), &limit, stored_order)
}

/// Not as a value: SQLite takes a partial index only where the statement's text has its condition.
fn is_in_state(state: State) -> &'static str {
    match state {
        State::Pending => "state = 0",
        State::Done => "state = 1",
        State::Dead => "state = 2",
    }
}

pub(super) fn order(connection: &Connection, id: OrderId) -> rusqlite::Result<Option<StoredOrder>> {
    let order = format!("SELECT {ORDER} FROM orders WHERE id = ?1");
    connection.prepare_cached(&order)?.query_row([id.0], stored_order).optional()
}

pub(super) fn conflicts(connection: &Connection, id: OrderId) -> rusqlite::Result<Vec<Conflict>> {
    let conflicts = "SELECT fields, raw, received_at FROM conflicts WHERE order_id = ?1 ORDER BY id";
    let mut conflicts = connection.prepare_cached(conflicts)?;
    let conflict = |row: &Row<'_>| Ok(Conflict { fields: row.get(0)?, raw: row.get(1)?, received_at: row.get(2)? });
    conflicts.query_map([id.0], conflict)?.collect()
}

pub(super) fn quarantined(connection: &Connection, query: &QuarantineQuery) -> rusqlite::Result<Vec<HeldOrder>> {
    let mut filter = Filter::default();
    filter.add("app = ?", query.app.as_ref());
    filter.conditions.extend(query.state.map(is_decided));
    let after = query.after.map(|id| id.0);
    filter.add("id > ?", after.as_ref());
    let columns =
        "SELECT id, app, callback, reason, raw, received_at, state, discarded_by, discarded_at, discard_reason
                   FROM quarantine";
    filter.rows(connection, columns, &limit(query.limit), held_order)
}

fn is_decided(state: QuarantineState) -> &'static str {
    match state {
        QuarantineState::Held => "state = 0",
        QuarantineState::Admitted => "state = 1",
        QuarantineState::Discarded => "state = 2",
    }
}

pub(super) fn counts(connection: &Connection) -> rusqlite::Result<Counts> {
    let count = |what: &str| -> rusqlite::Result<u64> {
        connection.prepare_cached(&format!("SELECT COUNT(*) FROM {what}"))?.query_row([], |row| row.get(0))
    };
    // One transaction, so that the numbers belong together.
    let _snapshot = connection.unchecked_transaction()?;
    let (pending, dead) = (count("orders WHERE state = 0")?, count("orders WHERE state = 2")?);
    let (held, admitted) = (count("quarantine WHERE state = 0")?, count("quarantine WHERE state = 1")?);
    Ok(Counts {
        pending,
        dead,
        done: count("orders")?.saturating_sub(pending).saturating_sub(dead),
        conflicts: count("conflicts")?,
        held,
        admitted,
        discarded: count("quarantine")?.saturating_sub(held).saturating_sub(admitted),
    })
}

/// SQLite counts in `i64`.
pub(super) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Conditions that are asked for, and their values.
#[derive(Default)]
struct Filter<'v> {
    conditions: Vec<&'static str>,
    values: Vec<&'v dyn ToSql>,
}

impl<'v> Filter<'v> {
    fn add<T: ToSql>(&mut self, condition: &'static str, value: Option<&'v T>) {
        if let Some(value) = value {
            self.conditions.push(condition);
            self.values.push(value);
        }
    }

    fn rows<T>(
        mut self,
        connection: &Connection,
        select: &str,
        limit: &'v i64,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let conditions =
            if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) };
        self.values.push(limit);
        let mut rows = connection.prepare_cached(&format!("{select} {conditions} ORDER BY id LIMIT ?"))?;
        rows.query_map(self.values.as_slice(), read)?.collect()
    }
}

/// A row with the columns [`ORDER`].
pub(super) fn stored_order(row: &Row<'_>) -> rusqlite::Result<StoredOrder> {
    Ok(StoredOrder {
        id: OrderId(row.get("id")?),
        order: Order {
            app: parsed(row, 1, Name::new)?,
            callback: parsed(row, 2, Name::new)?,
            key: parsed(row, 3, Key::new)?,
            fields: row.get("fields")?,
            raw: row.get("raw")?,
            received_at: row.get("received_at")?,
        },
        state: state(row, 7)?,
        attempts: row.get("attempts")?,
        conflicts: row.get("conflicts")?,
        last_error: row.get("last_error")?,
    })
}

fn held_order(row: &Row<'_>) -> rusqlite::Result<HeldOrder> {
    Ok(HeldOrder {
        id: QuarantineId(row.get("id")?),
        quarantined: Quarantined {
            app: parsed(row, 1, Name::new)?,
            callback: parsed(row, 2, Name::new)?,
            reason: row.get("reason")?,
            raw: row.get("raw")?,
            received_at: row.get("received_at")?,
        },
        state: decision(row, 6)?,
        discarded: discard(row)?,
    })
}

/// Before there was anything to say why, things were discarded without.
fn discard(row: &Row<'_>) -> rusqlite::Result<Option<Discard>> {
    let Some(by) = row.get("discarded_by")? else { return Ok(None) };
    Ok(Some(Discard { by, at: row.get("discarded_at")?, reason: row.get("discard_reason")? }))
}

fn state(row: &Row<'_>, column: usize) -> rusqlite::Result<State> {
    match row.get(column)? {
        0 => Ok(State::Pending),
        1 => Ok(State::Done),
        2 => Ok(State::Dead),
        other => Err(Error::IntegralValueOutOfRange(column, other)),
    }
}

pub(super) fn decision(row: &Row<'_>, column: usize) -> rusqlite::Result<QuarantineState> {
    match row.get(column)? {
        0 => Ok(QuarantineState::Held),
        1 => Ok(QuarantineState::Admitted),
        2 => Ok(QuarantineState::Discarded),
        other => Err(Error::IntegralValueOutOfRange(column, other)),
    }
}

/// A text that somebody else may have written.
fn parsed<T>(row: &Row<'_>, column: usize, parse: fn(String) -> Result<T, Unstorable>) -> rusqlite::Result<T> {
    parse(row.get(column)?).map_err(|error| Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}
