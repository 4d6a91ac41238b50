//! Handing stored orders over to the game's code, at least once each.
//!
//! In: a store, and a handler. Out: orders that are done, tried again later, or dead letters that somebody is told of.
//! **Invariant**: knows no callback; says "done" of nothing that the handler has not said it of; never hands one order to
//! two handlers within a lease.
//!
//! An order may be handed over more than once: the process may end after the handler has done its work and before the store
//! knows it. So the handler must know orders by [`Delivery::order`], or by app, callback and key, and do nothing for one that it has
//! had. Orders are begun oldest first, and those of one player may overtake each other.
//!
//! ```no_run
//! # use std::sync::Arc;
//! # use qq_cgi_receiver::{Reports, handover::{Delivery, Handover, Settings}, store::Sqlite};
//! # async fn hand_over() -> Result<(), Box<dyn std::error::Error>> {
//! let store = Arc::new(Sqlite::open("orders.db")?);
//! // Beside an intake in one process: `intake.reports().clone()`.
//! let reports = Reports::new(|alert, now| eprintln!("{}", alert.to_json(now)));
//! let handover = Handover::start(store, Settings::default(), reports, |delivery: Delivery| async move {
//!     // … give the player what `delivery.fields` says and keep `delivery.order`, in one transaction …
//!     Ok(())
//! })?;
//! # handover.stop().await;
//! # Ok(())
//! # }
//! ```

mod dead;
mod delivery;
mod runner;
mod settings;
mod underway;
#[cfg(feature = "webhook")]
mod webhook;

use std::{fmt, sync::Arc, time::Duration};

use tokio::{sync::oneshot, task::JoinHandle, time::timeout};

pub use delivery::{Delivery, HandoverError};
pub use settings::{Backoff, Settings, SettingsError};
#[cfg(feature = "webhook")]
pub use webhook::{Webhook, WebhookError, WebhookSecret};

use crate::{clock::unix_ms, reports::Reports, store::Store};
use runner::Runner;

/// How long, beyond what the settings say, dropped handlers and the store may take when all is to end.
const ENDING: Duration = Duration::from_secs(3);

/// Takes orders: an `async` closure or function of a [`Delivery`], or a type of its own.
///
/// What it returns as `Ok` is done for ever. After an error, a panic or too long a time the order comes again. A handler is
/// dropped at its next `await` when its time is over; one that blocks the thread cannot be, and its order waits for it.
pub trait Handler: Send + Sync + 'static {
    /// Does what is to be done for an order, or nothing if it was done before.
    ///
    /// # Errors
    /// It is not done, or nobody knows; the order comes again.
    fn handle(&self, delivery: Delivery) -> impl Future<Output = Result<(), HandoverError>> + Send;
}

impl<F, A> Handler for F
where
    F: Fn(Delivery) -> A + Send + Sync + 'static,
    A: Future<Output = Result<(), HandoverError>> + Send,
{
    fn handle(&self, delivery: Delivery) -> impl Future<Output = Result<(), HandoverError>> + Send {
        self(delivery)
    }
}

/// Orders are being handed over. Dropping it ends that at once, [`Handover::stop`] lets what is under way end first; orders
/// that were not done come again when their leases are over.
pub struct Handover {
    stop: Option<oneshot::Sender<()>>,
    drain: Duration,
    running: JoinHandle<()>,
}

impl Handover {
    /// Hands the orders of `store` to `handler` from now on. With the [`Intake`](crate::Intake)'s reports, an order that it stores is
    /// handed over at once; without, when the store is asked next.
    ///
    /// Any number of them may work on one store, in one process or in several whose clocks differ by less than
    /// [`Settings::visibility`] is longer than [`Settings::time_limit`].
    ///
    /// # Errors
    /// The settings contradict each other.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn start(
        store: Arc<dyn Store>,
        settings: Settings,
        reports: Reports,
        handler: impl Handler,
    ) -> Result<Self, SettingsError> {
        Self::start_by(unix_ms, store, settings, reports, handler)
    }

    /// The same by another clock, of milliseconds since 1970.
    ///
    /// # Errors
    /// The settings contradict each other.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn start_by(
        clock: impl Fn() -> i64 + Send + Sync + 'static,
        store: Arc<dyn Store>,
        settings: Settings,
        reports: Reports,
        handler: impl Handler,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let (stop, stopped) = oneshot::channel();
        let runner = Runner::new(Box::new(clock), store, settings, reports, handler);
        Ok(Self { stop: Some(stop), drain: settings.drain, running: tokio::spawn(runner.run(stopped)) })
    }

    /// Takes no further order, waits for what is under way no longer than [`Settings::drain`], and gives the rest back. Ends
    /// within 3 seconds more, whatever handlers and the store do.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        // If it panicked it has ended too; if it still waits for the store, dropping this ends it.
        let _ = timeout(self.drain.saturating_add(ENDING), &mut self.running).await;
    }
}

impl Drop for Handover {
    fn drop(&mut self) {
        self.running.abort();
    }
}

impl fmt::Debug for Handover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handover").field("running", &!self.running.is_finished()).finish_non_exhaustive()
    }
}
