//! A store that stores in another way than the one behind it, to be compared with that.

use std::sync::atomic::{AtomicI64, Ordering};

use qq_cgi_receiver::store::{
    Conflict, Counts, Discard, HeldOrder, Kept, Lease, LeaseId, Order, OrderId, OrderQuery, QuarantineId,
    QuarantineQuery, Quarantined, Store, StoreFuture, Stored, StoredOrder, Take, Waiting,
};

/// How [`Front`] stores orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Not at all: each is called new at once.
    Nothing,
    /// One transaction for each.
    OneByOne,
}

/// A store in front of another.
#[derive(Debug)]
pub struct Front<S> {
    store: S,
    way: Way,
    next: AtomicI64,
}

impl<S: Store> Front<S> {
    /// Stores in `store`, in another way.
    #[must_use]
    pub const fn new(store: S, way: Way) -> Self {
        Self { store, way, next: AtomicI64::new(1) }
    }
}

impl<S: Store> Store for Front<S> {
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>> {
        Box::pin(async move {
            let mut stored = Vec::with_capacity(batch.len());
            for order in batch {
                match self.way {
                    Way::Nothing => stored.push(Stored::New(OrderId(self.next.fetch_add(1, Ordering::Relaxed)))),
                    Way::OneByOne => stored.extend(self.store.insert(vec![order]).await?),
                }
            }
            Ok(stored)
        })
    }

    fn quarantine(&self, batch: Vec<Quarantined>) -> StoreFuture<'_, Vec<Kept>> {
        self.store.quarantine(batch)
    }

    fn next_batch(&self, take: Take) -> StoreFuture<'_, Vec<Lease>> {
        self.store.next_batch(take)
    }

    fn ack(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        self.store.ack(orders)
    }

    fn give_back(&self, leases: Vec<LeaseId>, visible_at: i64, error: Option<String>) -> StoreFuture<'_, u64> {
        self.store.give_back(leases, visible_at, error)
    }

    fn revive(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        self.store.revive(orders)
    }

    fn orders(&self, query: OrderQuery) -> StoreFuture<'_, Vec<StoredOrder>> {
        self.store.orders(query)
    }

    fn order(&self, id: OrderId) -> StoreFuture<'_, Option<StoredOrder>> {
        self.store.order(id)
    }

    fn conflicts(&self, id: OrderId) -> StoreFuture<'_, Vec<Conflict>> {
        self.store.conflicts(id)
    }

    fn quarantined(&self, query: QuarantineQuery) -> StoreFuture<'_, Vec<HeldOrder>> {
        self.store.quarantined(query)
    }

    fn admit(&self, id: QuarantineId, order: Order) -> StoreFuture<'_, Option<Stored>> {
        self.store.admit(id, order)
    }

    fn discard(&self, id: QuarantineId, discard: Discard) -> StoreFuture<'_, bool> {
        self.store.discard(id, discard)
    }

    fn counts(&self) -> StoreFuture<'_, Counts> {
        self.store.counts()
    }

    fn waiting(&self, now: i64) -> StoreFuture<'_, Waiting> {
        self.store.waiting(now)
    }

    fn health(&self, now: i64) -> StoreFuture<'_, ()> {
        self.store.health(now)
    }
}
