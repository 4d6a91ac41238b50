//! Looks for dead letters, whoever made them.

use std::{collections::HashSet, time::Duration};

use tokio::time::Instant;

use crate::{
    event::Alert,
    reports::Reports,
    store::{OrderId, OrderQuery, State, Store, StoreError},
};

/// How often it is looked: an order of which a process died leaves no other trace.
const EACH: Duration = Duration::from_secs(10);
/// How soon after the last time, where there must be one.
const SOON: Duration = Duration::from_secs(1);
/// How many are read at a time.
const PAGE: usize = 1_000;

#[derive(Default)]
pub(super) struct Census {
    dead: HashSet<OrderId>,
    taken: Option<Instant>,
    one_died: bool,
}

impl Census {
    /// The store has made a dead letter, probably.
    pub(super) const fn one_died(&mut self) {
        self.one_died = true;
    }

    /// Looks if it is time to, and tells of each dead letter that was none before. A revived one that dies again is told again.
    pub(super) async fn take(&mut self, store: &dyn Store, reports: &Reports, now: i64) -> Result<(), StoreError> {
        let pause = if self.one_died { SOON } else { EACH };
        if self.taken.is_some_and(|taken| taken.elapsed() < pause) {
            return Ok(());
        }
        self.taken = Some(Instant::now());
        let died = self.one_died;
        self.one_died = false;
        let looked = self.look(store, reports, now).await;
        // What was to be found is still to be found.
        self.one_died |= died && looked.is_err();
        looked
    }

    async fn look(&mut self, store: &dyn Store, reports: &Reports, now: i64) -> Result<(), StoreError> {
        let mut dead = HashSet::new();
        let mut after = None;
        loop {
            let query = OrderQuery { state: Some(State::Dead), after, limit: PAGE, ..OrderQuery::default() };
            let page = store.orders(query).await?;
            for stored in &page {
                dead.insert(stored.id);
                if self.dead.insert(stored.id) {
                    let (app, callback) = (stored.order.app.to_string(), stored.order.callback.to_string());
                    let (attempts, error) = (stored.attempts, stored.last_error.clone());
                    reports.tell(&Alert::DeadLetter { app, callback, order: stored.id, attempts, error }, now);
                }
            }
            after = page.last().map(|stored| stored.id);
            if page.len() < PAGE {
                break;
            }
        }
        self.dead = dead;
        Ok(())
    }
}
