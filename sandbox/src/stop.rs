//! Whether the sandbox is to stop: whatever waits must not hold that up.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

/// Tells everyone to stop by being dropped.
pub(crate) struct Stopper {
    _channel: watch::Sender<()>,
}

/// Is told.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<()>);

pub(crate) fn stop() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(());
    (Stopper { _channel: sender }, Stop(receiver))
}

impl Stop {
    /// Ends when the sandbox stops.
    pub(crate) async fn asked(mut self) {
        // Nothing is ever sent: the channel closes.
        while self.0.changed().await.is_ok() {}
    }

    /// Waits for `span`; whether the sandbox stops before it is over.
    pub(crate) async fn within(self, span: Duration) -> bool {
        let until = Instant::now() + span;
        tokio::select! {
            () = self.asked() => true,
            () = sleep_until(until) => false,
        }
    }
}
