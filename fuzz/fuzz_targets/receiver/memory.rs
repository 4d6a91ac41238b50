//! A store that calls everything new, and is emptied after each query.

use std::{
    mem,
    sync::{Mutex, PoisonError},
};

use qq_cgi_receiver::store::{
    Conflict, Counts, Discard, HeldOrder, Kept, Lease, LeaseId, Order, OrderId, OrderQuery, QuarantineId,
    QuarantineQuery, QuarantineState, Quarantined, Store, StoreError, StoreFuture, Stored, StoredOrder, Take, Waiting,
};

#[derive(Default)]
pub struct Memory(Mutex<(Vec<Order>, Vec<Quarantined>)>);

impl Memory {
    pub fn take_out(&self) -> (Vec<Order>, Vec<Quarantined>) {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn unasked<'a, T: Send + 'a>() -> StoreFuture<'a, T> {
    Box::pin(async { Err(StoreError::Closed) })
}

impl Store for Memory {
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>> {
        let stored = batch.iter().map(|_| Stored::New(OrderId(1))).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.extend(batch);
        Box::pin(async { Ok(stored) })
    }

    fn quarantine(&self, batch: Vec<Quarantined>) -> StoreFuture<'_, Vec<Kept>> {
        let stored = batch.iter().map(|_| Kept { id: QuarantineId(1), state: QuarantineState::Held }).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.extend(batch);
        Box::pin(async { Ok(stored) })
    }

    fn next_batch(&self, _: Take) -> StoreFuture<'_, Vec<Lease>> {
        unasked()
    }

    fn ack(&self, _: Vec<OrderId>) -> StoreFuture<'_, u64> {
        unasked()
    }

    fn give_back(&self, _: Vec<LeaseId>, _: i64, _: Option<String>) -> StoreFuture<'_, u64> {
        unasked()
    }

    fn revive(&self, _: Vec<OrderId>) -> StoreFuture<'_, u64> {
        unasked()
    }

    fn orders(&self, _: OrderQuery) -> StoreFuture<'_, Vec<StoredOrder>> {
        unasked()
    }

    fn order(&self, _: OrderId) -> StoreFuture<'_, Option<StoredOrder>> {
        unasked()
    }

    fn conflicts(&self, _: OrderId) -> StoreFuture<'_, Vec<Conflict>> {
        unasked()
    }

    fn quarantined(&self, _: QuarantineQuery) -> StoreFuture<'_, Vec<HeldOrder>> {
        unasked()
    }

    fn admit(&self, _: QuarantineId, _: Order) -> StoreFuture<'_, Option<Stored>> {
        unasked()
    }

    fn discard(&self, _: QuarantineId, _: Discard) -> StoreFuture<'_, bool> {
        unasked()
    }

    fn counts(&self) -> StoreFuture<'_, Counts> {
        unasked()
    }

    fn waiting(&self, _: i64) -> StoreFuture<'_, Waiting> {
        unasked()
    }

    fn health(&self, _: i64) -> StoreFuture<'_, ()> {
        unasked()
    }
}
