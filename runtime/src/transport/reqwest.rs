//! The transport that stands on reqwest.

use core::time::Duration;

use ::reqwest::{
    Client,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
    redirect, retry,
};

use super::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, tls, within_runtime};
use crate::{
    client::{BuildError, refuse_zero},
    command::Method,
};

/// A pool of HTTP/1.1 connections by reqwest. Needs a tokio runtime with its network and its timers (`enable_all`): without
/// any it sends nothing and says so ([`TransportError::NoRuntime`]), in one that was built without them tokio panics.
///
/// It goes straight to the server: environment variables name no proxy here. It follows no redirect and repeats no request of
/// which anything may have gone out; one that had not begun when its pooled connection was closed goes to another.
#[derive(Debug)]
pub struct ReqwestTransport(Client);

impl ReqwestTransport {
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
        let client = Client::builder()
            .tls_backend_preconfigured(tls::config(https)?)
            .connect_timeout(connect_timeout)
            .http1_only()
            .no_proxy()
            .referer(false)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .build();
        client.map(Self).map_err(|error| BuildError::Transport(error.into()))
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn keeps_time(&self) -> bool {
        true
    }
}

impl ReqwestTransport {
    async fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        within_runtime()?;
        let to_send = match request.method() {
            Method::Get => self.0.get(request.url()),
            // hyper leaves the header out, and servers answer a POST without it with 411.
            Method::Post => self.0.post(request.url()).header(CONTENT_LENGTH, "0"),
        };
        let mut response = to_send.timeout(request.timeout()).send().await.map_err(classify)?;
        let status = response.status().as_u16();
        let content_type = response.headers().get(CONTENT_TYPE);
        let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let limit = request.body_limit();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(classify)? {
            if body.len() + chunk.len() > limit {
                return Err(TransportError::BodyTooLarge { limit });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(HttpResponse { status, content_type, body })
    }
}

fn classify(error: ::reqwest::Error) -> TransportError {
    // reqwest's errors show the URL, which holds the token.
    let error = error.without_url();
    // A connect time-out is both; nothing went out.
    if error.is_builder() || error.is_connect() {
        TransportError::NotSent(error.into())
    } else if error.is_timeout() {
        TransportError::TimedOut
    } else {
        TransportError::Broken(error.into())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The client would mask it too; here it must not be there in the first place.
    #[test]
    fn an_error_holds_no_url() {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let transport = ReqwestTransport::plain(Duration::from_secs(9)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let error = runtime.block_on(transport.0.get(format!("http://{address}/?canary")).send()).unwrap_err();
        assert!(format!("{error:?}").contains("canary"));
        assert!(!format!("{:?}", classify(error)).contains("canary"));
    }
}
