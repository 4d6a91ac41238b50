//! The transport that stands on reqwest, rustls and ring.

use core::time::Duration;
use std::sync::Arc;

use ::reqwest::{
    Client,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
    redirect, retry,
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt as _;

use super::{BoxError, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use crate::command::Method;

/// One pool of HTTP/1.1 connections. Straight to the server: environment variables name no proxy here.
#[derive(Debug)]
pub(crate) struct ReqwestTransport(Client);

impl ReqwestTransport {
    /// `https` says whether any request will go over TLS: reading the system's trust anchors takes a while and fails where
    /// there are none, as in many a container.
    pub(crate) fn new(connect_timeout: Duration, https: bool) -> Result<Self, BoxError> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls(https)?)
            .connect_timeout(connect_timeout)
            .http1_only()
            .no_proxy()
            .referer(false)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .build()?;
        Ok(Self(client))
    }
}

/// A configuration of its own: needs no provider installed for the process and leaves an installed one alone.
fn tls(https: bool) -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?;
    let builder =
        if https { builder.with_platform_verifier()? } else { builder.with_root_certificates(RootCertStore::empty()) };
    Ok(builder.with_no_client_auth())
}

impl Transport for ReqwestTransport {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

impl ReqwestTransport {
    async fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
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
        let transport = ReqwestTransport::new(Duration::from_secs(9), false).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let error = runtime.block_on(transport.0.get(format!("http://{address}/?canary")).send()).unwrap_err();
        assert!(format!("{error:?}").contains("canary"));
        assert!(!format!("{:?}", classify(error)).contains("canary"));
    }
}
