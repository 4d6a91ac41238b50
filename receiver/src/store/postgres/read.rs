//! Shows what is stored.

use tokio_postgres::{
    Row,
    types::{FromSql, ToSql},
};

use super::{
    super::{
        Conflict, Counts, Discard, HeldOrder, Key, Name, Order, OrderId, OrderQuery, QuarantineId, QuarantineQuery,
        QuarantineState, Quarantined, State, StoreError, StoredOrder, Unstorable,
    },
    failure::damaged,
    transaction::Transaction,
};

/// The columns of [`stored_order`].
pub(super) const ORDER: &str = "id, app, callback, key, fields, raw, received_at, state, attempts,
    (SELECT count(*) FROM qq_cgi.conflicts WHERE order_id = orders.id), last_error";

/// How many they are.
pub(super) const ORDER_COLUMNS: usize = 11;

pub(super) async fn orders(transaction: &Transaction, query: &OrderQuery) -> Result<Vec<StoredOrder>, StoreError> {
    let texts = [("key", &query.key), ("app", &query.app), ("callback", &query.callback)];
    let state = query.state.map(|state| match state {
        State::Pending => "state = 0",
        State::Done => "state = 1",
        State::Dead => "state = 2",
    });
    let page = Page { state, after: query.after.map(|id| id.0), limit: query.limit };
    let rows = page.rows(transaction, &format!("SELECT {ORDER} FROM qq_cgi.orders"), &texts).await?;
    rows.iter().map(stored_order).collect()
}

pub(super) async fn order(transaction: &Transaction, id: OrderId) -> Result<Option<StoredOrder>, StoreError> {
    let order = format!("SELECT {ORDER} FROM qq_cgi.orders WHERE id = $1");
    transaction.query(&order, &[&id.0]).await?.first().map(stored_order).transpose()
}

pub(super) async fn conflicts(transaction: &Transaction, id: OrderId) -> Result<Vec<Conflict>, StoreError> {
    let conflicts = "SELECT fields, raw, received_at FROM qq_cgi.conflicts WHERE order_id = $1 ORDER BY id";
    let rows = transaction.query(conflicts, &[&id.0]).await?;
    let conflict = |row: &Row| {
        let (raw, received_at) = (column(row, 1)?, column(row, 2)?);
        Ok(Conflict { fields: fields(row, 0)?, raw, received_at })
    };
    rows.iter().map(conflict).collect()
}

pub(super) async fn quarantined(
    transaction: &Transaction,
    query: &QuarantineQuery,
) -> Result<Vec<HeldOrder>, StoreError> {
    let state = query.state.map(|state| match state {
        QuarantineState::Held => "state = 0",
        QuarantineState::Admitted => "state = 1",
        QuarantineState::Discarded => "state = 2",
    });
    let page = Page { state, after: query.after.map(|id| id.0), limit: query.limit };
    let columns =
        "SELECT id, app, callback, reason, raw, received_at, state, discarded_by, discarded_at, discard_reason
        FROM qq_cgi.quarantine";
    let rows = page.rows(transaction, columns, &[("app", &query.app)]).await?;
    rows.iter().map(held_order).collect()
}

/// One statement, so that the numbers belong together.
pub(super) async fn counts(transaction: &Transaction) -> Result<Counts, StoreError> {
    let counts = "SELECT
        (SELECT count(*) FROM qq_cgi.orders), (SELECT count(*) FROM qq_cgi.orders WHERE state = 0),
        (SELECT count(*) FROM qq_cgi.orders WHERE state = 2), (SELECT count(*) FROM qq_cgi.conflicts),
        (SELECT count(*) FROM qq_cgi.quarantine), (SELECT count(*) FROM qq_cgi.quarantine WHERE state = 0),
        (SELECT count(*) FROM qq_cgi.quarantine WHERE state = 1)";
    let rows = transaction.query(counts, &[]).await?;
    let row = only(&rows)?;
    let count = |index| whole(column::<i64>(row, index)?);
    let (orders, pending, dead): (u64, _, _) = (count(0)?, count(1)?, count(2)?);
    let (quarantine, held, admitted): (u64, _, _) = (count(4)?, count(5)?, count(6)?);
    Ok(Counts {
        pending,
        dead,
        done: orders.saturating_sub(pending).saturating_sub(dead),
        conflicts: count(3)?,
        held,
        admitted,
        discarded: quarantine.saturating_sub(held).saturating_sub(admitted),
    })
}

