//! Orders in a PostgreSQL database, for any number of receivers.
//!
//! In: a URL. Out: a [`Store`] that keeps [`Records`] too. **Invariant**: in the round trip that begins a transaction the server says whether it is
//! durable, and no other transaction writes; a connection on which anything failed is not used again.

mod failure;
mod insert;
mod lease;
mod quarantine;
mod read;
mod records;
mod schema;
mod server;
mod tls;
mod transaction;
mod url;
mod waiting;

use tokio_postgres::NoTls;

use super::{
    Conflict, Counts, Discard, HeldOrder, Kept, Lease, LeaseId, Order, OrderId, OrderQuery, QuarantineId,
    QuarantineQuery, Quarantined, Store, StoreError, StoreFuture, Stored, StoredOrder, Take, Waiting,
};
use crate::records::{Entry, Record, RecordQuery, Records};
use transaction::{Connections, Purpose};

pub use url::{NoPostgresUrl, PostgresUrl};

/// A store in a PostgreSQL database, in the schema `qq_cgi`. Any number of processes and machines may use it at the same
/// time, and none of them is special.
///
/// The server is version 12 or later, its encoding is UTF8, and `fsync` and `full_page_writes` are on: whatever else is
/// refused with [`StoreError::NotDurable`], and so is every later transaction if that changes. Each transaction sets
/// `synchronous_commit` for itself. A server that takes over in another's place has what it was sent, which is everything
/// only if `synchronous_standby_names` says so.
///
/// It needs a tokio runtime with time and I/O. Nothing waits longer than 20 seconds: for a connection, a lock or an answer.
///
/// An order's number is drawn before it is stored: while others store, an order may appear whose number is lower than one
/// that is there already. Handing over is not concerned; whoever reads page by page to find what is new is.
#[derive(Debug)]
pub struct Postgres {
    url: PostgresUrl,
    connections: Connections,
}

impl Postgres {
    /// Opens the store in a database that is there, and makes its tables if there are none. Several may do so at once.
    /// A user who may not make a schema in the database needs a `qq_cgi` of an administrator.
    ///
    /// # Errors
    /// The server cannot be reached, is not durable, or has tables of a later version or of somebody else.
    pub async fn open(url: &PostgresUrl) -> Result<Self, StoreError> {
        let store = Self::of(url)?;
        store.connections.within(schema::bring_up(&store.connections)).await?;
        Ok(store)
    }

    /// Opens the store in a database that has it already; one that only looks may do so where nothing can be written.
    ///
    /// # Errors
    /// As [`Postgres::open`], and where there are no tables.
    pub async fn existing(url: &PostgresUrl) -> Result<Self, StoreError> {
        let store = Self::of(url)?;
        store.connections.within(schema::find(&store.connections)).await?;
        Ok(store)
    }

    fn of(url: &PostgresUrl) -> Result<Self, StoreError> {
        let connections = if url.may_use_tls() {
            Connections::new(url.config(), tls::connector()?)
        } else {
            Connections::new(url.config(), NoTls)
        };
        Ok(Self { url: url.clone(), connections: connections? })
    }

    /// Where the database is.
    #[must_use]
    pub const fn url(&self) -> &PostgresUrl {
        &self.url
    }
}

/// What a method does in a transaction: `$work` of its name and what it was given, by reference, for it may be repeated.
macro_rules! transaction {
    ($self:ident, $purpose:expr, |$transaction:ident $(, $given:ident)*| $work:expr) => {
        Box::pin(async move {
            $(let $given = &$given;)*
            $self.connections.repeated(move || async move {
                let $transaction = $self.connections.begin($purpose).await?;
                let done = $work.await?;
                $transaction.commit().await?;
                Ok(done)
            }).await
        })
    };
}

impl Store for Postgres {
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>> {
        transaction!(self, Purpose::Insert, |transaction, batch| insert::orders(&transaction, batch))
    }

