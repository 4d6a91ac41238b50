//! Takes orders, has them handled, and tells the store what became of them.

use std::{collections::HashSet, sync::Arc, time::Duration};

use tokio::{
    sync::oneshot,
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    Backoff, Handler, HandoverError, Settings,
    dead::Census,
    underway::{End, Held, Underway},
};
use crate::{
    clock::millis,
    event::Alert,
    reports::{Part, Reports},
    store::{LeaseId, OrderId, Store, StoreError, Take},
};

/// When so many different orders were not taken, or as many as are handed over at once if that is more, and none was: it is
/// not the orders.
const DOWN_AFTER: usize = 4;
/// The pauses before the store is asked for more then, so that orders without number neither use up their attempts nor are a flood.
/// Longer ones would keep good orders waiting behind bad ones: those that the store gives out first are the oldest.
const WHILE_DOWN: Backoff = Backoff { first: Duration::from_secs(1), most: Duration::from_secs(5) };
/// How often at most it is told that an order was not taken.
const TELL_EACH: Duration = Duration::from_mins(1);
/// How long handlers that were dropped may take to notice.
const DROPPING: Duration = Duration::from_secs(1);
/// The most characters of an error that are told and kept.
const TOLD: usize = 300;

type Clock = Box<dyn Fn() -> i64 + Send + Sync>;

pub(super) struct Runner<H> {
    clock: Clock,
    store: Arc<dyn Store>,
    settings: Settings,
    reports: Reports,
    handler: Arc<H>,
    underway: Underway,
    /// What the store has yet to be told: which orders are done, and which leases are to be free again, and when and why.
    done: Vec<OrderId>,
    failed: Vec<(LeaseId, i64, Option<String>)>,
    census: Census,
    /// Whether an order was given back that has had all its attempts.
    one_dies: bool,
    /// When the store is asked for orders next.
    ask_at: Instant,
    /// Not before then: a moment ago the store failed.
    store_again: Instant,
    /// Not before then: whoever takes orders seems to be down.
    taker_again: Instant,
    down: Down,
    told: Option<Instant>,
    not_told: u64,
}

/// What was not taken since something was.
#[derive(Default)]
struct Down {
    /// No more than it takes to see that it is not the orders.
    orders: HashSet<OrderId>,
    pauses: u32,
}

impl<H: Handler> Runner<H> {
    pub(super) fn new(clock: Clock, store: Arc<dyn Store>, settings: Settings, reports: Reports, handler: H) -> Self {
        let now = Instant::now();
        Self {
            clock,
            store,
            settings,
            reports,
            handler: Arc::new(handler),
            underway: Underway::default(),
            done: Vec::new(),
            failed: Vec::new(),
            census: Census::default(),
            one_dies: false,
            ask_at: now,
            store_again: now,
            taker_again: now,
            down: Down::default(),
            told: None,
            not_told: 0,
        }
    }

    pub(super) async fn run(mut self, mut stop: oneshot::Receiver<()>) {
        loop {
            self.work().await;
            let (is_settled, has_room) = (self.is_settled(), self.room() > 0);
            let wake_at = if is_settled { self.ask_at.max(self.taker_again) } else { self.store_again };
            tokio::select! {
                _ = &mut stop => break,
                Some((held, end)) = self.underway.next() => self.note_all(held, end),
                () = self.reports.new_order(), if has_room => self.ask_at = Instant::now(),
                () = sleep_until(wake_at.max(self.store_again)), if has_room || !is_settled => {}
            }
        }
        self.end().await;
    }

    /// What there is to do with the store now. Not to be dropped: what was leased would come again only after the lease.
    async fn work(&mut self) {
        if Instant::now() < self.store_again {
            return;
        }
        let done = self.try_work().await;
        self.reports.hear_store(Part::Handover, done.as_ref().err(), (self.clock)());
        if done.is_err() {
            self.store_again = Instant::now() + self.settings.poll;
        }
    }

    /// Nothing is taken before the store knows what became of what was taken before: it would come again.
    async fn try_work(&mut self) -> Result<(), StoreError> {
        self.settle().await?;
        let room = self.room();
        if room > 0 && Instant::now() >= self.ask_at.max(self.taker_again) {
            self.take(room).await?;
        }
        self.census.take(self.store.as_ref(), &self.reports, (self.clock)()).await
    }

