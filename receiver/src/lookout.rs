//! Looks at what waits in the store, for whoever asks.
//!
//! **Invariant**: the store is asked seldom, and nothing more while it owes an answer; nobody waits for it longer than a bound.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::Mutex,
    task::JoinHandle,
    time::{Instant, timeout},
};

use crate::store::{Store, Waiting};

/// How long what was seen is good: anybody may ask.
const GOOD_FOR: Duration = Duration::from_secs(5);

pub(crate) struct Lookout {
    store: Arc<dyn Store>,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    /// When the look ended.
    at: Option<Instant>,
    seen: Option<Waiting>,
    /// The question, which a store that hangs has yet to answer.
    asked: Option<JoinHandle<Option<Waiting>>>,
}

impl Lookout {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self { store, last: Mutex::default() }
    }

    /// `None` where the store does not say it in time.
    pub(crate) async fn look(&self, patience: Duration, now: i64) -> Option<Waiting> {
        // Held while the store is asked, so that all who wait share one answer.
        let mut last = self.last.lock().await;
        if last.at.is_none_or(|at| at.elapsed() >= GOOD_FOR) {
            last.seen = self.ask(&mut last.asked, patience, now).await;
            last.at = Some(Instant::now());
        }
        last.seen
    }

    async fn ask(
        &self,
        asked: &mut Option<JoinHandle<Option<Waiting>>>,
        patience: Duration,
        now: i64,
    ) -> Option<Waiting> {
        if asked.as_ref().is_some_and(|asked| !asked.is_finished()) {
            return None;
        }
        let store = Arc::clone(&self.store);
        // Kept before it is waited for: whoever waits may hang up.
        let asked = asked.insert(tokio::spawn(async move { store.waiting(now).await.ok() }));
        timeout(patience, asked).await.ok()?.ok()?
    }
}
