//! Orders in one file, with nothing to set up.
//!
//! In: a path. Out: a [`Store`]. **Invariant**: one thread writes, with `synchronous=FULL`; what it failed to write, or
//! found written after a failure, is not trusted until it was written afresh. What stands at another place than the file was
//! opened at is not answered for.

mod failure;
mod files;
mod insert;
mod lease;
mod open;
mod quarantine;
mod read;
mod records;
mod schema;
mod waiting;
mod worker;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{
    Conflict, Counts, Discard, HeldOrder, Kept, Lease, LeaseId, Order, OrderId, OrderQuery, QuarantineId,
    QuarantineQuery, Quarantined, Store, StoreError, StoreFuture, Stored, StoredOrder, Take, Waiting,
};
use worker::Worker;

/// A store in an SQLite file. Several processes of one machine may use the file at the same time; it may not lie on a
/// network file system.
///
/// After a failure the file is closed, and the next call opens it again. Where the file, its log or the log's index is not at
/// its place any more, each call fails with [`StoreError::Replaced`], as long as that is so; a file that became shorter is
/// another one too, so a `VACUUM` needs the store to be opened anew. Dropping the store waits for what it is doing.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    /// `None` where it is only looked into.
    writer: Option<Worker>,
    reader: Worker,
}

impl Sqlite {
    /// Opens the store at `path`, and makes one if there is none: a file that only its owner can read. Blocks while it
    /// opens; where others open it at the same moment it waits for them, 10 seconds at most.
    ///
    /// # Errors
    /// It cannot be opened or written, its settings are not durable, it belongs to a later version or another program.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        open::create(path.as_ref())?;
        Self::existing(path)
    }

    /// Opens the store at `path`, which must be there.
    ///
    /// # Errors
    /// As [`Sqlite::open`], and where there is no file.
    pub fn existing(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = open::absolute(path.as_ref())?;
        let writer = Worker::start("qq-cgi store", &path, open::to_write)?;
        let reader = Worker::start("qq-cgi store, reading", &path, open::to_read)?;
        Ok(Self { path, writer: Some(writer), reader })
    }

    /// Opens the store at `path`, which must be there, to look into it: also on a disk that is full, and where the file may
    /// only be read. Whatever would change something fails with [`StoreError::ReadOnly`].
    ///
    /// # Errors
    /// It cannot be opened or read, belongs to another version or another program. Where nothing may be written beside it, its
    /// log can be read only if the log's index is there.
    pub fn to_read(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = open::absolute(path.as_ref())?;
        let reader = Worker::start("qq-cgi store, reading", &path, open::to_look)?;
        Ok(Self { path, writer: None, reader })
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// In one transaction, durable when it is `Ok`.
    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> StoreFuture<'_, T> {
        let Some(writer) = &self.writer else {
            let why = std::io::Error::other("it was opened to be looked into");
            return Box::pin(async move { Err(StoreError::ReadOnly(std::sync::Arc::new(why))) });
        };
        writer.run(move |connection| {
            // A deferred transaction fails at once, whatever the time-out, if somebody else writes before it does.
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
    }

    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> StoreFuture<'_, T> {
        self.reader.run(|connection| work(connection))
    }
}

impl Store for Sqlite {
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>> {
        self.write(move |transaction| insert::orders(transaction, &batch))
    }

    fn quarantine(&self, batch: Vec<Quarantined>) -> StoreFuture<'_, Vec<Kept>> {
        self.write(move |transaction| batch.iter().map(|entry| quarantine::keep(transaction, entry)).collect())
    }

    fn next_batch(&self, take: Take) -> StoreFuture<'_, Vec<Lease>> {
        self.write(move |transaction| lease::take(transaction, &take))
    }

    fn ack(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        self.write(move |transaction| lease::ack(transaction, &orders))
    }

    fn give_back(&self, leases: Vec<LeaseId>, visible_at: i64, error: Option<String>) -> StoreFuture<'_, u64> {
        self.write(move |transaction| lease::give_back(transaction, &leases, visible_at, error.as_deref()))
    }

    fn revive(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        self.write(move |transaction| lease::revive(transaction, &orders))
    }

    fn orders(&self, query: OrderQuery) -> StoreFuture<'_, Vec<StoredOrder>> {
        self.read(move |connection| read::orders(connection, &query))
    }

    fn order(&self, id: OrderId) -> StoreFuture<'_, Option<StoredOrder>> {
        self.read(move |connection| read::order(connection, id))
    }

    fn conflicts(&self, id: OrderId) -> StoreFuture<'_, Vec<Conflict>> {
        self.read(move |connection| read::conflicts(connection, id))
    }

    fn quarantined(&self, query: QuarantineQuery) -> StoreFuture<'_, Vec<HeldOrder>> {
        self.read(move |connection| read::quarantined(connection, &query))
    }

    fn admit(&self, id: QuarantineId, order: Order) -> StoreFuture<'_, Option<Stored>> {
        self.write(move |transaction| quarantine::admit(transaction, id, &order))
    }

    fn discard(&self, id: QuarantineId, discard: Discard) -> StoreFuture<'_, bool> {
        self.write(move |transaction| quarantine::discard(transaction, id, &discard))
    }

    fn counts(&self) -> StoreFuture<'_, Counts> {
        self.read(read::counts)
    }

    fn waiting(&self, now: i64) -> StoreFuture<'_, Waiting> {
        self.read(move |connection| waiting::waiting(connection, now))
    }

    fn health(&self, now: i64) -> StoreFuture<'_, ()> {
        self.write(move |transaction| {
            // Never what is there already: SQLite would write nothing, and so find no failure.
            let probe = "INSERT INTO probe (id, at) VALUES (1, ?1)
                         ON CONFLICT (id) DO UPDATE SET at = excluded.at + (at = excluded.at)";
            transaction.prepare_cached(probe)?.execute([now]).map(|_| ())
        })
    }
}
