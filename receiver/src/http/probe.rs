//! Whether the store takes orders, asked not more often than a store can bear.

use std::time::Duration;

use tokio::{sync::Mutex, time::Instant};

use crate::intake::Intake;

/// How long an answer of the store is good: each costs a write to its disk, and anybody may ask.
const GOOD_FOR: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct Probe(Mutex<Option<(Instant, bool)>>);

impl Probe {
    pub(super) async fn is_ready(&self, intake: &Intake, now: i64) -> bool {
        // Held while the store is asked, so that all who wait share one answer.
        let mut last = self.0.lock().await;
        match *last {
            Some((at, ready)) if at.elapsed() < GOOD_FOR => ready,
            _ => {
                let ready = intake.health(now).await.is_ok();
                *last = Some((Instant::now(), ready));
                ready
            }
        }
    }
}
