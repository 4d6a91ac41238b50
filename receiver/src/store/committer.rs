//! Group commit: whoever waits while a transaction is written shares the next one.
//!
//! **Invariant**: an order that the store refuses for what it is fails alone.

use std::sync::Arc;

use tokio::{
    sync::{mpsc, oneshot},
    task::yield_now,
};

use super::{Cause, Kept, Order, Quarantined, Store, StoreError, StoreFuture, Stored};

/// The most orders of one transaction.
const BATCH: usize = 256;

/// The most turns of the runtime before a batch begins; where there are several threads, two or three bring all there are.
const TURNS: usize = 4;

/// The most failures for one batch, where each may cost the store as much as a batch: enough to find several culprits among
/// [`BATCH`], and to end soon where everything fails.
const FAILURES: usize = 32;

/// Puts what many callers bring into few batches, and tells each caller when its own is durable. Nobody waits for a batch
/// to fill: while one is written the next one gathers, and who was just answered has a few turns of the runtime to join it.
///
/// Clones share the batches. What runs them ends when the last clone is gone and everything that waited is stored.
#[derive(Debug, Clone)]
pub struct Committer {
    orders: mpsc::Sender<Waiter<Order, Stored>>,
    quarantine: mpsc::Sender<Waiter<Quarantined, Kept>>,
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
    /// It may not be acknowledged. Where the store is down all of its batch fail together.
    pub async fn submit(&self, order: Order) -> Result<Stored, StoreError> {
        ask(&self.orders, order).await
    }

    /// Keeps something in quarantine; it is durable when this returns `Ok`.
    ///
    /// # Errors
    /// It may not be acknowledged. Where the store is down all of its batch fail together.
    pub async fn quarantine(&self, quarantined: Quarantined) -> Result<Kept, StoreError> {
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

fn start<T: Clone + Send + 'static, A: Send + 'static>(
    store: Arc<dyn Store>,
    commit: Commit<T, A>,
) -> mpsc::Sender<Waiter<T, A>> {
    let (sender, mut waiting) = mpsc::channel(BATCH);
    tokio::spawn(async move {
        let mut batch: Vec<Waiter<T, A>> = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            let (items, answers): (Vec<_>, Vec<_>) = batch.drain(..).map(|waiter| (waiter.item, waiter.answer)).unzip();
            settle(store.as_ref(), commit, items, answers).await;
            gather(&waiting).await;
        }
    });
    sender
}

/// Lets those who were just answered bring what they have at hand, while each turn brings more. Otherwise the next batch
/// would begin with the first of them, and all others would wait for it.
async fn gather<T>(waiting: &mpsc::Receiver<T>) {
    for _ in 0..TURNS {
        let before = waiting.len();
        if before >= BATCH {
            return;
        }
        yield_now().await;
        if waiting.len() == before {
            return;
        }
    }
}

/// Has a batch stored, and halves of it where the store says that something in it is wrong, until that is found.
async fn settle<T: Clone, A>(
    store: &dyn Store,
    commit: Commit<T, A>,
    items: Vec<T>,
    waiters: Vec<oneshot::Sender<Result<A, StoreError>>>,
) {
    let mut failures = 0;
    let mut to_do = vec![(items, waiters)];
    while let Some((mut items, mut waiters)) = to_do.pop() {
        let stored = commit(store, items.clone()).await;
        failures += usize::from(stored.is_err());
        if may_be_one(stored.as_ref().err()) && items.len() > 1 && failures < FAILURES {
            let half = items.len() / 2;
            to_do.push((items.split_off(half), waiters.split_off(half)));
            to_do.push((items, waiters));
        } else {
            tell(waiters, stored);
        }
    }
}

/// Whether others could be stored although this batch was not. A store that is damaged is not asked again.
const fn may_be_one(error: Option<&StoreError>) -> bool {
    matches!(error, Some(StoreError::Internal(_)))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::task::JoinSet;

    use super::{super::Sqlite, *};

    /// Its number, whether no batch with it can be stored, and how often the store was asked.
    type Item = (usize, bool, Arc<AtomicUsize>);

    fn commit(_: &dyn Store, batch: Vec<Item>) -> StoreFuture<'_, Vec<usize>> {
        Box::pin(async move {
            if let Some((.., asked)) = batch.first() {
                asked.fetch_add(1, Ordering::Relaxed);
            }
            if batch.iter().any(|(_, refused, _)| *refused) {
                return Err(StoreError::Internal(Arc::new(std::io::Error::other("no such text here"))));
            }
            Ok(batch.into_iter().map(|(number, ..)| number).collect())
        })
    }

    /// What becomes of a full batch, of which some are refused.
    async fn settled(refused: fn(usize) -> bool) -> (Vec<usize>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path().join("orders.db")).unwrap();
        let asked = Arc::<AtomicUsize>::default();
        let items = (0..BATCH).map(|number| (number, refused(number), Arc::clone(&asked))).collect();
        let (waiters, answers): (Vec<_>, Vec<_>) = (0..BATCH).map(|_| oneshot::channel()).unzip();
        settle(&store, commit, items, waiters).await;
        let mut failed = Vec::new();
        for (number, answer) in answers.into_iter().enumerate() {
            match answer.await.unwrap() {
                Ok(answer) => assert_eq!(answer, number),
                Err(_) => failed.push(number),
            }
        }
        (failed, asked.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn what_is_refused_fails_alone_and_a_store_that_refuses_all_is_soon_left() {
        assert_eq!(settled(|_| false).await, (vec![], 1));
        // The batch, and both halves of what is refused, eight times.
        assert_eq!(settled(|number| number == 100).await, (vec![100], 17));
        assert_eq!(settled(|number| matches!(number, 0 | 128 | 255)).await.0, [0, 128, 255]);
        let (failed, asked) = settled(|_| true).await;
        assert_eq!(failed.len(), BATCH);
        assert!(asked < 50, "{asked}");
    }

    /// With one thread, on which whoever is woken last runs next.
    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn who_was_just_answered_is_in_the_next_batch_with_all_others() {
        const EACH: usize = 20;
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path().join("orders.db")).unwrap();
        let asked = Arc::<AtomicUsize>::default();
        let item = (0, false, Arc::clone(&asked));
        let callers = async move {
            let queue = start(Arc::new(store), commit);
            let mut callers = JoinSet::new();
            for _ in 0..64 {
                let (queue, item) = (queue.clone(), item.clone());
                callers.spawn(async move {
                    for _ in 0..EACH {
                        ask(&queue, item.clone()).await.unwrap();
                    }
                });
            }
            callers.join_all().await;
        };
        tokio::spawn(callers).await.unwrap();
        // Without the others, each first one would have a batch of its own.
        let asked = asked.load(Ordering::Relaxed);
        assert!(asked < EACH + EACH / 2, "{asked}");
    }
}
