//! Stores a batch of orders, each key once.

use rusqlite::{CachedStatement, OptionalExtension as _, Transaction, params};

use super::super::{Order, OrderId, Stored};

const KNOWN: &str = "SELECT id, fields FROM orders WHERE key = ?1 AND app = ?2 AND callback = ?3";

const FIRST: &str = "INSERT INTO orders (app, callback, key, fields, raw, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/// The sender repeats a conflict as it repeats everything: each body is kept once.
const BESIDE: &str = "INSERT INTO conflicts (order_id, fields, raw, received_at) VALUES (?1, ?2, ?3, ?4)
                      ON CONFLICT (order_id, fields) DO NOTHING";

/// Looks before it writes: nobody else writes meanwhile, and doubles alone then cost no sync.
pub(super) fn orders(transaction: &Transaction<'_>, batch: &[Order]) -> rusqlite::Result<Vec<Stored>> {
    let (mut look, mut write) = (transaction.prepare_cached(KNOWN)?, transaction.prepare_cached(FIRST)?);
    let stored = batch.iter().map(|order| match known(&mut look, order)? {
        None => first(&mut write, order).map(Stored::New),
        Some((id, true)) => Ok(Stored::Duplicate(id)),
        Some((id, false)) => beside(transaction, id, order).map(|()| Stored::Conflict(id)),
    });
    stored.collect()
}

/// The order that has the key, and whether its fields are the same.
fn known(look: &mut CachedStatement<'_>, order: &Order) -> rusqlite::Result<Option<(OrderId, bool)>> {
    let key = params![order.key.as_str(), order.app.as_str(), order.callback.as_str()];
    look.query_row(key, |row| Ok((OrderId(row.get(0)?), row.get_ref(1)?.as_str()? == order.fields))).optional()
}

fn first(write: &mut CachedStatement<'_>, order: &Order) -> rusqlite::Result<OrderId> {
    let Order { app, callback, key, fields, raw, received_at } = order;
    write.insert(params![app.as_str(), callback.as_str(), key.as_str(), fields, raw, received_at]).map(OrderId)
}

fn beside(transaction: &Transaction<'_>, id: OrderId, order: &Order) -> rusqlite::Result<()> {
    let values = params![id.0, order.fields, order.raw, order.received_at];
    transaction.prepare_cached(BESIDE)?.execute(values).map(|_| ())
}
