//! A store that fails on request.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex},
};

use qq_cgi_receiver::store::{
    Conflict, Counts, Discard, HeldOrder, Kept, Key, Lease, LeaseId, Order, OrderId, OrderQuery, QuarantineId,
    QuarantineQuery, Quarantined, Store, StoreError, StoreFuture, Stored, StoredOrder, Take, Waiting,
};

/// What befalls an insert.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    None,
    /// It is refused and nothing is stored.
    Before,
    /// It is stored, and then reported as failed: the connection broke before the answer.
    After,
    /// It is stored, and an answer is missing.
    Short,
}

pub(crate) struct Faulty {
    store: Arc<dyn Store>,
    /// For the inserts to come; none are left, none befall.
    faults: Mutex<VecDeque<Fault>>,
    /// Orders that it takes for a mistake, and what comes with them.
    refused: Vec<Key>,
}

impl Faulty {
    pub(crate) fn new(store: Arc<dyn Store>, faults: impl IntoIterator<Item = Fault>) -> Arc<Self> {
        let faults = Mutex::new(faults.into_iter().collect());
        Arc::new(Self { store, faults, refused: Vec::new() })
    }

    /// Refuses every batch with one of `keys` in it.
    pub(crate) fn refusing(store: Arc<dyn Store>, keys: impl IntoIterator<Item = Key>) -> Arc<Self> {
        let refused = keys.into_iter().collect();
        Arc::new(Self { store, faults: Mutex::default(), refused })
    }
}

fn broken() -> StoreError {
    StoreError::Unavailable(Arc::new(io::Error::other("broken on request")))
}

impl Store for Faulty {
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>> {
        let fault = self.faults.lock().unwrap().pop_front().unwrap_or(Fault::None);
        Box::pin(async move {
            if batch.iter().any(|order| self.refused.contains(&order.key)) {
                return Err(StoreError::Internal(Arc::new(io::Error::other("no such text here"))));
            }
            if matches!(fault, Fault::Before) {
                return Err(broken());
            }
            let mut stored = self.store.insert(batch).await?;
            match fault {
                Fault::After => return Err(broken()),
                Fault::Short => drop(stored.pop()),
                Fault::None | Fault::Before => {}
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