    fn quarantine(&self, batch: Vec<Quarantined>) -> StoreFuture<'_, Vec<Kept>> {
        transaction!(self, Purpose::Write, |transaction, batch| quarantine::keep(&transaction, batch))
    }

    fn next_batch(&self, take: Take) -> StoreFuture<'_, Vec<Lease>> {
        transaction!(self, Purpose::Write, |transaction, take| lease::take(&transaction, take))
    }

    fn ack(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        transaction!(self, Purpose::Write, |transaction, orders| lease::ack(&transaction, orders))
    }

    fn give_back(&self, leases: Vec<LeaseId>, visible_at: i64, error: Option<String>) -> StoreFuture<'_, u64> {
        transaction!(self, Purpose::Write, |transaction, leases, error| {
            lease::give_back(&transaction, leases, visible_at, error.as_deref())
        })
    }

    fn revive(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        transaction!(self, Purpose::Write, |transaction, orders| lease::revive(&transaction, orders))
    }

    fn orders(&self, query: OrderQuery) -> StoreFuture<'_, Vec<StoredOrder>> {
        transaction!(self, Purpose::Read, |transaction, query| read::orders(&transaction, query))
    }

    fn order(&self, id: OrderId) -> StoreFuture<'_, Option<StoredOrder>> {
        transaction!(self, Purpose::Read, |transaction, id| read::order(&transaction, *id))
    }

    fn conflicts(&self, id: OrderId) -> StoreFuture<'_, Vec<Conflict>> {
        transaction!(self, Purpose::Read, |transaction, id| read::conflicts(&transaction, *id))
    }

    fn quarantined(&self, query: QuarantineQuery) -> StoreFuture<'_, Vec<HeldOrder>> {
        transaction!(self, Purpose::Read, |transaction, query| read::quarantined(&transaction, query))
    }

    fn admit(&self, id: QuarantineId, order: Order) -> StoreFuture<'_, Option<Stored>> {
        transaction!(self, Purpose::Write, |transaction, order| quarantine::admit(&transaction, id, order))
    }

    fn discard(&self, id: QuarantineId, discard: Discard) -> StoreFuture<'_, bool> {
        transaction!(self, Purpose::Write, |transaction, id, discard| quarantine::discard(&transaction, *id, discard))
    }

    fn counts(&self) -> StoreFuture<'_, Counts> {
        transaction!(self, Purpose::Read, |transaction| read::counts(&transaction))
    }

    fn waiting(&self, now: i64) -> StoreFuture<'_, Waiting> {
        transaction!(self, Purpose::Read, |transaction, now| waiting::waiting(&transaction, *now))
    }

    fn health(&self, now: i64) -> StoreFuture<'_, ()> {
        transaction!(self, Purpose::Write, |transaction, now| insert::probe(&transaction, *now))
    }
}

impl Records for Postgres {
    fn put(&self, record: Record, entry: Entry) -> StoreFuture<'_, bool> {
        transaction!(self, Purpose::Write, |transaction, record, entry| records::put(&transaction, record, entry))
    }

    fn record(&self, table: &str, key: &str) -> StoreFuture<'_, Option<Record>> {
        let (table, key) = (table.to_owned(), key.to_owned());
        transaction!(self, Purpose::Read, |transaction, table, key| records::one(&transaction, table, key))
    }

    fn records(&self, query: RecordQuery) -> StoreFuture<'_, Vec<Record>> {
        transaction!(self, Purpose::Read, |transaction, query| records::page(&transaction, query))
    }

    fn history(&self, table: &str, key: &str) -> StoreFuture<'_, Vec<Entry>> {
        let (table, key) = (table.to_owned(), key.to_owned());
        transaction!(self, Purpose::Read, |transaction, table, key| records::history(&transaction, table, key))
    }

    fn revision(&self) -> StoreFuture<'_, i64> {
        transaction!(self, Purpose::Read, |transaction| records::revision(&transaction))
    }
}
