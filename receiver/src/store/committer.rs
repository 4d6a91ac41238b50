//! Group commit: whoever waits while a transaction is written shares the next one.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::{Cause, Order, QuarantineId, Quarantined, Store, StoreError, StoreFuture, Stored};

/// The most orders of one transaction.
const BATCH: usize = 256;

/// Puts what many callers bring into few batches, and tells each caller when its own is durable. Nobody waits for a batch
/// to fill: while one is written the next one gathers.
///
/// Clones share the batches. What runs them ends when the last clone is gone and everything that waited is stored.
#[derive(Debug, Clone)]
pub struct Committer {
    orders: mpsc::Sender<Waiter<Order, Stored>>,
    quarantine: mpsc::Sender<Waiter<Quarantined, QuarantineId>>,
}

impl Committer {
    /// A committer to `store`.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            orders: start(Arc::clone(&store), |store, batch| store.insert(batch)),
            quarantine: start(store, |store, batch| store.quarantine(batch)),
        }
    }

    /// Stores an order; it is durable when this returns `Ok`. If the caller goes away meanwhile it may be stored all the
    /// same.
    ///
    /// # Errors
    /// It may not be acknowledged. All of its batch fail together.
    pub async fn submit(&self, order: Order) -> Result<Stored, StoreError> {
        ask(&self.orders, order).await
    }

    /// Keeps something in quarantine; it is durable when this returns `Ok`.
    ///
    /// # Errors
    /// It may not be acknowledged. All of its batch fail together.
    pub async fn quarantine(&self, quarantined: Quarantined) -> Result<QuarantineId, StoreError> {
        ask(&self.quarantine, quarantined).await
    }
}

async fn ask<T, A>(queue: &mpsc::Sender<Waiter<T, A>>, item: T) -> Result<A, StoreError> {
    let (answer, answered) = oneshot::channel();
    queue.send(Waiter { item, answer }).await.map_err(|_| StoreError::Closed)?;
    answered.await.map_err(|_| StoreError::Closed)?
}

#[derive(Debug)]
struct Waiter<T, A> {
    item: T,
    answer: oneshot::Sender<Result<A, StoreError>>,
}

type Commit<T, A> = for<'s> fn(&'s dyn Store, Vec<T>) -> StoreFuture<'s, Vec<A>>;

fn start<T: Send + 'static, A: Send + 'static>(
    store: Arc<dyn Store>,
    commit: Commit<T, A>,
) -> mpsc::Sender<Waiter<T, A>> {
    let (sender, mut waiting) = mpsc::channel(BATCH);
    tokio::spawn(async move {
        let mut batch: Vec<Waiter<T, A>> = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            let (items, answers): (Vec<_>, Vec<_>) = batch.drain(..).map(|waiter| (waiter.item, waiter.answer)).unzip();
            tell(answers, commit(store.as_ref(), items).await);
        }
    });
    sender
}

fn tell<A>(waiters: Vec<oneshot::Sender<Result<A, StoreError>>>, stored: Result<Vec<A>, StoreError>) {
    let stored = stored.and_then(|answers| whole(answers, waiters.len()));
    match stored {
        // A waiter that went away needs no answer.
        Ok(answers) => waiters.into_iter().zip(answers).for_each(|(waiter, answer)| drop(waiter.send(Ok(answer)))),
        Err(error) => waiters.into_iter().for_each(|waiter| drop(waiter.send(Err(error.clone())))),
    }
}

/// With an answer too few or too many, nobody knows whose is whose.
fn whole<A>(answers: Vec<A>, waiters: usize) -> Result<Vec<A>, StoreError> {
    if answers.len() == waiters {
        return Ok(answers);
    }
    let cause = format!("{} answers to a batch of {waiters}", answers.len());
    Err(StoreError::Internal(Cause::from(Box::<dyn std::error::Error + Send + Sync>::from(cause))))
}
