//! What is read or opened again while the receiver runs: the certificate when its files change, and at SIGHUP the access log as
//! well. SIGHUP never ends a receiver: it is listened to before anything else is done.

use std::{io, time::Duration};

use qq_cgi_receiver::{Alert, http::Tls};
use tokio::time::sleep;

use super::certificate;
use crate::{clock::unix_ms, log_file::LogFile, output::complain};

/// How often the certificate's files are looked at.
const PERIOD: Duration = Duration::from_mins(1);

/// SIGHUP, where there is one.
pub(super) struct Hangups(#[cfg(unix)] tokio::signal::unix::Signal);

impl Hangups {
    #[cfg(unix)]
    pub(super) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        signal(SignalKind::hangup()).map(Self)
    }

    #[cfg(not(unix))]
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self())
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        std::future::pending::<()>().await;
    }
}

/// Opens and reads again what there is to, and tells of it; never ends.
pub(super) async fn follow(mut hangups: Hangups, tls: Option<&Tls>, log: Option<&LogFile>) {
    loop {
        let renewed = tokio::select! {
            () = hangups.next() => {
                if let Some(Err(error)) = log.map(LogFile::reopen) {
                    complain(&Alert::AccessLogDown { error }.to_json(unix_ms()));
                }
                tls.map(|tls| tls.renew().map(|()| true))
            }
            () = sleep(PERIOD) => tls.map(Tls::renew_if_changed),
        };
        if let Some(alert) = renewed.and_then(certificate::alert) {
            complain(&alert.to_json(unix_ms()));
        }
    }
}
