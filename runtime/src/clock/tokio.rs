use core::time::Duration;
use std::time::Instant;

use ::tokio::{runtime::Handle, time};

use super::Clock;
use crate::transport::BoxFuture;

/// The clock of tokio, paused where that is. It can wait within a tokio runtime only; one that was built without
/// `enable_time` has no timer, and tokio panics.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        time::Instant::now().into_std()
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        Handle::try_current().ok()?;
        Some(Box::pin(time::sleep(time)))
    }
}
