//! Hands orders over.
//!
//! Rows are locked in the order of their numbers, so that no two transactions wait for each other.

use super::{
    super::{Lease, LeaseId, OrderId, StoreError, Take},
    quarantine::without_nul,
    read::{self, ORDER, column},
    transaction::Transaction,
};

pub(super) async fn take(transaction: &Transaction, take: &Take) -> Result<Vec<Lease>, StoreError> {
    let mut leases = Vec::new();
    let mut after = OrderId(0);
    while leases.len() < take.limit {
        let free = free(transaction, take.now, after, take.limit.saturating_sub(leases.len())).await?;
        let Some((last, _)) = free.last() else { break };
        after = *last;
        let is_spent = |(_, attempts): &(OrderId, i64)| *attempts >= i64::from(take.max_attempts.max(1));
        let (spent, fresh): (Vec<_>, Vec<_>) = free.into_iter().partition(is_spent);
        bury(transaction, &ids(spent)).await?;
        leases.extend(lease(transaction, &ids(fresh), take).await?);
    }
    Ok(leases)
}

fn ids(orders: Vec<(OrderId, i64)>) -> Vec<i64> {
    orders.into_iter().map(|(id, _)| id.0).collect()
}

/// What somebody else is about to lease is left to them.
async fn free(
    transaction: &Transaction,
    now: i64,
    after: OrderId,
    limit: usize,
) -> Result<Vec<(OrderId, i64)>, StoreError> {
    let free = "SELECT id, attempts FROM qq_cgi.orders WHERE state = 0 AND visible_at <= $1 AND id > $2
        ORDER BY id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED";
    let rows = transaction.query(free, &[&now, &after.0, &read::limit(limit)]).await?;
    rows.iter().map(|row| Ok((OrderId(column(row, 0)?), column(row, 1)?))).collect()
}

async fn bury(transaction: &Transaction, spent: &[i64]) -> Result<(), StoreError> {
    if !spent.is_empty() {
        transaction.execute("UPDATE qq_cgi.orders SET state = 2 WHERE id = ANY($1)", &[&spent]).await?;
    }
    Ok(())
}

async fn lease(transaction: &Transaction, fresh: &[i64], take: &Take) -> Result<Vec<Lease>, StoreError> {
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let lease = format!(
        "UPDATE qq_cgi.orders SET attempts = attempts + 1, lease = lease + 1, visible_at = $2 WHERE id = ANY($1)
         RETURNING {ORDER}, lease"
    );
    let visibility = i64::try_from(take.visibility.as_millis()).unwrap_or(i64::MAX);
    let rows = transaction.query(&lease, &[&fresh, &take.now.saturating_add(visibility)]).await?;
    let leases = rows.iter().map(|row| {
        let order = read::stored_order(row)?;
        Ok(Lease { id: LeaseId { order: order.id, lease: column(row, read::ORDER_COLUMNS)? }, order })
    });
    let mut leases = leases.collect::<Result<Vec<_>, StoreError>>()?;
    leases.sort_by_key(|lease| lease.id.order);
    Ok(leases)
}

pub(super) async fn ack(transaction: &Transaction, orders: &[OrderId]) -> Result<u64, StoreError> {
    let ack = "UPDATE qq_cgi.orders SET state = 1 WHERE id IN (
        SELECT id FROM qq_cgi.orders WHERE id = ANY($1) AND state <> 1 ORDER BY id FOR NO KEY UPDATE)";
    transaction.execute(ack, &[&numbers(orders)]).await
}

pub(super) async fn give_back(
    transaction: &Transaction,
    leases: &[LeaseId],
    visible_at: i64,
    error: Option<&str>,
) -> Result<u64, StoreError> {
    let give_back = "UPDATE qq_cgi.orders SET visible_at = $3, last_error = COALESCE($4, last_error) WHERE id IN (
        SELECT orders.id FROM qq_cgi.orders
        JOIN unnest($1::bigint[], $2::bigint[]) AS given (id, lease) ON orders.id = given.id AND orders.lease = given.lease
        WHERE state = 0 ORDER BY orders.id FOR NO KEY UPDATE OF orders)";
    let (orders, leases): (Vec<_>, Vec<_>) = leases.iter().map(|lease| (lease.order.0, lease.lease)).unzip();
    transaction.execute(give_back, &[&orders, &leases, &visible_at, &error.map(without_nul)]).await
}

pub(super) async fn revive(transaction: &Transaction, orders: &[OrderId]) -> Result<u64, StoreError> {
    let revive = "UPDATE qq_cgi.orders SET state = 0, attempts = 0, visible_at = 0 WHERE id IN (
        SELECT id FROM qq_cgi.orders WHERE id = ANY($1) AND state = 2 ORDER BY id FOR NO KEY UPDATE)";
    transaction.execute(revive, &[&numbers(orders)]).await
}

fn numbers(orders: &[OrderId]) -> Vec<i64> {
    orders.iter().map(|order| order.0).collect()
}
