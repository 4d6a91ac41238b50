//! Hands orders over.

use rusqlite::{Transaction, params};

use super::{
    super::{Lease, LeaseId, OrderId, Take},
    read::{self, ORDER},
};

pub(super) fn take(transaction: &Transaction<'_>, take: &Take) -> rusqlite::Result<Vec<Lease>> {
    let mut leases = Vec::new();
    let mut after = OrderId(0);
    while leases.len() < take.limit {
        let free = free(transaction, take.now, after, take.limit.saturating_sub(leases.len()))?;
        let Some((last, _)) = free.last() else { break };
        after = *last;
        for (id, attempts) in free {
            if attempts >= take.max_attempts.max(1) {
                transaction.prepare_cached("UPDATE orders SET state = 2 WHERE id = ?1")?.execute([id.0])?;
            } else {
                leases.push(lease(transaction, id, take)?);
            }
        }
    }
    Ok(leases)
}

fn free(
    transaction: &Transaction<'_>,
    now: i64,
    after: OrderId,
    limit: usize,
) -> rusqlite::Result<Vec<(OrderId, u32)>> {
    let free = "SELECT id, attempts FROM orders WHERE state = 0 AND visible_at <= ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    let mut free = transaction.prepare_cached(free)?;
    free.query_map(params![now, after.0, read::limit(limit)], |row| Ok((OrderId(row.get(0)?), row.get(1)?)))?.collect()
}

fn lease(transaction: &Transaction<'_>, id: OrderId, take: &Take) -> rusqlite::Result<Lease> {
    let lease = format!(
        "UPDATE orders SET attempts = attempts + 1, lease = lease + 1, visible_at = ?2 WHERE id = ?1
         RETURNING {ORDER}, lease"
    );
    let visibility = i64::try_from(take.visibility.as_millis()).unwrap_or(i64::MAX);
    transaction.prepare_cached(&lease)?.query_row(params![id.0, take.now.saturating_add(visibility)], |row| {
        let lease = LeaseId { order: id, lease: row.get("lease")? };
        Ok(Lease { id: lease, order: read::stored_order(row)? })
    })
}

pub(super) fn ack(transaction: &Transaction<'_>, orders: &[OrderId]) -> rusqlite::Result<u64> {
    let mut ack = transaction.prepare_cached("UPDATE orders SET state = 1 WHERE id = ?1 AND state <> 1")?;
    changed(orders.iter().map(|id| ack.execute([id.0])))
}

pub(super) fn give_back(
    transaction: &Transaction<'_>,
    leases: &[LeaseId],
    visible_at: i64,
    error: Option<&str>,
) -> rusqlite::Result<u64> {
    let give_back = "UPDATE orders SET visible_at = ?3, last_error = COALESCE(?4, last_error)
                     WHERE id = ?1 AND lease = ?2 AND state = 0";
    let mut give_back = transaction.prepare_cached(give_back)?;
    changed(leases.iter().map(|lease| give_back.execute(params![lease.order.0, lease.lease, visible_at, error])))
}

pub(super) fn revive(transaction: &Transaction<'_>, orders: &[OrderId]) -> rusqlite::Result<u64> {
    let revive = "UPDATE orders SET state = 0, attempts = 0, visible_at = 0 WHERE id = ?1 AND state = 2";
    let mut revive = transaction.prepare_cached(revive)?;
    changed(orders.iter().map(|id| revive.execute([id.0])))
}

fn changed(rows: impl Iterator<Item = rusqlite::Result<usize>>) -> rusqlite::Result<u64> {
    rows.map(|rows| rows.map(|rows| u64::try_from(rows).unwrap_or(u64::MAX))).sum()
}
