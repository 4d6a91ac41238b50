//! What carries requests. One that stands on reqwest and one on hyper come with the features of these names; anybody can
//! write another.
//!
//! In: a signed URL. Out: a status and a body, or whether bytes may have gone out. A transport repeats nothing, follows
//! no redirect and understands no answer.

#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod tls;

use core::{fmt, pin::Pin, time::Duration};
use std::sync::Arc;

use crate::{app::SigningKey, command::Method, redact::Redactor, request::SignedRequest};

#[cfg(feature = "hyper")]
pub use self::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// A future on the heap, as object-safe traits need it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error.
pub type BoxError = Box<dyn core::error::Error + Send + Sync>;

/// Sends one request, once.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and reads the answer, within [`HttpRequest::timeout`] and [`HttpRequest::body_limit`].
    ///
    /// Any status is an answer. Never repeat a request here of which anything may have gone out, and follow no redirect: a
    /// command may have been carried out.
    ///
    /// # Errors
    /// There is no answer. [`TransportError::NotSent`] and [`TransportError::NoRuntime`] only where not a byte of the request can have arrived. Errors must
    /// not show the URL; what shows the token, the sign or the secret is masked by the client.
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>>;

    /// Whether [`Transport::send`] itself ends when [`HttpRequest::timeout`] is over; if not, as unless said otherwise, the
    /// client cuts it off by a timer of its own.
    fn keeps_time(&self) -> bool {
        false
    }
}

/// One transport, and so one pool of connections, for several clients.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        T::send(self, request)
    }

    fn keeps_time(&self) -> bool {
        T::keeps_time(self)
    }
}

/// Outside of a runtime tokio panics.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn within_runtime() -> Result<(), TransportError> {
    tokio::runtime::Handle::try_current().map(drop).map_err(|_| TransportError::NoRuntime)
}

/// An HTTP request without a body. `Debug` shows the masked URL.
#[derive(Debug, Clone)]
pub struct HttpRequest {
    signed: SignedRequest,
    timeout: Duration,
    body_limit: usize,
    /// Nothing to send: what must not be shown if an answer says it.
    key: Option<SigningKey>,
}

impl HttpRequest {
    /// The request for a signed one.
    #[must_use]
    pub const fn new(signed: SignedRequest, timeout: Duration, body_limit: usize) -> Self {
        Self { signed, timeout, body_limit, key: None }
    }

    pub(crate) fn signed_with(self, key: &SigningKey) -> Self {
        Self { key: Some(key.clone()), ..self }
    }

    /// Masks all secrets of the request and of its app.
    pub(crate) fn redactor(&self) -> Redactor {
        Redactor::new(&self.signed, self.key.as_ref())
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.signed.method()
    }

    /// The whole URL. **It holds secrets.**
    #[must_use]
    pub fn url(&self) -> &str {
        self.signed.url()
    }

    /// The signed request behind it, for its masked URL.
    #[must_use]
    pub const fn signed(&self) -> &SignedRequest {
        &self.signed
    }

    /// How long everything may take, from connecting to the end of the body.
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The most bytes that the answer's body may have.
    #[must_use]
    pub const fn body_limit(&self) -> usize {
        self.body_limit
    }
}

/// An HTTP answer. `Debug` shows how long the body is, not what it says.
#[derive(Clone)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// What the header `Content-Type` says; `None` where there is none.
    pub content_type: Option<String>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// An answer without a content type.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, content_type: None, body: body.into() }
    }

    /// Sets the content type.
    #[must_use]
    pub fn content_type(self, content_type: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), ..self }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why there is no answer, and whether the request may have arrived.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// Not a byte of the request went out: DNS, connecting (also its time-out) or TLS failed.
    NotSent(BoxError),
    /// Not a byte of the request went out: there is no tokio runtime where it was sent from, and the transport lives on one.
    NoRuntime,
    /// The request may have arrived; no whole answer came in time.
    TimedOut,
    /// The request may have arrived; the call was dropped before the answer came.
    Abandoned,
    /// The request may have arrived; the connection broke.
    Broken(BoxError),
    /// The request arrived; its answer is too long to be one.
    BodyTooLarge {
        /// The most bytes.
        limit: usize,
    },
}

impl TransportError {
    /// Whether the request may have arrived, and so may have taken effect.
    #[must_use]
    pub const fn maybe_sent(&self) -> bool {
        !matches!(self, Self::NotSent(_) | Self::NoRuntime)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(_) => f.write_str("no connection"),
            Self::NoRuntime => f.write_str(
                "there is no tokio runtime here: send from within one, or take a client that waits (`build_blocking()`, \
                 feature `blocking`)",
            ),
            Self::TimedOut => f.write_str("no answer in time"),
            Self::Abandoned => f.write_str("the call was dropped before an answer came"),
            Self::Broken(_) => f.write_str("the connection broke before the answer was whole"),
            Self::BodyTooLarge { limit } => write!(f, "the answer has more than {limit} bytes"),
        }
    }
}

impl core::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::NotSent(source) | Self::Broken(source) => Some(&**source),
            Self::NoRuntime | Self::TimedOut | Self::Abandoned | Self::BodyTooLarge { .. } => None,
        }
    }
}
