//! Waiting to be told to end.

use std::io;

/// Ends with SIGTERM or SIGINT.
#[cfg(unix)]
pub(crate) fn asked() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    // A signal is counted from its registration on; registering needs the runtime that this is called in.
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends with Ctrl-C.
#[cfg(not(unix))]
pub(crate) fn asked() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a signal to wait for, ending at once is better than never.
        let _ = tokio::signal::ctrl_c().await;
    })
}
