//! Where it is told and counted what happens to requests and orders.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Notify;

use crate::{event::Alert, metrics::Metrics, store::StoreError};

type Tell = Box<dyn Fn(&Alert, i64) + Send + Sync>;

/// Counters, and somebody who is told; shared by whoever takes requests and whoever hands orders over in one process.
/// Clones are the same.
#[derive(Clone)]
pub struct Reports(Arc<Inner>);

struct Inner {
    metrics: Metrics,
    tell: Tell,
    new_order: Notify,
    down: Mutex<Down>,
}

/// For whom the store is down: one may read while the other cannot write.
#[derive(Default)]
struct Down {
    intake: bool,
    handover: bool,
}

/// Who asks the store.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Intake,
    Handover,
}

impl Reports {
    /// Reports to `tell`, which hears of what somebody has to look at, and when that was in milliseconds since 1970.
    #[must_use]
    pub fn new(tell: impl Fn(&Alert, i64) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner {
            metrics: Metrics::default(),
            tell: Box::new(tell),
            new_order: Notify::new(),
            down: Mutex::default(),
        }))
    }

    /// What was counted so far.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn tell(&self, alert: &Alert, now: i64) {
        (self.0.tell)(alert, now);
    }

    /// Tells of the store only when it changes: while it is down each request would say the same.
    pub(crate) fn hear_store(&self, part: Part, error: Option<&StoreError>, now: i64) {
        let mut down = self.0.down.lock().unwrap_or_else(PoisonError::into_inner);
        match part {
            Part::Intake => down.intake = error.is_some(),
            Part::Handover => down.handover = error.is_some(),
        }
        let is_news = self.0.metrics.set_store_down(down.intake || down.handover);
        drop(down);
        match error {
            Some(error) if is_news => self.tell(&Alert::StoreDown { error: error.to_string() }, now),
            None if is_news => self.tell(&Alert::StoreBack, now),
            _ => {}
        }
    }

    /// Wakes whoever hands orders over.
    pub(crate) fn order_came(&self) {
        self.0.new_order.notify_one();
    }

    /// Ends when an order has come since this ended last.
    pub(crate) async fn new_order(&self) {
        self.0.new_order.notified().await;
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reports").field("metrics", &self.0.metrics).finish_non_exhaustive()
    }
}