/// PostgreSQL counts in `i64`.
pub(super) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Which rows, beside texts that are asked for.
struct Page {
    state: Option<&'static str>,
    after: Option<i64>,
    limit: usize,
}

impl Page {
    async fn rows(
        self,
        transaction: &Transaction,
        select: &str,
        texts: &[(&str, &Option<String>)],
    ) -> Result<Vec<Row>, StoreError> {
        let asked = texts.iter().filter_map(|(name, text)| Some((*name, text.as_ref()?)));
        let asked: Vec<_> = asked.collect();
        // The server refuses a NUL even where it only compares.
        if asked.iter().any(|(_, text)| text.contains('\0')) {
            return Ok(Vec::new());
        }
        let (after, limit) = (self.after.unwrap_or(i64::MIN), limit(self.limit));
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&after, &limit];
        let mut conditions = String::from("id > $1");
        for (name, text) in asked {
            values.push(text);
            conditions.extend([" AND ", name, " = $", &values.len().to_string()]);
        }
        // Not as a value: a partial index is taken only where the statement's text has its condition.
        conditions.extend(self.state.map(|state| format!(" AND {state}")));
        transaction.query(&format!("{select} WHERE {conditions} ORDER BY id LIMIT $2"), &values).await
    }
}

/// A row that begins with the columns [`ORDER`].
pub(super) fn stored_order(row: &Row) -> Result<StoredOrder, StoreError> {
    Ok(StoredOrder {
        id: OrderId(column(row, 0)?),
        order: Order {
            app: parsed(row, 1, Name::new)?,
            callback: parsed(row, 2, Name::new)?,
            key: parsed(row, 3, Key::new)?,
            fields: fields(row, 4)?,
            raw: column(row, 5)?,
            received_at: column(row, 6)?,
        },
        state: state(column(row, 7)?)?,
        attempts: whole(column::<i64>(row, 8)?)?,
        conflicts: whole(column::<i64>(row, 9)?)?,
        last_error: column(row, 10)?,
    })
}

fn held_order(row: &Row) -> Result<HeldOrder, StoreError> {
    Ok(HeldOrder {
        id: QuarantineId(column(row, 0)?),
        quarantined: Quarantined {
            app: parsed(row, 1, Name::new)?,
            callback: parsed(row, 2, Name::new)?,
            reason: column(row, 3)?,
            raw: column(row, 4)?,
            received_at: column(row, 5)?,
        },
        state: decision(column(row, 6)?)?,
        discarded: discard(row)?,
    })
}

/// Before there was anything to say why, things were discarded without.
fn discard(row: &Row) -> Result<Option<Discard>, StoreError> {
    let Some(by) = column(row, 7)? else { return Ok(None) };
    Ok(Some(Discard { by, at: column(row, 8)?, reason: column(row, 9)? }))
}

fn state(number: i64) -> Result<State, StoreError> {
    match number {
        0 => Ok(State::Pending),
        1 => Ok(State::Done),
        2 => Ok(State::Dead),
        _ => Err(damaged("an order's state is none that there is")),
    }
}

pub(super) fn decision(number: i64) -> Result<QuarantineState, StoreError> {
    match number {
        0 => Ok(QuarantineState::Held),
        1 => Ok(QuarantineState::Admitted),
        2 => Ok(QuarantineState::Discarded),
        _ => Err(damaged("a state in quarantine is none that there is")),
    }
}

/// Somebody else may have written it, or changed the table.
pub(super) fn column<'r, T: FromSql<'r>>(row: &'r Row, index: usize) -> Result<T, StoreError> {
    row.try_get(index).map_err(|error| damaged(&error.to_string()))
}

/// The row of a statement that always has one.
pub(super) fn only(rows: &[Row]) -> Result<&Row, StoreError> {
    rows.first().ok_or_else(|| damaged("a row is missing"))
}

fn fields(row: &Row, index: usize) -> Result<String, StoreError> {
    String::from_utf8(column(row, index)?).map_err(|_| damaged("an order's fields are not UTF-8"))
}

pub(super) fn whole<T: TryFrom<i64>>(number: i64) -> Result<T, StoreError> {
    T::try_from(number).map_err(|_| damaged("a number is out of range"))
}

fn parsed<T>(row: &Row, index: usize, parse: fn(String) -> Result<T, Unstorable>) -> Result<T, StoreError> {
    parse(column(row, index)?).map_err(|error| damaged(&error.to_string()))
}
