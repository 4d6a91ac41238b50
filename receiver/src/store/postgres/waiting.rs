//! Says what waits.

use super::{
    super::{StoreError, Waiting},
    read::{column, only, whole},
    transaction::Transaction,
};

/// One statement, so that the numbers belong together.
const WAITING: &str = include_str!("waiting.sql");

pub(super) async fn waiting(transaction: &Transaction, now: i64) -> Result<Waiting, StoreError> {
    let most = i64::try_from(Waiting::MOST).unwrap_or(i64::MAX);
    let rows = transaction.query(WAITING, &[&now, &most]).await?;
    let row = only(&rows)?;
    let count = |index| whole(column::<i64>(row, index)?);
    Ok(Waiting {
        pending: count(0)?,
        leased: count(1)?,
        oldest_pending: column(row, 2)?,
        dead: count(3)?,
        held: count(4)?,
    })
}
