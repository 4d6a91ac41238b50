//! What a receiver does to its store all day: orders, doubles, conflicts, quarantine, handing over.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use fastrand::Rng;
use qq_cgi_receiver::store::{Committer, Kept, QuarantineQuery, Sqlite, Store, StoreError, Stored};

use super::{child, sample};

const TASKS: u64 = 16;

/// A store under load.
#[derive(Clone)]
pub(crate) struct Load {
    pub(crate) store: Arc<Sqlite>,
    committer: Committer,
    run: u64,
    next: Arc<AtomicU64>,
    failed: Arc<AtomicU64>,
}

impl Load {
    pub(crate) fn new(store: Sqlite) -> Self {
        let store = Arc::new(store);
        let committer = Committer::new(Arc::clone(&store) as Arc<dyn Store>);
        let (next, failed) = (Arc::default(), Arc::default());
        Self { store, committer, run: child::number(child::RUN), next, failed }
    }

    /// About `amount` things by many tasks at once. Says what was stored; returns how many failed.
    pub(crate) async fn go_on(&self, amount: u64) -> u64 {
        let before = self.failed.load(Ordering::Relaxed);
        let until = self.next.load(Ordering::Relaxed) + amount;
        let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(self.clone().sends(until))).collect();
        let is_over = Arc::new(AtomicBool::new(false));
        let taker = tokio::spawn(self.clone().hands_over(Arc::clone(&is_over)));
        for task in tasks {
            task.await.unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
        taker.await.unwrap();
        self.failed.load(Ordering::Relaxed) - before
    }

    /// `None` where the store failed, as a store on a failing disk may.
    fn passed<T>(&self, done: Result<T, StoreError>) -> Option<T> {
        if let Err(error) = &done {
            let is_of_the_disk =
                matches!(error, StoreError::Full(_) | StoreError::ReadOnly(_) | StoreError::Unavailable(_));
            assert!(is_of_the_disk, "{error:?}");
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
        done.ok()
    }

    async fn sends(self, until: u64) {
        let mut known: Vec<String> = Vec::new();
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= until {
                return;
            }
            let mut random = Rng::with_seed(number.wrapping_mul(31) ^ child::number(child::SEED));
            let key = format!("{}/{number}", self.run);
            match random.u8(0..16) {
                0 if !known.is_empty() => self.conflict(random.choice(&known).unwrap(), &key).await,
                1 if !known.is_empty() => _ = self.order(random.choice(&known).unwrap()).await,
                // What an earlier run may have stored.
                2 => {
                    let earlier = format!("{}/{}", random.u64(0..=self.run), random.u64(0..=number));
                    _ = self.order(&earlier).await;
                }
                3 => self.quarantine(&key).await,
                _ => {
                    if self.order(&key).await {
                        known.push(key);
                    }
                }
            }
        }
    }

    /// Whether it is stored.
    pub(crate) async fn order(&self, key: &str) -> bool {
        match self.passed(self.committer.submit(sample::order(key)).await) {
            Some(stored @ (Stored::New(id) | Stored::Duplicate(id))) => {
                child::say(&format!("order {key} {id}"));
                assert_eq!(stored.id(), id);
                true
            }
            Some(Stored::Conflict(_)) => panic!("{key} conflicts with itself"),
            None => false,
        }
    }

    async fn conflict(&self, key: &str, other: &str) {
        match self.passed(self.committer.submit(sample::conflict(key, other)).await) {
            Some(Stored::Conflict(_)) => child::say(&format!("conflict {key} {other}")),
            Some(stored) => panic!("{key} was acknowledged, and now its conflict is {stored:?}"),
            None => {}
        }
    }

    async fn quarantine(&self, raw: &str) {
        if let Some(Kept { id, .. }) = self.passed(self.committer.quarantine(sample::quarantined(raw)).await) {
            child::say(&format!("held {raw} {}", id.0));
        }
    }

    async fn hands_over(self, is_over: Arc<AtomicBool>) {
        while !is_over.load(Ordering::Relaxed) {
            let Some(leases) = self.passed(self.store.next_batch(sample::take(20)).await) else { continue };
            let (done, back): (Vec<_>, Vec<_>) = leases.iter().partition(|lease| lease.order.id.0 % 4 != 0);
            let done: Vec<_> = done.into_iter().map(|lease| lease.order.id).collect();
            if self.passed(self.store.ack(done.clone()).await).is_some() {
                for id in done {
                    child::say(&format!("done {id}"));
                }
            }
            self.passed(self.store.give_back(back.into_iter().map(|lease| lease.id).collect(), 0, None).await);
            self.decides().await;
        }
    }

    async fn decides(&self) {
        let some = QuarantineQuery { limit: 2, ..QuarantineQuery::default() };
        for held in self.passed(self.store.quarantined(some).await).unwrap_or_default() {
            if held.id.0 % 2 == 0 {
                if self.passed(self.store.discard(held.id, sample::discard()).await) == Some(true) {
                    child::say(&format!("discarded {}", held.id.0));
                }
                continue;
            }
            let key = format!("admitted/{}", String::from_utf8(held.quarantined.raw).unwrap());
            if let Some(Some(stored)) = self.passed(self.store.admit(held.id, sample::order(&key)).await) {
                child::say(&format!("admitted {}", held.id.0));
                child::say(&format!("order {key} {}", stored.id()));
            }
        }
    }
}

/// Plays the role: a load, and an end in the middle of it, or an orderly one.
pub(crate) fn child(amount: u64, is_orderly: bool) {
    child::run(async {
        let load = Load::new(Sqlite::open(child::file()).unwrap());
        if is_orderly {
            assert_eq!(load.go_on(amount).await, 0);
            return;
        }
        let endless = tokio::spawn({
            let load = load.clone();
            async move { load.go_on(u64::MAX / 2).await }
        });
        while load.next.load(Ordering::Relaxed) < amount {
            assert!(!endless.is_finished());
            tokio::task::yield_now().await;
        }
        child::stop();
    });
}
