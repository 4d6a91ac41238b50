//! Handlers at work.

use std::{collections::HashMap, sync::Arc};

use tokio::{
    task::{Id, JoinError, JoinSet},
    time::{Instant, timeout_at},
};

use super::{Delivery, Handler, HandoverError};
use crate::store::{Lease, LeaseId, OrderId};

/// Handlers, each in a task of its own, and the leases that they work on.
#[derive(Default)]
pub(super) struct Underway {
    tasks: JoinSet<Result<(), HandoverError>>,
    held: HashMap<Id, Held>,
}

/// What is known of an order while its handler works.
pub(super) struct Held {
    pub(super) lease: LeaseId,
    pub(super) attempt: u32,
    pub(super) app: String,
    pub(super) callback: String,
}

/// How a handler ended.
pub(super) enum End {
    Done,
    Failed(HandoverError),
    /// It was dropped before it could end.
    Dropped,
}

impl Underway {
    pub(super) fn len(&self) -> usize {
        self.tasks.len()
    }

    pub(super) fn has(&self, order: OrderId) -> bool {
        self.held.values().any(|held| held.lease.order == order)
    }

    /// Begins to hand an order over, and drops the handler at `until`.
    pub(super) fn begin<H: Handler>(&mut self, handler: &Arc<H>, lease: Lease, until: Instant) {
        let held = Held {
            lease: lease.id,
            attempt: lease.order.attempts,
            app: lease.order.order.app.to_string(),
            callback: lease.order.order.callback.to_string(),
        };
        let (handler, delivery) = (Arc::clone(handler), Delivery::from(lease));
        let begun = Instant::now();
        let task = self.tasks.spawn(async move {
            let too_late = |_| {
                let seconds = until.saturating_duration_since(begun).as_secs_f64();
                Err(HandoverError::new(format!("not done within {seconds:.1} s")))
            };
            timeout_at(until, handler.handle(delivery)).await.unwrap_or_else(too_late)
        });
        self.held.insert(task.id(), held);
    }

    /// The next handler that has ended; `None` where none is at work. May be dropped without losing one.
    pub(super) async fn next(&mut self) -> Option<(Held, End)> {
        let joined = self.tasks.join_next_with_id().await?;
        self.ended(joined)
    }

    /// One that has ended already.
    pub(super) fn next_now(&mut self) -> Option<(Held, End)> {
        let joined = self.tasks.try_join_next_with_id()?;
        self.ended(joined)
    }

    pub(super) fn drop_all(&mut self) {
        self.tasks.abort_all();
    }

    fn ended(&mut self, joined: Result<(Id, Result<(), HandoverError>), JoinError>) -> Option<(Held, End)> {
        let (id, end) = match joined {
            Ok((id, Ok(()))) => (id, End::Done),
            Ok((id, Err(error))) => (id, End::Failed(error)),
            Err(error) if error.is_cancelled() => (error.id(), End::Dropped),
            // What it says has been printed where it happened.
            Err(error) => (error.id(), End::Failed(HandoverError::new("the handler panicked"))),
        };
        self.held.remove(&id).map(|held| (held, end))
    }
}
