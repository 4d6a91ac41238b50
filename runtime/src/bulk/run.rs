use core::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::stream::{FuturesOrdered, FuturesUnordered, Stream};

use super::{
    Bulk, OnProgress, StopOn,
    progress::{BulkSummary, Fate, Progress, Tally},
};
use crate::{code::ErrorCode, error::Error, transport::BoxFuture};

/// Requests that are being sent in bulk: a stream of their results.
///
/// Nothing goes on unless it is polled: between two results do what is quick, or hand it to a task. Do not send by the same
/// client there: one that stands still in the run may have the turn for which that call waits. Dropping it drops the calls
/// under way, as a [`Call`](crate::Call) is dropped: [`Hooks::abandoned`](crate::Hooks::abandoned) tells of those
/// that may have arrived.
#[must_use = "nothing is sent before it is polled"]
pub struct BulkRun<'a, I, T, E> {
    /// `None` when there are no more, or no more are wanted.
    items: Option<Items<'a, I, T, E>>,
    under_way: UnderWay<Numbered<'a, I, T, E>>,
    concurrency: usize,
    tally: Tally,
    is_stopped: bool,
    on_progress: Option<OnProgress>,
    stop_on: Option<StopOn<E>>,
}

type Items<'a, I, T, E> = Pin<Box<dyn Stream<Item = Sending<'a, I, T, E>> + Send + 'a>>;

/// One request; at its end the item comes back.
type Sending<'a, I, T, E> = BoxFuture<'a, (I, Result<T, E>)>;

/// What became of one item.
#[derive(Debug)]
#[non_exhaustive]
pub struct BulkResult<I, T, E> {
    /// The item's place among all, from 0.
    pub index: u64,
    /// The reply, or why there is none.
    pub result: Result<T, BulkFailure<I, E>>,
}

/// An item that failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct BulkFailure<I, E> {
    /// The item itself.
    pub item: I,
    /// Why it failed.
    pub error: E,
}

impl<'a, I, T, E> BulkRun<'a, I, T, E> {
    pub(super) fn new(bulk: Bulk<E>, items: impl Stream<Item = Sending<'a, I, T, E>> + Send + 'a) -> Self {
        let Bulk { concurrency, is_ordered, first, on_progress, stop_on } = bulk;
        Self {
            items: Some(Box::pin(items)),
            under_way: UnderWay::new(is_ordered),
            concurrency,
            tally: Tally::new(first),
            is_stopped: false,
            on_progress,
            stop_on,
        }
    }

    /// How far it has come.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.tally.progress
    }

    /// What there is to say at the end. Before it, this drops the run.
    #[must_use]
    pub fn into_summary(self) -> BulkSummary {
        BulkSummary { progress: self.tally.progress, unknown: self.tally.unknown, is_stopped: self.is_stopped }
    }

    /// Begins as many requests as may be under way.
    fn begin(&mut self, context: &mut Context<'_>) {
        while self.under_way.len() < self.concurrency {
            let Some(items) = &mut self.items else { return };
            match items.as_mut().poll_next(context) {
                Poll::Ready(Some(sending)) => self.under_way.push(Numbered { index: self.tally.begin(), sending }),
                Poll::Ready(None) => self.items = None,
                Poll::Pending => return,
            }
        }
    }
}

impl<I, T, G: ErrorCode, K: ErrorCode> BulkRun<'_, I, T, Error<G, K>> {
    /// The next result; `None` when all are there.
    pub async fn next(&mut self) -> Option<BulkResult<I, T, Error<G, K>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn end(&mut self, index: u64, item: I, result: Result<T, Error<G, K>>) -> BulkResult<I, T, Error<G, K>> {
        self.tally.end(index, fate(&result));
        let is_reason = |error| self.stop_on.as_mut().is_some_and(|is_reason| is_reason(error));
        if result.as_ref().err().is_some_and(is_reason) {
            self.is_stopped = true;
            self.items = None;
        }
        if let Some(tell) = &mut self.on_progress {
            tell(&self.tally.progress);
        }
        BulkResult { index, result: result.map_err(|error| BulkFailure { item, error }) }
    }
}

fn fate<T, G: ErrorCode, K: ErrorCode>(result: &Result<T, Error<G, K>>) -> Fate {
    match result {
        Ok(_) => Fate::Succeeded,
        Err(error) if error.cause().is_some_and(|cause| cause.may_have_taken_effect()) => Fate::Unknown,
        Err(_) => Fate::Failed,
    }
}

/// Everything in it stands on the heap by itself.
impl<I, T, E> Unpin for BulkRun<'_, I, T, E> {}

impl<I, T, G: ErrorCode, K: ErrorCode> Stream for BulkRun<'_, I, T, Error<G, K>> {
    type Item = BulkResult<I, T, Error<G, K>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.begin(context);
        match ready!(self.under_way.poll_next(context)) {
            Some((index, (item, result))) => Poll::Ready(Some(self.end(index, item, result))),
            None if self.items.is_some() => Poll::Pending,
            None => Poll::Ready(None),
        }
    }
}

impl<I, T, E> fmt::Debug for BulkRun<'_, I, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkRun")
            .field("progress", self.progress())
            .field("is_stopped", &self.is_stopped)
            .finish_non_exhaustive()
    }
}

/// A request under way, and which it is.
struct Numbered<'a, I, T, E> {
    index: u64,
    sending: Sending<'a, I, T, E>,
}

impl<I, T, E> Future for Numbered<'_, I, T, E> {
    type Output = (u64, (I, Result<T, E>));

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.sending.as_mut().poll(context).map(|ended| (self.index, ended))
    }
}

/// The requests under way, by the order in which their results are wanted.
enum UnderWay<F: Future> {
    Ordered(FuturesOrdered<F>),
    Unordered(FuturesUnordered<F>),
}

impl<F: Future> UnderWay<F> {
    fn new(is_ordered: bool) -> Self {
        if is_ordered { Self::Ordered(FuturesOrdered::new()) } else { Self::Unordered(FuturesUnordered::new()) }
    }

    /// What waits for what is before it counts too, or it would be collected without a bound.
    fn len(&self) -> usize {
        match self {
            Self::Ordered(futures) => futures.len(),
            Self::Unordered(futures) => futures.len(),
        }
    }

    fn push(&mut self, future: F) {
        match self {
            Self::Ordered(futures) => futures.push_back(future),
            Self::Unordered(futures) => futures.push(future),
        }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<F::Output>> {
        match self {
            Self::Ordered(futures) => Pin::new(futures).poll_next(context),
            Self::Unordered(futures) => Pin::new(futures).poll_next(context),
        }
    }
}
