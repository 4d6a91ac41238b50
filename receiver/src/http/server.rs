//! Accepting, and draining.

use std::{fmt, io, net::SocketAddr, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::rt::TokioTimer;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use super::{
    connection::{Connection, asked_to_stop},
    respond::Responder,
    tls::Tls,
};
use crate::{event::Access, intake::Intake};

/// The most bytes of a request's head.
const HEAD_LIMIT: usize = 16 * 1024;
/// After a failed accept, most likely for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What no peer can stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// From the moment at which the server waits for a request to the end of its head. So long may a connection be silent,
    /// half-sent or idle.
    pub head: Duration,
    /// How long a connection takes further requests.
    pub lifetime: Duration,
    /// How long whatever is under way may go on, once the server or the connection is to end.
    pub drain: Duration,
    /// How many connections are served at once; others wait to be accepted.
    pub connections: usize,
}

/// 5 seconds, a minute, 5 seconds, 1,024.
impl Default for Bounds {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            lifetime: Duration::from_mins(1),
            drain: Duration::from_secs(5),
            connections: 1_024,
        }
    }
}

/// A running server. Dropping it ends it at once; [`Server::shutdown`] lets what is under way end first.
pub struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Listens on `address`, where port 0 is any free one. `on_access` hears of each request once it is answered.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(
        address: SocketAddr,
        bounds: Bounds,
        intake: Arc<Intake>,
        on_access: impl Fn(&Access) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let responder = Arc::new(Responder::new(intake, Box::new(on_access)));
        Self::run(address, bounds, responder, None).await
    }

    /// The same behind TLS. [`Bounds::head`] counts from the first byte of the handshake.
    ///
    /// # Errors
    /// As for [`Server::start`].
    #[cfg(feature = "tls")]
    pub async fn start_tls(
        address: SocketAddr,
        bounds: Bounds,
        tls: Tls,
        intake: Arc<Intake>,
        on_access: impl Fn(&Access) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let responder = Arc::new(Responder::new(intake, Box::new(on_access)));
        Self::run(address, bounds, responder, Some(tls)).await
    }

    async fn run(address: SocketAddr, bounds: Bounds, responder: Arc<Responder>, tls: Option<Tls>) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(HEAD_LIMIT);
        let accepting = Accepting { responder, http, tls, bounds, stopped };
        let accepting = tokio::spawn(accepting.run(listener));
        Ok(Self { address, stop, accepting })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no further connection and no further request, and waits for what is under way, no longer than
    /// [`Bounds::drain`].
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        // It fails only if the task panicked, and then it has ended too.
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

struct Accepting {
    responder: Arc<Responder>,
    http: http1::Builder,
    tls: Option<Tls>,
    bounds: Bounds,
    stopped: watch::Receiver<bool>,
}

impl Accepting {
    async fn run(mut self, listener: TcpListener) {
        let permits = Arc::new(Semaphore::new(self.bounds.connections.min(Semaphore::MAX_PERMITS)));
        let mut connections = JoinSet::new();
        let mut stopped = self.stopped.clone();
        loop {
            tokio::select! {
                () = asked_to_stop(&mut stopped) => break,
                Some(_) = connections.join_next() => {}
                accepted = accept(&listener, &permits) => match accepted {
                    Some((stream, peer, permit)) => self.spawn(stream, peer, permit, &mut connections),
                    None => sleep(ACCEPT_PAUSE).await,
                },
            }
        }
        drop(listener);
        // Each ends by itself within that time; whoever does not ends with the set.
        let all_ended = async { while connections.join_next().await.is_some() {} };
        let _ = timeout(self.bounds.drain, all_ended).await;
    }

    fn spawn(
        &mut self,
        stream: TcpStream,
        peer: SocketAddr,
        permit: OwnedSemaphorePermit,
        connections: &mut JoinSet<()>,
    ) {
        let connection = Connection {
            responder: Arc::clone(&self.responder),
            http: self.http.clone(),
            tls: self.tls.clone(),
            head: self.bounds.head,
            lifetime: self.bounds.lifetime,
            drain: self.bounds.drain,
            stopped: self.stopped.clone(),
        };
        connections.spawn(async move {
            connection.serve(stream, peer).await;
            drop(permit);
        });
    }
}

async fn accept(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = Arc::clone(permits).acquire_owned().await.ok()?;
    let (stream, peer) = listener.accept().await.ok()?;
    Some((stream, peer, permit))
}
