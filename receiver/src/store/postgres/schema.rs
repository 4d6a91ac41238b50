//! The tables, and how older ones become those of today.

use super::{
    super::StoreError,
    failure::{damaged, unavailable},
    read::{column, only},
    transaction::{Connections, Purpose, Transaction},
};

/// Each brings the tables one version further. What was released is never edited.
const MIGRATIONS: [&str; 4] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
];

/// The lock under which tables are made: `qqcb` in ASCII, as in the other store.
const LOCK: i64 = 0x7171_6362;

/// Brings the tables to the present version if they are there.
pub(super) async fn find(connections: &Connections) -> Result<(), StoreError> {
    let transaction = connections.begin(Purpose::Read).await?;
    let found = found(&transaction).await?;
    transaction.commit().await?;
    match found {
        0 => Err(unavailable("the database has no orders and no tables for them")),
        found if found == known() => Ok(()),
        _ => bring_up(connections).await,
    }
}

/// Brings the tables to the present version. Whoever comes meanwhile waits, and finds nothing left to do.
pub(super) async fn bring_up(connections: &Connections) -> Result<(), StoreError> {
    let transaction = connections.begin(Purpose::Write).await?;
    // Also where nothing is to be done: whoever opens a store knows then that it may write to it.
    transaction.query("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    let found = found(&transaction).await?;
    if found > known() {
        return Err(StoreError::Newer { found, known: known() });
    }
    if found < known() {
        migrate(&transaction, found).await?;
    }
    transaction.commit().await
}

async fn migrate(transaction: &Transaction, from: i64) -> Result<(), StoreError> {
    if from == 0 {
        begin(transaction).await?;
    }
    for migration in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or_default()) {
        transaction.script(migration).await?;
    }
    transaction.execute("UPDATE qq_cgi.version SET version = $1", &[&known()]).await?;
    Ok(())
}

/// The schema may be there: whoever may not make one in this database gets one from an administrator.
async fn begin(transaction: &Transaction) -> Result<(), StoreError> {
    let schema = "SELECT to_regnamespace('qq_cgi') IS NOT NULL,
        EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = to_regnamespace('qq_cgi'))";
    let rows = transaction.query(schema, &[]).await?;
    let row = only(&rows)?;
    if column(row, 1)? {
        return Err(damaged("the schema qq_cgi belongs to another program"));
    }
    if !column::<bool>(row, 0)? {
        transaction.script("CREATE SCHEMA qq_cgi").await?;
    }
    transaction
        .script("CREATE TABLE qq_cgi.version (version BIGINT NOT NULL); INSERT INTO qq_cgi.version VALUES (0)")
        .await
}

async fn found(transaction: &Transaction) -> Result<i64, StoreError> {
    let is_there = transaction.query("SELECT to_regclass('qq_cgi.version') IS NOT NULL", &[]).await?;
    if !column::<bool>(only(&is_there)?, 0)? {
        return Ok(0);
    }
    let version = transaction.query("SELECT version FROM qq_cgi.version", &[]).await?;
    column(only(&version)?, 0)
}

fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}
