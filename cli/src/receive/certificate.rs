//! The receiver's certificate: read at the start, and again when its files change.

use std::{
    io,
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use qq_cgi_receiver::{
    Alert,
    http::{Tls, TlsError},
};
use tokio::time::sleep;

use crate::{
    args::ReceiveArgs,
    output::{Failure, complain},
};

/// How often the files are looked at.
const PERIOD: Duration = Duration::from_mins(1);

pub(super) fn read(args: &ReceiveArgs) -> Result<Option<Tls>, Failure> {
    let (Some(certificate), Some(key)) = (&args.tls_cert, &args.tls_key) else { return Ok(None) };
    let tls = Tls::read(certificate, key).map_err(|error| Failure::new(error.to_string()))?;
    if others_can_read(key) {
        complain(&format!("warning: other users of this machine can read the key `{}`: chmod o-r it", key.display()));
    }
    Ok(Some(tls))
}

#[cfg(unix)]
fn others_can_read(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    std::fs::metadata(file).is_ok_and(|metadata| metadata.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &Path) -> bool {
    false
}

/// When the certificate is read again whether its files have changed or not: at SIGHUP, where there is one.
pub(super) struct Asked(#[cfg(unix)] Option<tokio::signal::unix::Signal>);

impl Asked {
    /// Without a certificate, SIGHUP stays what it is.
    #[cfg(unix)]
    pub(super) fn of(tls: Option<&Tls>) -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self(tls.map(|_| signal(SignalKind::hangup())).transpose()?))
    }

    #[cfg(not(unix))]
    pub(super) fn of(_: Option<&Tls>) -> io::Result<Self> {
        Ok(Self())
    }

    #[cfg(unix)]
    async fn again(&mut self) {
        match &mut self.0 {
            Some(hangups) => drop(hangups.recv().await),
            None => std::future::pending().await,
        }
    }

    #[cfg(not(unix))]
    async fn again(&mut self) {
        std::future::pending().await
    }
}

/// Reads the certificate again when it is asked to and when its files change, and tells of it; never ends.
pub(super) async fn renew(tls: Option<&Tls>, mut asked: Asked) {
    let Some(tls) = tls else { return std::future::pending().await };
    loop {
        let renewed = tokio::select! {
            () = asked.again() => tls.renew().map(|()| true),
            () = sleep(PERIOD) => tls.renew_if_changed(),
        };
        if let Some(alert) = alert(renewed) {
            complain(&alert.to_json(unix_ms()));
        }
    }
}

fn alert(renewed: Result<bool, TlsError>) -> Option<Alert> {
    match renewed {
        Ok(true) => Some(Alert::CertificateRenewed),
        Ok(false) => None,
        Err(error) => Some(Alert::CertificateKept { error: error.to_string() }),
    }
}

fn unix_ms() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}
