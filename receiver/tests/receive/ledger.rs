//! A store in memory that does as it is told.

use std::{
    mem,
    sync::{Arc, Mutex},
};

use qq_cgi_receiver::store::{
    Conflict, Counts, Discard, HeldOrder, Kept, Lease, LeaseId, Order, OrderId, OrderQuery, QuarantineId,
    QuarantineQuery, QuarantineState, Quarantined, Store, StoreError, StoreFuture, Stored, StoredOrder, Take, Waiting,
};
use tokio::sync::watch;

pub(crate) struct Ledger {
    kept: Mutex<Books>,
    pace: watch::Sender<Pace>,
    batches: watch::Sender<usize>,
}

#[derive(Default)]
struct Books {
    orders: Vec<Order>,
    conflicts: Vec<Order>,
    quarantine: Vec<Quarantined>,
    probes: usize,
    looks: usize,
}

/// What it does with what it is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    Works,
    /// Answers nothing until that changes.
    Hangs,
    Fails,
}

impl Ledger {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            kept: Mutex::default(),
            pace: watch::Sender::new(Pace::Works),
            batches: watch::Sender::default(),
        })
    }

    pub(crate) fn set(&self, pace: Pace) {
        self.pace.send_replace(pace);
    }

    /// Waits until it was asked that often to store orders.
    pub(crate) async fn asked(&self, often: usize) {
        self.batches.subscribe().wait_for(|batches| *batches >= often).await.unwrap();
    }

    pub(crate) fn orders(&self) -> Vec<Order> {
        self.kept.lock().unwrap().orders.clone()
    }

    pub(crate) fn conflicting(&self) -> Vec<Order> {
        self.kept.lock().unwrap().conflicts.clone()
    }

    pub(crate) fn held(&self) -> Vec<Quarantined> {
        self.kept.lock().unwrap().quarantine.clone()
    }

    /// Takes out all orders and all that is in quarantine.
    pub(crate) fn take_out(&self) -> (Vec<Order>, Vec<Quarantined>) {
        let mut kept = self.kept.lock().unwrap();
        (mem::take(&mut kept.orders), mem::take(&mut kept.quarantine))
    }

    pub(crate) fn probes(&self) -> usize {
        self.kept.lock().unwrap().probes
    }

    /// How often it was asked what waits.
    pub(crate) fn looks(&self) -> usize {
        self.kept.lock().unwrap().looks
    }

    fn when_it_works<'a, T: Send + 'a>(&'a self, work: impl FnOnce(&mut Books) -> T + Send + 'a) -> StoreFuture<'a, T> {
        let mut pace = self.pace.subscribe();
        Box::pin(async move {
            let pace = *pace.wait_for(|pace| *pace != Pace::Hangs).await.unwrap();
            if pace == Pace::Fails { Err(StoreError::Closed) } else { Ok(work(&mut self.kept.lock().unwrap())) }
        })
    }
}

impl Books {
    fn insert(&mut self, order: Order) -> Stored {
        let same_key =
            |kept: &Order| (&kept.app, &kept.callback, &kept.key) == (&order.app, &order.callback, &order.key);
        let Some(index) = self.orders.iter().position(same_key) else {
            self.orders.push(order);
            return Stored::New(id(self.orders.len()));
        };
        if self.orders[index].fields == order.fields {
            return Stored::Duplicate(id(index + 1));
        }
        self.conflicts.push(order);
        Stored::Conflict(id(index + 1))
    }
}

fn id(number: usize) -> OrderId {
    OrderId(i64::try_from(number).unwrap())
}

fn not_here<'a, T: Send + 'a>() -> StoreFuture<'a, T> {
    Box::pin(async { panic!("the receiver has no business there") })
}

impl Store for Ledger {
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>> {
        self.batches.send_modify(|batches| *batches += 1);
        self.when_it_works(|kept| batch.into_iter().map(|order| kept.insert(order)).collect())
    }

    fn quarantine(&self, batch: Vec<Quarantined>) -> StoreFuture<'_, Vec<Kept>> {
        self.when_it_works(|kept| {
            let add = |held: Quarantined| {
                kept.quarantine.push(held);
                let id = QuarantineId(i64::try_from(kept.quarantine.len()).unwrap());
                Kept { id, state: QuarantineState::Held }
            };
            batch.into_iter().map(add).collect()
        })
    }

    fn health(&self, _now: i64) -> StoreFuture<'_, ()> {
        self.kept.lock().unwrap().probes += 1;
        self.when_it_works(|_| ())
    }

    /// Everything that came waits.
    fn waiting(&self, _now: i64) -> StoreFuture<'_, Waiting> {
        self.kept.lock().unwrap().looks += 1;
        self.when_it_works(|kept| {
            let mut waiting = Waiting::default();
            waiting.pending = u64::try_from(kept.orders.len()).unwrap();
            waiting.oldest_pending = kept.orders.first().map(|order| order.received_at);
            waiting.held = u64::try_from(kept.quarantine.len()).unwrap();
            waiting
        })
    }

    fn next_batch(&self, _take: Take) -> StoreFuture<'_, Vec<Lease>> {
        not_here()
    }

    fn ack(&self, _orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        not_here()
    }

    fn give_back(&self, _leases: Vec<LeaseId>, _visible_at: i64, _error: Option<String>) -> StoreFuture<'_, u64> {
        not_here()
    }

    fn revive(&self, _orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        not_here()
    }

    fn orders(&self, _query: OrderQuery) -> StoreFuture<'_, Vec<StoredOrder>> {
        not_here()
    }

    fn order(&self, _id: OrderId) -> StoreFuture<'_, Option<StoredOrder>> {
        not_here()
    }

    fn conflicts(&self, _id: OrderId) -> StoreFuture<'_, Vec<Conflict>> {
        not_here()
    }

    fn quarantined(&self, _query: QuarantineQuery) -> StoreFuture<'_, Vec<HeldOrder>> {
        not_here()
    }

    fn admit(&self, _id: QuarantineId, _order: Order) -> StoreFuture<'_, Option<Stored>> {
        not_here()
    }

    fn discard(&self, _id: QuarantineId, _discard: Discard) -> StoreFuture<'_, bool> {
        not_here()
    }

    fn counts(&self) -> StoreFuture<'_, Counts> {
        not_here()
    }
}
