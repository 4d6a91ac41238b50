//! One connection, which ends whatever its peer does.

use std::{
    convert::Infallible,
    future::pending,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::watch,
    time::{Instant, sleep, sleep_until, timeout, timeout_at},
};

use super::{respond::Responder, tls::Tls};

pub(super) struct Connection {
    pub(super) responder: Arc<Responder>,
    pub(super) http: http1::Builder,
    pub(super) tls: Option<Tls>,
    pub(super) head: Duration,
    pub(super) lifetime: Duration,
    pub(super) drain: Duration,
    pub(super) stopped: watch::Receiver<bool>,
}

impl Connection {
    pub(super) async fn serve(self, stream: TcpStream, peer: SocketAddr) {
        // Answers are small and written at once; where it cannot be had, they are only slower.
        let _ = stream.set_nodelay(true);
        let Some(tls) = &self.tls else { return self.answer(stream, peer, None).await };
        let by = Instant::now() + self.head;
        let mut stopped = self.stopped.clone();
        let shaken = tokio::select! {
            shaken = timeout_at(by, tls.shake_hands(stream)) => shaken,
            // Nothing was asked yet.
            () = asked_to_stop(&mut stopped) => return,
        };
        // A peer without TLS, or one that does not trust the certificate, is its own affair.
        if let Ok(Ok(stream)) = shaken {
            self.answer(stream, peer, Some(by)).await;
        }
    }

    /// With a moment by which the first request has to be there; without one, the bound of a head is enough.
    async fn answer(self, stream: impl AsyncRead + AsyncWrite + Unpin, peer: SocketAddr, by: Option<Instant>) {
        let Self { responder, http, lifetime, drain, mut stopped, .. } = self;
        let asked = Arc::new(AtomicBool::new(false));
        let silent = still_silent(by, Arc::clone(&asked));
        let answering = Arc::clone(&responder);
        let service = service_fn(move |request: Request<Incoming>| {
            asked.store(true, Ordering::Relaxed);
            let responder = Arc::clone(&answering);
            async move { Ok::<_, Infallible>(responder.respond(request, peer.ip()).await) }
        });
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            ended = connection.as_mut() => {
                // A peer that hangs up is its own affair; one that sends no HTTP may be a sender that is set wrong.
                if ended.is_err_and(|error| error.is_parse()) {
                    responder.count_malformed();
                }
                return;
            }
            () = silent => return,
            () = asked_to_stop(&mut stopped) => {}
            () = sleep(lifetime) => {}
        }
        connection.as_mut().graceful_shutdown();
        // A peer that does not read its answers, or does not send the rest of its request, is left.
        let _ = timeout(drain, connection).await;
    }
}

/// Ends at `by` if nothing was asked until then.
async fn still_silent(by: Option<Instant>, asked: Arc<AtomicBool>) {
    let Some(by) = by else { return pending().await };
    sleep_until(by).await;
    if asked.load(Ordering::Relaxed) {
        pending::<()>().await;
    }
}

/// Ends when the server is to stop, or is gone.
pub(super) async fn asked_to_stop(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_is_asked_ends_the_wait_for_a_first_request() {
        let head = Duration::from_secs(5);
        let (begun, later) = (Instant::now(), Instant::now() + head);
        still_silent(Some(later), Arc::default()).await;
        assert_eq!(begun.elapsed(), head);
        for (by, asked) in [(Some(Instant::now() + head), true), (None, false)] {
            assert!(timeout(head * 10, still_silent(by, Arc::new(asked.into()))).await.is_err());
        }
    }
}
