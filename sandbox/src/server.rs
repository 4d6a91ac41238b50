//! The HTTP server: accepting, answering, draining.

use std::{fmt, net::SocketAddr, sync::Arc, time::Duration};

use hyper::{
    HeaderMap, Request, Response, StatusCode,
    body::{Body, Incoming as IncomingBody},
    header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use qq_cgi_model::{model::Model, suggest::nearest};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use crate::{
    builder::{self, Builder, StartError},
    deliveries::{Deliveries, UnknownCommand},
    fault::{Fault, Faults},
    log::LogEntry,
    payload::{HungUp, Payload},
    socket::{End, Socket},
    stop::{Stop, Stopper, stop},
    vendor::{Explained, Incoming, Vendor},
};

/// The most bytes of a request's head.
const HEAD_LIMIT: usize = 16 * 1024;
/// After a failed accept, most likely for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

const DIAGNOSIS: HeaderName = HeaderName::from_static("x-qq-cgi-diagnosis");
const NOTE: HeaderName = HeaderName::from_static("x-qq-cgi-note");
/// In a request, the fault that it asks for; in an answer, the faults that befell it.
const FAULT: HeaderName = HeaderName::from_static("x-qq-cgi-fault");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A running sandbox. Dropping it ends it at once; [`Sandbox::shutdown`] lets requests under way end first.
pub struct Sandbox {
    vendor: Arc<Vendor>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// A running sandbox for a generated module, given as its `SPEC_FILES` and `BASE_FILES`: on a free port, with the apps
    /// and players of the spec's examples.
    ///
    /// # Errors
    /// As for [`Builder::start`].
    pub async fn start(files: &[(&str, &str)], base: &[(&str, &str)]) -> Result<Self, StartError> {
        Self::of_spec(files, base).start().await
    }

    /// A sandbox for a generated module, given as its `SPEC_FILES` and `BASE_FILES`, still to be started.
    #[must_use]
    pub fn of_spec(files: &[(&str, &str)], base: &[(&str, &str)]) -> Builder {
        Builder::new(builder::model_of(files, base))
    }

    /// A sandbox for `model`, still to be started.
    #[must_use]
    pub fn builder(model: Model) -> Builder {
        Builder::new(Ok(model))
    }

    pub(crate) async fn run(mut builder: Builder) -> Result<Self, StartError> {
        let vendor = Arc::new(builder.vendor()?);
        let failed = |source| StartError::Listen { address: builder.listen, source };
        let listener = TcpListener::bind(builder.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopped) = oneshot::channel();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(builder.header_timeout).max_buf_size(HEAD_LIMIT);
        let server =
            Server { vendor: Arc::clone(&vendor), http, connections: builder.connections, drain: builder.drain };
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

    /// How often `command` was asked for, by its name on the wire, and how often that took effect; exact since the start,
    /// where [`Sandbox::log`] is cut short. Commands that nothing on the wire tells apart are counted together. To know
    /// doubles, some 40 bytes of each different request that took effect are kept until the sandbox ends.
    ///
    /// # Errors
    /// The spec has no such command.
    pub fn deliveries(&self, command: &str) -> Result<Deliveries, UnknownCommand> {
        let Vendor { model, routes, tally, .. } = &*self.vendor;
        if model.command(command).is_some() {
            return Ok(tally.of(routes.known_as(model, command)));
        }
        let known = model.commands.iter().map(|command| command.name.as_str());
        let suggestion = nearest(command, known).map(str::to_owned);
        Err(UnknownCommand { name: command.to_owned(), suggestion })
    }

    /// The same of all commands together.
    #[must_use]
    pub fn all_deliveries(&self) -> Deliveries {
        self.vendor.tally.in_all()
    }

    /// The faults of this sandbox, to be changed while it runs.
    #[must_use]
    pub fn faults(&self) -> Faults {
        Faults::new(Arc::clone(&self.vendor))
    }

    /// Takes no further connection and waits for the requests under way, no longer than [`Builder::drain_time`]. What a
    /// fault delays is answered at once, and what it leaves without an answer ends.
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
    connections: usize,
    drain: Duration,
}

impl Server {
    async fn run(self, listener: TcpListener, mut stopped: oneshot::Receiver<()>) {
        let permits = Arc::new(Semaphore::new(self.connections.min(Semaphore::MAX_PERMITS)));
        let graceful = GracefulShutdown::new();
        let (at_stop, stop) = stop();
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                _ = &mut stopped => break,
                Some(_) = connections.join_next() => {}
                accepted = accept(&listener, &permits) => match accepted {
                    Some((stream, permit)) => self.spawn(stream, permit, &stop, &graceful, &mut connections),
                    None => sleep(ACCEPT_PAUSE).await,
                },
            }
        }
        drop::<(TcpListener, Stopper)>((listener, at_stop));
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
        stop: &Stop,
        graceful: &GracefulShutdown,
        connections: &mut JoinSet<()>,
    ) {
        let (vendor, stop, end) = (Arc::clone(&self.vendor), stop.clone(), End::default());
        let socket = Socket::new(stream, end.clone());
        let service = service_fn(move |request: Request<IncomingBody>| {
            let explained = explain(&vendor, &request);
            // Most answers wait for nothing and pay for nothing.
            let fault = (!explained.struck.rules.is_empty()).then(|| (stop.clone(), end.clone()));
            async move {
                match fault {
                    Some((stop, end)) => respond_with_fault(explained, stop, end).await,
                    None => Ok(response(explained, Payload::whole)),
                }
            }
        });
        let connection = graceful.watch(self.http.serve_connection(TokioIo::new(socket), service));
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

fn explain(vendor: &Vendor, request: &Request<IncomingBody>) -> Explained {
    vendor.answer(&Incoming {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query().unwrap_or_default(),
        has_body: !request.body().is_end_stream(),
        fault: text(request.headers(), &FAULT),
        request_id: text(request.headers(), &REQUEST_ID),
    })
}

/// A header's text; one that is no text was not meant for the sandbox.
fn text<'r>(headers: &'r HeaderMap, name: &HeaderName) -> Option<&'r str> {
    headers.get(name)?.to_str().ok()
}

async fn respond_with_fault(explained: Explained, stop: Stop, end: End) -> Result<Response<Payload>, HungUp> {
    let delay = explained.struck.delay();
    if !delay.is_zero() {
        stop.clone().within(delay).await;
    }
    match explained.struck.fault() {
        Some(Fault::Hang) => {
            stop.within(Fault::LONGEST).await;
            Err(HungUp)
        }
        Some(Fault::Refuse) => Err(HungUp),
        Some(Fault::Reset) => {
            end.reset();
            Err(HungUp)
        }
        Some(Fault::ResetBody) => {
            end.reset();
            Ok(response(explained, Payload::torn))
        }
        Some(Fault::Drip(pause)) => {
            let pause = *pause;
            Ok(response(explained, |body| Payload::drip(body, pause, stop)))
        }
        _ => Ok(response(explained, Payload::whole)),
    }
}

fn response(explained: Explained, payload: impl FnOnce(String) -> Payload) -> Response<Payload> {
    let Explained { answer, diagnosis, note, fault, .. } = explained;
    let mut response = Response::new(payload(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let content_type = Some(answer.content_type.into_owned());
    for (name, value) in
        [(CONTENT_TYPE, content_type), (ALLOW, answer.allow), (DIAGNOSIS, diagnosis), (NOTE, note), (FAULT, fault)]
    {
        // The texts are printable ASCII, see `header`; nothing is lost here.
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}
