//! Stores a batch of orders, each key once.

use std::collections::HashSet;

use super::{
    super::{Order, OrderId, StoreError, Stored},
    failure::unavailable,
    read::{column, only},
    transaction::Transaction,
};

/// Numbers are drawn in the order of the batch, and keys inserted in an order of their own: two batches with the same
/// keys would otherwise wait for each other. Of one key that comes twice the first is new. One row comes back: all numbers in
/// the order of the batch, and those that are new.
///
/// It reads no table of ours, so its plan is the same whatever is in them (see `Purpose::Insert`).
const INSERT: &str = r#"
    WITH sent AS MATERIALIZED (
        SELECT nextval('qq_cgi.order_id') AS id, *
        FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bigint[])
            WITH ORDINALITY AS sent (app, callback, key, fields, raw, received_at, place)
    ), new AS (
        INSERT INTO qq_cgi.orders (id, app, callback, key, fields, raw, received_at)
        SELECT id, app, callback, key, fields, raw, received_at FROM sent
        ORDER BY key COLLATE "C", app COLLATE "C", callback COLLATE "C", place
        ON CONFLICT (key, app, callback) DO NOTHING
        RETURNING id
    )
    SELECT ARRAY(SELECT id FROM sent ORDER BY place), ARRAY(SELECT id FROM new)"#;

/// A statement of its own: an order that somebody else stored while the insert waited is not among what that one sees.
const KNOWN: &str = "
    SELECT sent.place, orders.id, orders.fields = sent.fields
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
        WITH ORDINALITY AS sent (app, callback, key, fields, place)
    JOIN qq_cgi.orders ON orders.key = sent.key AND orders.app = sent.app AND orders.callback = sent.callback";

/// The sender repeats a conflict as it repeats everything: each body is kept once.
const BESIDE: &str = "
    WITH sent AS MATERIALIZED (
        SELECT nextval('qq_cgi.conflict_id') AS id, *
        FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bigint[])
            WITH ORDINALITY AS sent (order_id, fields, raw, received_at, place)
    )
    INSERT INTO qq_cgi.conflicts (id, order_id, fields, raw, received_at)
    SELECT id, order_id, fields, raw, received_at FROM sent ORDER BY order_id, fields, place
    ON CONFLICT (order_id, sha256(fields)) DO NOTHING";

pub(super) async fn orders(transaction: &Transaction, batch: &[Order]) -> Result<Vec<Stored>, StoreError> {
    let mut stored: Vec<Option<Stored>> = vec![None; batch.len()];
    for (place, id) in new(transaction, batch).await? {
        set(&mut stored, place, Stored::New(id))?;
    }
    let others: Vec<_> =
        (0..).zip(batch).zip(&stored).filter(|(_, stored)| stored.is_none()).map(|(other, _)| other).collect();
    for (place, known) in known(transaction, &others).await? {
        set(&mut stored, place, known)?;
    }
    beside(transaction, batch, &stored).await?;
    // Nothing is ever deleted.
    stored.into_iter().collect::<Option<_>>().ok_or_else(|| unavailable("an order went away while it was looked at"))
}

/// Writes a row as an order is written.
pub(super) async fn probe(transaction: &Transaction, now: i64) -> Result<(), StoreError> {
    let probe = "INSERT INTO qq_cgi.probe (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at";
    transaction.execute(probe, &[&now]).await.map(|_| ())
}

async fn new(transaction: &Transaction, batch: &[Order]) -> Result<Vec<(usize, OrderId)>, StoreError> {
    let Columns { apps, callbacks, keys, fields } = columns(batch);
    let bodies: Vec<_> = batch.iter().map(|order| order.raw.as_slice()).collect();
    let times: Vec<_> = batch.iter().map(|order| order.received_at).collect();
    let rows = transaction.query(INSERT, &[&apps, &callbacks, &keys, &fields, &bodies, &times]).await?;
    let row = only(&rows)?;
    let (drawn, new): (Vec<i64>, Vec<i64>) = (column(row, 0)?, column(row, 1)?);
    let new: HashSet<i64> = new.into_iter().collect();
    let places = drawn.into_iter().enumerate().filter(|(_, id)| new.contains(id));
    Ok(places.map(|(place, id)| (place, OrderId(id))).collect())
}

/// What became of orders that were not new, each with its place in the batch.
async fn known(transaction: &Transaction, others: &[(usize, &Order)]) -> Result<Vec<(usize, Stored)>, StoreError> {
    if others.is_empty() {
        return Ok(Vec::new());
    }
    transaction.plan_anew().await?;
    let Columns { apps, callbacks, keys, fields } = columns(others.iter().map(|(_, order)| *order));
    let rows = transaction.query(KNOWN, &[&apps, &callbacks, &keys, &fields]).await?;
    let known = rows.iter().map(|row| {
        let (other, id) = (place(column(row, 0)?), OrderId(column(row, 1)?));
        let stored = if column(row, 2)? { Stored::Duplicate(id) } else { Stored::Conflict(id) };
        Ok(others.get(other).map(|(place, _)| (*place, stored)))
    });
    known.filter_map(Result::transpose).collect()
}

async fn beside(transaction: &Transaction, batch: &[Order], stored: &[Option<Stored>]) -> Result<(), StoreError> {
    let conflicts = batch.iter().zip(stored).filter_map(|(order, stored)| match stored {
        Some(Stored::Conflict(id)) => Some((id.0, order)),
        _ => None,
    });
    let (ids, orders): (Vec<i64>, Vec<&Order>) = conflicts.unzip();
    if ids.is_empty() {
        return Ok(());
    }
    let fields: Vec<_> = orders.iter().map(|order| order.fields.as_bytes()).collect();
    let bodies: Vec<_> = orders.iter().map(|order| order.raw.as_slice()).collect();
    let times: Vec<_> = orders.iter().map(|order| order.received_at).collect();
    transaction.execute(BESIDE, &[&ids, &fields, &bodies, &times]).await.map(|_| ())
}

#[derive(Default)]
struct Columns<'o> {
    apps: Vec<&'o str>,
    callbacks: Vec<&'o str>,
    keys: Vec<&'o str>,
    fields: Vec<&'o [u8]>,
}

fn columns<'o>(orders: impl IntoIterator<Item = &'o Order>) -> Columns<'o> {
    let mut columns = Columns::default();
    for order in orders {
        columns.apps.push(order.app.as_str());
        columns.callbacks.push(order.callback.as_str());
        columns.keys.push(order.key.as_str());
        columns.fields.push(order.fields.as_bytes());
    }
    columns
}

/// The server counts from 1.
fn place(ordinality: i64) -> usize {
    usize::try_from(ordinality).unwrap_or_default().wrapping_sub(1)
}

fn set(stored: &mut [Option<Stored>], place: usize, to: Stored) -> Result<(), StoreError> {
    *stored.get_mut(place).ok_or_else(|| unavailable("the server answered to what was not asked"))? = Some(to);
    Ok(())
}
