//! Keeps what cannot be used, until somebody has decided.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::{
    super::{Discard, Kept, Order, QuarantineId, QuarantineState, Quarantined, Stored},
    insert, read,
};

pub(super) fn keep(transaction: &Transaction<'_>, entry: &Quarantined) -> rusqlite::Result<Kept> {
    let Quarantined { app, callback, reason, raw, received_at } = entry;
    let known = transaction
        .prepare_cached("SELECT id, state FROM quarantine WHERE raw = ?1 AND app = ?2 AND callback = ?3")?
        .query_row(params![raw, app.as_str(), callback.as_str()], |row| {
            Ok(Kept { id: QuarantineId(row.get(0)?), state: read::decision(row, 1)? })
        })
        .optional()?;
    if let Some(kept) = known {
        return Ok(kept);
    }
    let insert = "INSERT INTO quarantine (app, callback, reason, raw, received_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let values = params![app.as_str(), callback.as_str(), reason, raw, received_at];
    transaction
        .prepare_cached(insert)?
        .insert(values)
        .map(|id| Kept { id: QuarantineId(id), state: QuarantineState::Held })
}

pub(super) fn admit(
    transaction: &Transaction<'_>,
    id: QuarantineId,
    order: &Order,
) -> rusqlite::Result<Option<Stored>> {
    let is_none_yet = "SELECT 1 FROM quarantine WHERE id = ?1 AND state <> 1";
    if !transaction.prepare_cached(is_none_yet)?.exists([id.0])? {
        return Ok(None);
    }
    let stored = insert::orders(transaction, std::slice::from_ref(order))?.first().copied();
    let admit = "UPDATE quarantine SET state = 1, order_id = ?2 WHERE id = ?1";
    transaction.prepare_cached(admit)?.execute(params![id.0, stored.map(|stored| stored.id().0)])?;
    Ok(stored)
}

pub(super) fn discard(transaction: &Transaction<'_>, id: QuarantineId, by: &Discard) -> rusqlite::Result<bool> {
    let discard = "UPDATE quarantine SET state = 2, discarded_by = ?2, discarded_at = ?3, discard_reason = ?4
                   WHERE id = ?1 AND state = 0";
    let values = params![id.0, by.by, by.at, by.reason];
    transaction.prepare_cached(discard)?.execute(values).map(|rows| rows > 0)
}
