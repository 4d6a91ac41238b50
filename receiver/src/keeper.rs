//! Has what came stored, and tells what there is to tell of that, however long it takes.
//!
//! **Invariant**: whoever waits for the store waits within a bound, and what was begun is heard of all the same.

use std::{
    collections::HashSet,
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Semaphore,
    time::{Instant, timeout},
};

use crate::{
    clock::millis,
    event::Alert,
    reports::{Part, Reports},
    store::{Committer, Kept, Order, QuarantineId, QuarantineState, Quarantined, StoreError, Stored},
};

/// How long a request waits for the store unless somebody says otherwise: senders were seen to give up after as long.
const PATIENCE: Duration = Duration::from_secs(2);

/// How much the store may be asked to keep at once, for whoever waits and for whoever has given up waiting.
const UNDER_WAY: usize = 4_096;

pub(crate) struct Keeper {
    committer: Committer,
    reports: Reports,
    patience: Duration,
    places: Arc<Semaphore>,
    /// What in quarantine was told of: its sender repeats it.
    told: Arc<Mutex<HashSet<QuarantineId>>>,
}

impl Keeper {
    pub(crate) fn new(committer: Committer, reports: Reports) -> Self {
        Self {
            committer,
            reports,
            patience: PATIENCE,
            places: Arc::new(Semaphore::new(UNDER_WAY)),
            told: Arc::default(),
        }
    }

    pub(crate) const fn reports(&self) -> &Reports {
        &self.reports
    }

    /// How long whoever asks waits for the store.
    pub(crate) const fn patience(&self) -> Duration {
        self.patience
    }

    pub(crate) const fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// `None` where the order may not be acknowledged.
    pub(crate) async fn order(&self, order: Order, now: i64) -> Option<Stored> {
        let (committer, reports, begun) = (self.committer.clone(), self.reports.clone(), Instant::now());
        self.patiently(now, async move {
            let (app, callback) = (order.app.to_string(), order.callback.to_string());
            let stored = committer.submit(order).await;
            let now = now.saturating_add(millis(begun.elapsed()));
            reports.hear_store(Part::Intake, stored.as_ref().err(), now);
            match stored {
                Ok(Stored::New(_)) => reports.order_came(),
                Ok(Stored::Conflict(order)) => reports.tell(&Alert::Conflict { app, callback, order }, now),
                Ok(Stored::Duplicate(_)) | Err(_) => {}
            }
            stored.ok()
        })
        .await
    }

    /// `None` where it may not be acknowledged.
    pub(crate) async fn quarantine(&self, unusable: Quarantined, now: i64) -> Option<Kept> {
        let (committer, reports, begun) = (self.committer.clone(), self.reports.clone(), Instant::now());
        let told = Arc::clone(&self.told);
        self.patiently(now, async move {
            let (app, callback) = (unusable.app.to_string(), unusable.callback.to_string());
            let reason = unusable.reason.clone();
            let kept = committer.quarantine(unusable).await;
            let now = now.saturating_add(millis(begun.elapsed()));
            reports.hear_store(Part::Intake, kept.as_ref().err(), now);
            let kept = kept.ok()?;
            let Kept { id, state } = kept;
            // Not only when it is new: who stored it may have ended before it could tell.
            let is_news = || told.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
            if state == QuarantineState::Held && is_news() {
                reports.tell(&Alert::Quarantine { app, callback, id, reason }, now);
            }
            Some(kept)
        })
        .await
    }

    /// Whether the store answers well, and in time.
    pub(crate) async fn health(
        &self,
        asked: impl Future<Output = Result<(), StoreError>>,
        now: i64,
    ) -> Result<(), StoreError> {
        let healthy = timeout(self.patience, asked).await.unwrap_or_else(|_| Err(self.no_answer()));
        self.reports.hear_store(Part::Intake, healthy.as_ref().err(), now);
        healthy
    }

    /// Waits for `keeping` as long as anybody should, and lets it go on after that.
    async fn patiently<T: Send + 'static>(
        &self,
        now: i64,
        keeping: impl Future<Output = Option<T>> + Send + 'static,
    ) -> Option<T> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let mut keeping = Box::pin(async move {
            let kept = keeping.await;
            drop(place);
            kept
        });
        let kept = timeout(self.patience, keeping.as_mut()).await;
        kept.unwrap_or_else(|_| {
            let now = now.saturating_add(millis(self.patience));
            self.reports.hear_store(Part::Intake, Some(&self.no_answer()), now);
            tokio::spawn(keeping);
            None
        })
    }

    fn no_answer(&self) -> StoreError {
        let why = format!("no answer within {:?}", self.patience);
        StoreError::Unavailable(Arc::new(io::Error::new(io::ErrorKind::TimedOut, why)))
    }
}
