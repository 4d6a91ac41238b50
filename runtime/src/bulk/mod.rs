//! Many requests, a bounded number of them at a time.
//!
//! In: requests as they come from anywhere, each with the session that sends it. Out: what became of each, and a place to
//! go on from. **Invariants**: no more requests are held than are under way; whatever was begun has its result handed
//! out, also after a stop; nothing is tried again here: that is the client's.

mod progress;
mod run;

use futures_util::stream::{self, Stream, StreamExt as _};

pub use self::{
    progress::{BulkSummary, Progress},
    run::{BulkFailure, BulkResult, BulkRun},
};
use crate::{
    code::ErrorCode,
    command::{Command, Gateway},
    error::{Error, SendError},
    session::Session,
    transport::BoxFuture,
};

/// How many requests are to be sent in bulk; `E` is the error of one of them.
///
/// ```no_run
/// # use qq_cgi::{Bulk, Command, Gateway, Session, SendError};
/// # fn save(_: u64) {}
/// # async fn report<C: Command + 'static>(
/// #     reports: impl Iterator<Item = (Session, C)> + Send + 'static,
/// #     saved: u64,
/// #     is_about_the_app: fn(<C::Gateway as Gateway>::Code) -> bool,
/// # ) {
/// let mut run = Bulk::new(64)
///     .resume_at(saved)
///     .on_progress(|progress| save(progress.settled))
///     // A `matches!` on the variants for an unknown app and a wrong sign: every other item would fail alike. Do not stop
///     // by a remedy: one player's wrong openid may have the same.
///     .stop_on(move |error: &SendError<C>| error.gateway_code().is_some_and(is_about_the_app))
///     .run(reports);
/// while let Some(item) = run.next().await {
///     if let Err(failure) = item.result {
///         let (_player, _report) = failure.item; // here it is back: send it once more, or write it down
///         eprintln!("report {}: {}", item.index, failure.error);
///     }
/// }
/// let summary = run.into_summary();
/// println!("{} sent; go on at {}; look into {:?}", summary.progress.succeeded, summary.progress.settled, summary.unknown);
/// # }
/// ```
///
/// With a [`RateLimit`](crate::RateLimit) the calls wait for it within their deadline: more at a time than the rate lets
/// through in that time are in vain, and fail with [`Error::NotStarted`].
#[must_use = "nothing is sent before `.run(…)` is polled"]
pub struct Bulk<E> {
    concurrency: usize,
    is_ordered: bool,
    first: u64,
    on_progress: Option<OnProgress>,
    stop_on: Option<StopOn<E>>,
}

type OnProgress = Box<dyn FnMut(&Progress) + Send>;
type StopOn<E> = Box<dyn FnMut(&E) -> bool + Send>;

impl<E> Bulk<E> {
    /// At most `concurrency` requests at a time; 0 is taken for 1, because there would never be an end. Results come as they
    /// are ready.
    pub const fn new(concurrency: usize) -> Self {
        let concurrency = if concurrency == 0 { 1 } else { concurrency };
        Self { concurrency, is_ordered: false, first: 0, on_progress: None, stop_on: None }
    }

    /// Results come in the order of the items. One that takes long then holds up the others.
    pub const fn ordered(mut self) -> Self {
        self.is_ordered = true;
        self
    }

    /// Passes over as many items at the beginning, to go on where an earlier run ended ([`Progress::settled`]). The items
    /// must come in the same order as before. After a run that was cut off, some from there on may have been sent already:
    /// of a command that is not idempotent, find out about them first.
    pub const fn resume_at(mut self, index: u64) -> Self {
        self.first = index;
        self
    }

    /// Is called before each result is handed out.
    pub fn on_progress(mut self, tell: impl FnMut(&Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(tell));
        self
    }

    /// Begins nothing further after an error for which this says `true`. What is under way is waited for, and its results
    /// are handed out.
    pub fn stop_on(mut self, is_reason: impl FnMut(&E) -> bool + Send + 'static) -> Self {
        self.stop_on = Some(Box::new(is_reason));
        self
    }
}

impl<E> core::fmt::Debug for Bulk<E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { concurrency, is_ordered, first, .. } = self;
        f.debug_struct("Bulk")
            .field("concurrency", concurrency)
            .field("is_ordered", is_ordered)
            .field("first", first)
            .finish_non_exhaustive()
    }
}

impl<G: ErrorCode, K: ErrorCode> Bulk<Error<G, K>> {
    /// Sends each request by its session.
    pub fn run<'a, C, I>(self, items: I) -> BulkRun<'a, (Session, C), C::Reply, SendError<C>>
    where
        C: Command<Code = K, Gateway: Gateway<Code = G>> + 'a,
        I: IntoIterator<Item = (Session, C), IntoIter: Send + 'a>,
    {
        self.run_by(stream::iter(items), |(session, request)| async move {
            let result = session.send(&request).await;
            ((session, request), result)
        })
    }

    /// Sends each item in a way of your own: by another method, with a deadline, one of several commands. What `send` makes
    /// gives the item back beside its result. `futures_util::stream::iter` makes a stream of an iterator.
    pub fn run_by<'a, T, S, F, Sending>(self, items: S, mut send: F) -> BulkRun<'a, S::Item, T, Error<G, K>>
    where
        S: Stream + Send + 'a,
        F: FnMut(S::Item) -> Sending + Send + 'a,
        Sending: Future<Output = (S::Item, Result<T, Error<G, K>>)> + Send + 'a,
    {
        let first = usize::try_from(self.first).unwrap_or(usize::MAX);
        let begin = move |item| -> BoxFuture<'a, _> { Box::pin(send(item)) };
        BulkRun::new(self, items.skip(first).map(begin))
    }
}
