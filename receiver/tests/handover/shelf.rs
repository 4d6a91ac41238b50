//! A store in memory that keeps leases, so that nothing but the paused clock passes time.

use std::{
    io,
    sync::{Arc, Mutex},
};

use qq_cgi_receiver::store::{
    Conflict, Counts, Discard, HeldOrder, Kept, Key, Lease, LeaseId, Name, Order, OrderId, OrderQuery, QuarantineId,
    QuarantineQuery, Quarantined, State, Store, StoreError, StoreFuture, Stored, StoredOrder, Take, Waiting,
};

#[derive(Default)]
pub(crate) struct Shelf(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    rows: Vec<Row>,
    asked: usize,
    fails: bool,
}

struct Row {
    stored: StoredOrder,
    lease: i64,
    visible_at: i64,
}

impl Shelf {
    /// With so many orders, numbered from 1.
    pub(crate) async fn of(orders: usize) -> Arc<Self> {
        let shelf = Arc::<Self>::default();
        shelf.add(orders).await;
        shelf
    }

    pub(crate) async fn add(&self, orders: usize) {
        let order = |number: usize| Order {
            app: Name::new("game").unwrap(),
            callback: Name::new("opened").unwrap(),
            key: Key::new(format!(r#"["ann","{number}"]"#)).unwrap(),
            fields: format!(r#"{{"number":{number}}}"#),
            raw: format!("{{ \"number\": {number} }}").into_bytes(),
            received_at: 1_700_000_000_000,
        };
        let first = self.0.lock().unwrap().rows.len() + 1;
        self.insert((first..first + orders).map(order).collect()).await.unwrap();
    }

    /// From now on everything fails, or works again.
    pub(crate) fn fail(&self, fails: bool) {
        self.0.lock().unwrap().fails = fails;
    }

    /// How often it was asked for orders.
    pub(crate) fn asked(&self) -> usize {
        self.0.lock().unwrap().asked
    }

    pub(crate) fn states(&self) -> Vec<State> {
        self.0.lock().unwrap().rows.iter().map(|row| row.stored.state).collect()
    }

    /// When the order of this number is free.
    pub(crate) fn visible_at(&self, number: usize) -> i64 {
        self.0.lock().unwrap().rows[number - 1].visible_at
    }

    fn at_once<'a, T: Send + 'a>(&'a self, work: impl FnOnce(&mut Inner) -> T + Send + 'a) -> StoreFuture<'a, T> {
        Box::pin(async move {
            let mut inner = self.0.lock().unwrap();
            if inner.fails {
                return Err(StoreError::Unavailable(Arc::new(io::Error::other("broken on request"))));
            }
            Ok(work(&mut inner))
        })
    }
}

impl Inner {
    fn row(&mut self, id: OrderId) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.stored.id == id)
    }

    fn change(&mut self, orders: &[OrderId], change: impl Fn(&mut Row) -> bool) -> u64 {
        let changed = orders.iter().filter(|id| self.row(**id).is_some_and(&change)).count();
        u64::try_from(changed).unwrap()
    }

    fn take(&mut self, take: &Take) -> Vec<Lease> {
        self.asked += 1;
        let mut leases = Vec::new();
        for row in &mut self.rows {
            if leases.len() == take.limit || row.stored.state != State::Pending || row.visible_at > take.now {
                continue;
            }
            if row.stored.attempts >= take.max_attempts {
                row.stored.state = State::Dead;
                continue;
            }
            row.stored.attempts += 1;
            row.lease += 1;
            row.visible_at = take.now + i64::try_from(take.visibility.as_millis()).unwrap();
            let id = LeaseId { order: row.stored.id, lease: row.lease };
            leases.push(Lease { id, order: row.stored.clone() });
        }
        leases
    }
}

impl Store for Shelf {
    fn insert(&self, batch: Vec<Order>) -> StoreFuture<'_, Vec<Stored>> {
        self.at_once(move |inner| {
            let mut ids = Vec::new();
            for order in batch {
                let id = OrderId(i64::try_from(inner.rows.len()).unwrap() + 1);
                let stored =
                    StoredOrder { id, order, state: State::Pending, attempts: 0, conflicts: 0, last_error: None };
                inner.rows.push(Row { stored, lease: 0, visible_at: 0 });
                ids.push(Stored::New(id));
            }
            ids
        })
    }

    fn next_batch(&self, take: Take) -> StoreFuture<'_, Vec<Lease>> {
        self.at_once(move |inner| inner.take(&take))
    }

    fn ack(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        self.at_once(move |inner| {
            inner.change(&orders, |row| std::mem::replace(&mut row.stored.state, State::Done) != State::Done)
        })
    }

    fn give_back(&self, leases: Vec<LeaseId>, visible_at: i64, error: Option<String>) -> StoreFuture<'_, u64> {
        self.at_once(move |inner| {
            let mut held = 0;
            for lease in leases {
                let row = inner.row(lease.order).unwrap();
                if row.lease == lease.lease && row.stored.state == State::Pending {
                    row.visible_at = visible_at;
                    row.stored.last_error = error.clone().or(row.stored.last_error.take());
                    held += 1;
                }
            }
            held
        })
    }

    fn revive(&self, orders: Vec<OrderId>) -> StoreFuture<'_, u64> {
        self.at_once(move |inner| {
            inner.change(&orders, |row| {
                let was_dead = row.stored.state == State::Dead;
                if was_dead {
                    (row.stored.state, row.stored.attempts, row.visible_at) = (State::Pending, 0, 0);
                }
                was_dead
            })
        })
    }

    fn orders(&self, query: OrderQuery) -> StoreFuture<'_, Vec<StoredOrder>> {
        self.at_once(move |inner| {
            let wanted = |stored: &&StoredOrder| {
                query.state.is_none_or(|state| state == stored.state) && query.after.is_none_or(|id| stored.id > id)
            };
            inner.rows.iter().map(|row| &row.stored).filter(wanted).take(query.limit).cloned().collect()
        })
    }

    fn quarantine(&self, _: Vec<Quarantined>) -> StoreFuture<'_, Vec<Kept>> {
        not_here()
    }

    fn order(&self, _: OrderId) -> StoreFuture<'_, Option<StoredOrder>> {
        not_here()
    }

    fn conflicts(&self, _: OrderId) -> StoreFuture<'_, Vec<Conflict>> {
        not_here()
    }

    fn quarantined(&self, _: QuarantineQuery) -> StoreFuture<'_, Vec<HeldOrder>> {
        not_here()
    }

    fn admit(&self, _: QuarantineId, _: Order) -> StoreFuture<'_, Option<Stored>> {
        not_here()
    }

    fn discard(&self, _: QuarantineId, _: Discard) -> StoreFuture<'_, bool> {
        not_here()
    }

    fn counts(&self) -> StoreFuture<'_, Counts> {
        not_here()
    }

    fn waiting(&self, _: i64) -> StoreFuture<'_, Waiting> {
        not_here()
    }

    fn health(&self, _: i64) -> StoreFuture<'_, ()> {
        not_here()
    }
}

fn not_here<'a, T: Send + 'a>() -> StoreFuture<'a, T> {
    Box::pin(async { panic!("handing over has no business there") })
}
