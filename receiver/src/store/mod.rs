//! Where orders are kept: a small trait whose unit is a batch.
//!
//! In: orders whose sign was verified. Out: whether each was new, and later the orders themselves. **Invariant**: a store
//! never answers before what it answers is durable, and never forgets a key.

mod committer;
mod error;
mod key;
mod lease;
mod order;
#[cfg(feature = "postgres")]
mod postgres;
mod quarantine;
mod query;
mod secrets;
mod sqlite;
mod waiting;

use std::pin::Pin;

pub use committer::Committer;
pub use error::{Cause, StoreError};
pub use key::{Key, MAX_KEY, MAX_NAME, Name, Unstorable};
pub use lease::{Lease, LeaseId, NoLeaseId, Take};
pub use order::{Conflict, Order, OrderId, State, Stored, StoredOrder};
#[cfg(feature = "postgres")]
pub use postgres::{NoPostgresUrl, Postgres, PostgresUrl};
pub use quarantine::{Discard, HeldOrder, Kept, QuarantineId, QuarantineState, Quarantined};
pub use query::{Counts, OrderQuery, QuarantineQuery};
pub use sqlite::Sqlite;
pub use waiting::Waiting;

/// What a store does, before it has done it.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A durable store of orders. Every method that changes something is durable when it returns `Ok`, and has changed
/// everything or nothing; after an error nothing is known, and repeating does no harm. Times are milliseconds since
/// 1970, given by the caller.
///
/// A future that is dropped may still be carried out.
pub trait Store: Send + Sync {
    /// Stores orders, each key once: the answers stand in the order of `batch`. The same key may come twice in a batch.
    ///
    /// # Errors
    /// None of the batch may be acknowledged.
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>>;

    /// Keeps signed callbacks that cannot be used; the same bytes of one app and callback are kept once and have one id,
    /// also after they were admitted or discarded, as the answer then says. The answers stand in the order of `batch`.
    ///
    /// # Errors
    /// None of the batch may be acknowledged.
    fn quarantine(&self, batch: Vec<Quarantined>) -> StoreFuture<'_, Vec<Kept>>;

    /// Leases the oldest orders that are pending and not leased to anybody else. Orders that were leased often enough
    /// become dead letters first.
    ///
    /// # Errors
    /// Nothing was leased, or it will be free again when the time is over.
    fn next_batch(&self, take: Take) -> StoreFuture<'_, Vec<Lease>>;

    /// The orders are done; says how many were not before. An acknowledgement that comes after the lease's end counts
    /// too, because the work was done.
    ///
    /// # Errors
    /// The orders may be handed over again.
    fn ack(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64>;

    /// Gives leases back, so that the orders are handed over again from `visible_at` on; says how many were held.
    /// One that somebody else has by now, or whose order is done or dead, is left alone. `error` says why they were not taken,
    /// and is kept with the orders until another one is; without it, an earlier one stays.
    ///
    /// # Errors
    /// The leases end by themselves.
    fn give_back(&self, leases: Vec<LeaseId>, visible_at: i64, error: Option<String>) -> StoreFuture<'_, u64>;

    /// Makes dead letters pending again, with all their attempts; says how many were dead.
    ///
    /// # Errors
    /// They may still be dead.
    fn revive(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64>;

    /// Stored orders, oldest first.
    ///
    /// # Errors
    /// The store cannot be read.
    fn orders(&self, query: OrderQuery) -> StoreFuture<'_, Vec<StoredOrder>>;

    /// One stored order.
    ///
    /// # Errors
    /// The store cannot be read.
    fn order(&self, id: OrderId) -> StoreFuture<'_, Option<StoredOrder>>;

    /// The other bodies that came with an order's key, oldest first; each once.
    ///
    /// # Errors
    /// The store cannot be read.
    fn conflicts(&self, id: OrderId) -> StoreFuture<'_, Vec<Conflict>>;

    /// What is or was in quarantine, oldest first.
    ///
    /// # Errors
    /// The store cannot be read.
    fn quarantined(&self, query: QuarantineQuery) -> StoreFuture<'_, Vec<HeldOrder>>;

    /// Stores the order that somebody made of something in quarantine, and marks that as admitted, both or neither. What was
    /// discarded can be admitted after all. `None` if it is admitted already, or is not there.
    ///
    /// # Errors
    /// It may not be admitted.
    fn admit(&self, id: QuarantineId, order: Order) -> StoreFuture<'_, Option<Stored>>;

    /// Discards something in quarantine. It is kept, with its bytes and with who discarded it, when and why. `false` if it is not
    /// held (any more).
    ///
    /// # Errors
    /// It may still be held.
    fn discard(&self, id: QuarantineId, discard: Discard) -> StoreFuture<'_, bool>;

    /// How much there is of everything. Counts rows, so it takes longer the more there are: once a minute, not a request.
    ///
    /// # Errors
    /// The store cannot be read.
    fn counts(&self) -> StoreFuture<'_, Counts>;

    /// What somebody has yet to do something about; a lease that ends at `now` is over. Costs the same however many orders are
    /// done.
    ///
    /// # Errors
    /// The store cannot be read.
    fn waiting(&self, now: i64) -> StoreFuture<'_, Waiting>;

    /// Writes a row and waits until it is durable, as an order would be.
    ///
    /// # Errors
    /// No order could be stored now.
    fn health(&self, now: i64) -> StoreFuture<'_, ()>;
}
