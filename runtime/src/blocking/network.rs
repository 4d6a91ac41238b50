//! The one thread on which sockets and timers live.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

use super::WithinRuntime;

#[derive(Debug)]
pub(super) struct Network(Option<Runtime>);

impl Network {
    pub(super) fn start() -> io::Result<Self> {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("qq-cgi").enable_all();
        builder.build().map(|runtime| Self(Some(runtime)))
    }

    /// Waits for `future` on the calling thread, as many threads as there are at once.
    pub(super) fn wait<T>(&self, future: impl Future<Output = T>) -> Result<T, WithinRuntime> {
        // tokio panics where a thread of a runtime waits.
        match &self.0 {
            Some(runtime) if Handle::try_current().is_err() => Ok(runtime.block_on(future)),
            _ => Err(WithinRuntime),
        }
    }
}

/// A runtime that is dropped inside another one waits for its thread, and tokio panics there.
impl Drop for Network {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
