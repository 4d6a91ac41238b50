//! Keeps what cannot be used, until somebody has decided.

use super::{
    super::{Discard, Kept, Order, QuarantineId, Quarantined, StoreError, Stored},
    failure::unavailable,
    insert,
    read::{column, decision},
    transaction::Transaction,
};

/// In an order of their own, as orders are (see `insert`).
const KEEP: &str = r#"
    WITH sent AS MATERIALIZED (
        SELECT nextval('qq_cgi.quarantine_id') AS id, *
        FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bigint[])
            WITH ORDINALITY AS sent (app, callback, reason, raw, received_at, place)
    )
    INSERT INTO qq_cgi.quarantine (id, app, callback, reason, raw, received_at)
    SELECT id, app, callback, reason, raw, received_at FROM sent
    ORDER BY sha256(raw), app COLLATE "C", callback COLLATE "C", place
    ON CONFLICT (sha256(raw), app, callback) DO NOTHING"#;

const KNOWN: &str = "
    SELECT quarantine.id, quarantine.state
    FROM unnest($1::text[], $2::text[], $3::bytea[]) WITH ORDINALITY AS sent (app, callback, raw, place)
    JOIN qq_cgi.quarantine ON sha256(quarantine.raw) = sha256(sent.raw) AND quarantine.raw = sent.raw
        AND quarantine.app = sent.app AND quarantine.callback = sent.callback
    ORDER BY sent.place";

pub(super) async fn keep(transaction: &Transaction, batch: &[Quarantined]) -> Result<Vec<Kept>, StoreError> {
    let apps: Vec<_> = batch.iter().map(|entry| entry.app.as_str()).collect();
    let callbacks: Vec<_> = batch.iter().map(|entry| entry.callback.as_str()).collect();
    let reasons: Vec<_> = batch.iter().map(|entry| without_nul(&entry.reason)).collect();
    let bodies: Vec<_> = batch.iter().map(|entry| entry.raw.as_slice()).collect();
    let times: Vec<_> = batch.iter().map(|entry| entry.received_at).collect();
    transaction.execute(KEEP, &[&apps, &callbacks, &reasons, &bodies, &times]).await?;
    let rows = transaction.query(KNOWN, &[&apps, &callbacks, &bodies]).await?;
    if rows.len() != batch.len() {
        return Err(unavailable("something in quarantine went away while it was looked at"));
    }
    rows.iter().map(|row| Ok(Kept { id: QuarantineId(column(row, 0)?), state: decision(column(row, 1)?)? })).collect()
}

pub(super) async fn admit(
    transaction: &Transaction,
    id: QuarantineId,
    order: &Order,
) -> Result<Option<Stored>, StoreError> {
    let none_yet = "SELECT 1 FROM qq_cgi.quarantine WHERE id = $1 AND state <> 1 FOR UPDATE";
    if transaction.query(none_yet, &[&id.0]).await?.is_empty() {
        return Ok(None);
    }
    let stored = insert::orders(transaction, std::slice::from_ref(order)).await?;
    let order = stored.first().map(|stored| stored.id().0);
    let admit = "UPDATE qq_cgi.quarantine SET state = 1, order_id = $2 WHERE id = $1";
    transaction.execute(admit, &[&id.0, &order]).await?;
    Ok(stored.first().copied())
}

pub(super) async fn discard(transaction: &Transaction, id: QuarantineId, by: &Discard) -> Result<bool, StoreError> {
    let discard = "UPDATE qq_cgi.quarantine SET state = 2, discarded_by = $2, discarded_at = $3, discard_reason = $4
        WHERE id = $1 AND state = 0";
    let (who, reason) = (without_nul(&by.by), without_nul(&by.reason));
    transaction.execute(discard, &[&id.0, &who, &by.at, &reason]).await.map(|rows| rows > 0)
}

/// A reason is for people, and its column a text.
pub(super) fn without_nul(reason: &str) -> String {
    reason.replace('\0', "\u{fffd}")
}
