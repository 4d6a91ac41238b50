//! The tables, and how older ones become those of today.

use std::{io, sync::Arc};

use rusqlite::{Connection, TransactionBehavior};

use super::{super::StoreError, failure::failure};

/// Each brings the tables one version further. What was released is never edited.
const MIGRATIONS: [&str; 4] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
];

/// Marks a file as one of ours: `qqcb` in ASCII.
const APPLICATION_ID: i64 = 0x7171_6362;

/// Refuses files of other programs and of later versions, without touching them.
pub(super) fn check_owner(connection: &Connection) -> Result<(), StoreError> {
    // One look: between two, somebody else may have made the tables.
    let look = connection.unchecked_transaction().map_err(failure)?;
    let (owner, version) = stamps(&look).map_err(failure)?;
    let is_empty = owner == 0 && version == 0 && is_empty(&look).map_err(failure)?;
    look.finish().map_err(failure)?;
    if owner != APPLICATION_ID && !is_empty {
        let cause = io::Error::other(format!("the file belongs to another program (application_id {owner})"));
        return Err(StoreError::Damaged(Arc::new(cause)));
    }
    if version > known() {
        return Err(StoreError::Newer { found: version, known: known() });
    }
    Ok(())
}

/// Refuses what cannot be read as it is, since nothing may be changed in it.
pub(super) fn check_present(connection: &Connection) -> Result<(), StoreError> {
    check_owner(connection)?;
    let (_, found) = stamps(connection).map_err(failure)?;
    if found < known() { Err(StoreError::Older { found, known: known() }) } else { Ok(()) }
}

/// Brings the tables to the present version.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let (_, version) = stamps(connection).map_err(failure)?;
    if version < known() { bring_up(connection).map_err(failure) } else { Ok(()) }
}

fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn bring_up(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have been quicker.
    let (_, mut version) = stamps(&transaction)?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or_default()) {
        transaction.execute_batch(migration)?;
        version += 1;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", version)?;
    transaction.commit()
}

fn stamps(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let stamp = |name| connection.pragma_query_value(None, name, |row| row.get(0));
    Ok((stamp("application_id")?, stamp("user_version")?))
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))
}
