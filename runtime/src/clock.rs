//! Time: by what time-outs, retries and limits wait.

#[cfg(feature = "tokio")]
mod tokio;

use core::time::Duration;
use std::{sync::Arc, time::Instant};

#[cfg(feature = "tokio")]
pub use self::tokio::TokioClock;
use crate::transport::BoxFuture;

/// Tells the time and waits.
///
/// With the feature `tokio` (part of `reqwest`) a client has tokio's. Without any, deadlines are not kept and nothing is
/// tried again after a pause; what a transport does by itself stays.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Instant;

    /// Ends after `time`; `None` where nothing can wait, for instance outside of the runtime that would do it.
    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>>;
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> Instant {
        T::now(self)
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        T::sleep(self, time)
    }
}
