//! Stores an order once.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::{Order, OrderId, Stored};

/// Looks before it writes: nobody else writes meanwhile, and doubles alone then cost no sync.
pub(super) fn order(transaction: &Transaction<'_>, order: &Order) -> rusqlite::Result<Stored> {
    let known = "SELECT id, fields = ?4 FROM orders WHERE key = ?1 AND app = ?2 AND callback = ?3";
    let (key, app, callback) = (order.key.as_str(), order.app.as_str(), order.callback.as_str());
    let known = transaction
        .prepare_cached(known)?
        .query_row(params![key, app, callback, order.fields], |row| Ok((OrderId(row.get(0)?), row.get(1)?)))
        .optional()?;
    match known {
        None => first(transaction, order).map(Stored::New),
        Some((id, true)) => Ok(Stored::Duplicate(id)),
        Some((id, false)) => beside(transaction, id, order).map(|()| Stored::Conflict(id)),
    }
}

fn first(transaction: &Transaction<'_>, order: &Order) -> rusqlite::Result<OrderId> {
    let insert = "INSERT INTO orders (app, callback, key, fields, raw, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Order { app, callback, key, fields, raw, received_at } = order;
    let values = params![app.as_str(), callback.as_str(), key.as_str(), fields, raw, received_at];
    transaction.prepare_cached(insert)?.insert(values).map(OrderId)
}

/// The sender repeats a conflict as it repeats everything: each body is kept once.
fn beside(transaction: &Transaction<'_>, id: OrderId, order: &Order) -> rusqlite::Result<()> {
    let insert = "INSERT INTO conflicts (order_id, fields, raw, received_at) VALUES (?1, ?2, ?3, ?4)
                  ON CONFLICT (order_id, fields) DO NOTHING";
    let values = params![id.0, order.fields, order.raw, order.received_at];
    transaction.prepare_cached(insert)?.execute(values).map(|_| ())
}
