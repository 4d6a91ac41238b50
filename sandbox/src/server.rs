//! The HTTP server: accepting, answering, draining.

use std::{convert::Infallible, fmt, net::SocketAddr, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{
    Request, Response,
    body::{Body, Bytes, Incoming as IncomingBody},
    header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use qq_cgi_model::model::Model;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use crate::{
    builder::{Builder, StartError},
    log::LogEntry,
    vendor::{Explained, Incoming, Vendor},
};

/// Connections at a time; more wait in the operating system's queue.
const CONNECTIONS: usize = 256;
/// The most bytes of a request's head.
const HEAD_LIMIT: usize = 16 * 1024;
/// After a failed accept, most likely for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

const DIAGNOSIS: HeaderName = HeaderName::from_static("x-qq-cgi-diagnosis");
const NOTE: HeaderName = HeaderName::from_static("x-qq-cgi-note");

/// A running sandbox. Dropping it ends it at once; [`Sandbox::shutdown`] lets requests under way end first.
pub struct Sandbox {
    vendor: Arc<Vendor>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// A sandbox for `model`, still to be started.
    #[must_use]
    pub fn builder(model: Model) -> Builder {
        Builder::new(model)
    }

    pub(crate) async fn start(mut builder: Builder) -> Result<Self, StartError> {
        let vendor = Arc::new(builder.vendor()?);
        let failed = |source| StartError::Listen { address: builder.listen, source };
        let listener = TcpListener::bind(builder.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopped) = oneshot::channel();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(builder.header_timeout).max_buf_size(HEAD_LIMIT);
        let server = Server { vendor: Arc::clone(&vendor), http, drain: builder.drain };
        let server = tokio::spawn(server.run(listener, stopped));
        Ok(Self { vendor, address, stop: Some(stop), server })
    }

    /// Where it answers: `http://127.0.0.1:PORT`. Paths are those of the spec's gateways.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The most recent requests, a thousand at most, oldest first.
    #[must_use]
    pub fn log(&self) -> Vec<LogEntry> {
        self.vendor.log.entries()
    }

    /// Takes no further connection and waits for the requests under way, no longer than [`Builder::drain_time`].
    pub async fn shutdown(mut self) {
        self.stop.take();
        // It fails only if the server's task panicked, and then it has ended too.
        let _ = (&mut self.server).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

struct Server {
    vendor: Arc<Vendor>,
    http: http1::Builder,
    drain: Duration,
}

impl Server {
    async fn run(self, listener: TcpListener, mut stopped: oneshot::Receiver<()>) {
        let permits = Arc::new(Semaphore::new(CONNECTIONS));
        let graceful = GracefulShutdown::new();
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                _ = &mut stopped => break,
                Some(_) = connections.join_next() => {}
                accepted = accept(&listener, &permits) => match accepted {
                    Some((stream, permit)) => self.spawn(stream, permit, &graceful, &mut connections),
                    None => sleep(ACCEPT_PAUSE).await,
                },
            }
        }
        drop(listener);
        let drained = async {
            graceful.shutdown().await;
            while connections.join_next().await.is_some() {}
        };
        // Whoever is left after that ends with the set that holds the connections.
        let _ = timeout(self.drain, drained).await;
    }

    fn spawn(
        &self,
        stream: TcpStream,
        permit: OwnedSemaphorePermit,
        graceful: &GracefulShutdown,
        connections: &mut JoinSet<()>,
    ) {
        let vendor = Arc::clone(&self.vendor);
        let service = service_fn(move |request: Request<IncomingBody>| {
            let response = respond(&vendor, &request);
            async { Ok::<_, Infallible>(response) }
        });
        let connection = graceful.watch(self.http.serve_connection(TokioIo::new(stream), service));
        connections.spawn(async move {
            // A peer that hangs up or sends no HTTP is its own affair.
            let _ = connection.await;
            drop(permit);
        });
    }
}

async fn accept(listener: &TcpListener, permits: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(permits).acquire_owned().await.ok()?;
    let (stream, _) = listener.accept().await.ok()?;
    Some((stream, permit))
}

fn respond(vendor: &Vendor, request: &Request<IncomingBody>) -> Response<Full<Bytes>> {
    let explained = vendor.answer(&Incoming {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query().unwrap_or_default(),
        has_body: !request.body().is_end_stream(),
    });
    response(explained)
}

fn response(explained: Explained) -> Response<Full<Bytes>> {
    let Explained { answer, diagnosis, note } = explained;
    let mut response = Response::new(Full::from(answer.body));
    *response.status_mut() = hyper::StatusCode::from_u16(answer.status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    for (name, value) in [(ALLOW, answer.allow), (DIAGNOSIS, diagnosis), (NOTE, note)] {
        // The texts are printable ASCII, see `header`; nothing is lost here.
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}
