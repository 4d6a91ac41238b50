//! The transport that stands on hyper alone, for throughput.

use core::{
    error::Error as _,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use std::sync::Arc;

use ::hyper::{
    Request, Uri,
    body::{Body as _, Bytes, Incoming},
    header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue},
};
use http_body_util::{BodyExt as _, Empty};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client, Error,
        connect::{HttpConnector, capture_connection},
    },
    rt::{TokioExecutor, TokioTimer},
};
use tokio::time::timeout;
use tower_service::Service;

use super::{BoxError, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, tls, within_runtime};
use crate::{
    client::{BuildError, refuse_zero},
    command::Method,
};

/// For how long a connection is kept that nobody uses; as long as reqwest keeps one.
const IDLE: Duration = Duration::from_secs(90);

/// A pool of HTTP/1.1 connections by hyper-util, for about two thirds of the processor time that
#[cfg_attr(feature = "reqwest", doc = "[`ReqwestTransport`](super::ReqwestTransport)")]
#[cfg_attr(not(feature = "reqwest"), doc = "reqwest")]
/// takes. Needs a tokio runtime with its network and its timers (`enable_all`): without any it sends nothing and says so
/// ([`TransportError::NoRuntime`]), in one that was built without them tokio panics.
///
/// It goes straight to the server: no proxy. It follows no redirect and repeats no request of which anything may have gone
/// out; one that had not begun when its pooled connection was closed goes to another. A time-out before there was a
/// connection is [`TransportError::NotSent`].
pub struct HyperTransport {
    client: Client<Connector, Empty<Bytes>>,
    connect_timeout: Duration,
}

impl HyperTransport {
    /// Over HTTPS and HTTP; with how long connecting may take, TLS included.
    ///
    /// # Errors
    /// There is no crypto provider, the system has no trust anchors, or `connect_timeout` is 0.
    pub fn new(connect_timeout: Duration) -> Result<Self, BuildError> {
        Self::over(connect_timeout, true)
    }

    /// Over HTTP alone, for a sandbox: needs no trust anchors.
    ///
    /// # Errors
    /// There is no crypto provider, or `connect_timeout` is 0.
    pub fn plain(connect_timeout: Duration) -> Result<Self, BuildError> {
        Self::over(connect_timeout, false)
    }

    pub(crate) fn over(connect_timeout: Duration, https: bool) -> Result<Self, BuildError> {
        refuse_zero("connect_timeout", connect_timeout)?;
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = HttpsConnectorBuilder::new().with_tls_config(tls::config(https)?);
        let connector = tls.https_or_http().enable_http1().wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            // Of a request that is tried again, hyper gives back the whole: it never took it from its queue.
            .retry_canceled_requests(true)
            .build(Connector { connector: Arc::new(connector), timeout: connect_timeout });
        Ok(Self { client, connect_timeout })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

impl Transport for HyperTransport {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn keeps_time(&self) -> bool {
        true
    }
}

impl HyperTransport {
    async fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        within_runtime()?;
        let mut to_send = to_send(request).map_err(TransportError::NotSent)?;
        // Connecting fails by itself unless the attempt ends before. To look on costs several allocations.
        let connection = (request.timeout() <= self.connect_timeout).then(|| capture_connection(&mut to_send));
        let answer = timeout(request.timeout(), self.answer(to_send, request.body_limit())).await;
        answer.unwrap_or_else(|_| {
            // It is set when the request is handed over to a connection.
            let is_waiting = connection.is_some_and(|connection| connection.connection_metadata().is_none());
            Err(if is_waiting { TransportError::NotSent(NOT_IN_TIME.into()) } else { TransportError::TimedOut })
        })
    }

    async fn answer(&self, to_send: Request<Empty<Bytes>>, limit: usize) -> Result<HttpResponse, TransportError> {
        let response = self.client.request(to_send).await.map_err(classify)?;
        let status = response.status().as_u16();
        let content_type = response.headers().get(CONTENT_TYPE);
        let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let body = read(response.into_body(), limit).await?;
        Ok(HttpResponse { status, content_type, body })
    }
}

fn to_send(request: &HttpRequest) -> Result<Request<Empty<Bytes>>, BoxError> {
    let uri: Uri = request.url().parse()?;
    if uri.authority().is_none() {
        return Err("the gateway's URL names no server".into());
    }
    let mut to_send = Request::new(Empty::new());
    *to_send.uri_mut() = uri;
    *to_send.method_mut() = match request.method() {
        Method::Get => ::hyper::Method::GET,
        Method::Post => {
            // hyper leaves the header out, and servers answer a POST without it with 411.
            to_send.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            ::hyper::Method::POST
        }
    };
    Ok(to_send)
}

async fn read(mut body: Incoming, limit: usize) -> Result<Vec<u8>, TransportError> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(TransportError::BodyTooLarge { limit });
    }
    let mut whole = Vec::with_capacity(announced);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| TransportError::Broken(error.into()))?;
        let Some(chunk) = frame.data_ref() else { continue };
        if whole.len() + chunk.len() > limit {
            return Err(TransportError::BodyTooLarge { limit });
        }
        whole.extend_from_slice(chunk);
    }
    Ok(whole)
}

fn classify(error: Error) -> TransportError {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<::hyper::Error>());
    // hyper calls so what it never took from its queue.
    let never_begun = cause.is_some_and(::hyper::Error::is_canceled);
    if error.is_connect() || never_begun {
        TransportError::NotSent(error.into())
    } else {
        TransportError::Broken(error.into())
    }
}

const NOT_IN_TIME: &str = "no connection in time";

/// Connects within a time: `HttpConnector`'s own time-out knows neither of names nor of TLS. Each request clones it twice,
/// whether it connects or not.
#[derive(Clone)]
struct Connector {
    connector: Arc<HttpsConnector<HttpConnector>>,
    timeout: Duration,
}

impl Service<Uri> for Connector {
    type Response = <HttpsConnector<HttpConnector> as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let (mut connector, allowed) = (HttpsConnector::clone(&self.connector), self.timeout);
        Box::pin(async move {
            let connect = async {
                poll_fn(|context| connector.poll_ready(context)).await?;
                connector.call(uri).await
            };
            timeout(allowed, connect).await.unwrap_or_else(|_| Err(NOT_IN_TIME.into()))
        })
    }
}