    async fn settle(&mut self) -> Result<(), StoreError> {
        if !self.done.is_empty() {
            self.store.ack(self.done.clone()).await?;
            self.done.clear();
        }
        while let Some((lease, visible_at, error)) = self.failed.last().cloned() {
            self.store.give_back(vec![lease], visible_at, error).await?;
            self.failed.pop();
        }
        Ok(())
    }

    fn is_settled(&self) -> bool {
        self.done.is_empty() && self.failed.is_empty()
    }

    async fn take(&mut self, room: usize) -> Result<(), StoreError> {
        let Settings { visibility, max_attempts, time_limit, poll, .. } = self.settings;
        let asked = Instant::now();
        let leases = self.store.next_batch(Take { limit: room, visibility, max_attempts, now: (self.clock)() }).await?;
        if std::mem::take(&mut self.one_dies) {
            self.census.one_died();
        }
        let now = Instant::now();
        self.ask_at = if leases.len() < room { now + poll } else { now };
        // The lease counts from before the store was asked.
        let until = (now + time_limit).min(asked + visibility);
        for lease in leases {
            // Its lease is over, and its handler, which blocks, still works.
            if !self.underway.has(lease.id.order) {
                self.underway.begin(&self.handler, lease, until);
            }
        }
        Ok(())
    }

    /// How many orders may be taken.
    fn room(&self) -> usize {
        self.settings.at_once.saturating_sub(self.underway.len())
    }

    /// Notes how a handler ended, and how all others did that have ended by now: the store learns it at once.
    fn note_all(&mut self, held: Held, end: End) {
        self.note(held, end);
        while let Some((held, end)) = self.underway.next_now() {
            self.note(held, end);
        }
    }

    fn note(&mut self, held: Held, end: End) {
        match end {
            End::Done => {
                self.done.push(held.lease.order);
                self.down = Down::default();
                self.taker_again = Instant::now();
                self.reports.metrics().count_handed_over();
            }
            End::Failed(error) => {
                let visible_at = self.visible_at(&held, &error);
                let error: String = error.to_string().chars().take(TOLD).collect();
                self.failed.push((held.lease, visible_at, Some(error.clone())));
                self.count_failure(held.lease.order);
                self.tell(held, error);
            }
            End::Dropped => self.failed.push((held.lease, (self.clock)(), None)),
        }
    }

    fn visible_at(&mut self, held: &Held, error: &HandoverError) -> i64 {
        let Settings { max_attempts, backoff, .. } = self.settings;
        let now = (self.clock)();
        if held.attempt >= max_attempts {
            // It is handed over no more: the store makes a dead letter of it when it is asked next.
            (self.one_dies, self.ask_at) = (true, Instant::now());
            return now;
        }
        let asked = error.asked_pause().unwrap_or_default().min(backoff.most);
        now.saturating_add(millis(backoff.pause(held.attempt).max(asked)))
    }

    fn count_failure(&mut self, order: OrderId) {
        self.reports.metrics().count_handover_failure();
        if self.down.orders.len() < self.settings.at_once.max(DOWN_AFTER) {
            self.down.orders.insert(order);
            return;
        }
        let now = Instant::now();
        if now >= self.taker_again {
            self.down.pauses = self.down.pauses.saturating_add(1);
            self.taker_again = now + WHILE_DOWN.pause(self.down.pauses);
        }
    }

    fn tell(&mut self, held: Held, error: String) {
        if self.told.is_some_and(|told| told.elapsed() < TELL_EACH) {
            self.not_told = self.not_told.saturating_add(1);
            return;
        }
        self.told = Some(Instant::now());
        let Held { lease, attempt, app, callback } = held;
        let others = std::mem::take(&mut self.not_told);
        self.reports
            .tell(&Alert::NotTaken { app, callback, order: lease.order, attempt, error, others }, (self.clock)());
    }

    /// Whatever does not end in time is given back.
    async fn end(mut self) {
        self.end_until(Instant::now() + self.settings.drain).await;
        self.underway.drop_all();
        self.end_until(Instant::now() + DROPPING).await;
    }

    async fn end_until(&mut self, end: Instant) {
        while let Ok(Some((held, ended))) = timeout_at(end, self.underway.next()).await {
            self.note_all(held, ended);
            // What could not be told the store is tried with the next one; after the last, the leases end by themselves.
            let _ = self.settle().await;
        }
        let _ = self.settle().await;
    }
}
