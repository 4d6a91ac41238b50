//! Requests over HTTP, on connections that are kept.

use std::{error::Error as _, time::Duration};

use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::{Uri, body::Bytes};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use tokio::time::timeout;

use super::error::ForwardError;

/// The most bytes of an answer that are read.
const ANSWER_LIMIT: usize = 64 * 1024;
/// For how long a connection is kept that nobody uses.
const IDLE: Duration = Duration::from_secs(30);

#[cfg(feature = "tls")]
type Connector = hyper_rustls::HttpsConnector<HttpConnector>;
#[cfg(not(feature = "tls"))]
type Connector = HttpConnector;

/// Sends each request once, follows no redirect, knows no proxy.
#[derive(Clone)]
pub(super) struct Wire {
    client: Client<Connector, Empty<Bytes>>,
    timeout: Duration,
}

/// An answer, whatever it says.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Wire {
    /// To `receiver` alone. Where it is asked over HTTP, nothing is read of the certificates that are trusted.
    pub(super) fn new(receiver: &str, trusted: Option<&[u8]>, timeout: Duration) -> Result<Self, ForwardError> {
        let is_https = receiver.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        let connector = connector(tcp, is_https, trusted)?;
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .build(connector);
        Ok(Self { client, timeout })
    }

    /// The answer, or why there is none; the reason shows no URL.
    pub(super) async fn get(&self, url: &str) -> Result<Answer, String> {
        let uri: Uri = url.parse().map_err(|_| "the URL is too long, or not one".to_owned())?;
        let answer = async {
            let response = self.client.get(uri).await.map_err(|error| match error.source() {
                Some(cause) => innermost(cause).to_string(),
                None => error.to_string(),
            })?;
            let status = response.status().as_u16();
            let body = Limited::new(response.into_body(), ANSWER_LIMIT).collect().await;
            let body = body.map_err(|error| format!("the answer broke off: {error}"))?;
            Ok(Answer { status, body: body.to_bytes().to_vec() })
        };
        timeout(self.timeout, answer).await.unwrap_or_else(|_| Err(format!("no answer within {:?}", self.timeout)))
    }
}

fn innermost<'e>(mut error: &'e (dyn std::error::Error + 'static)) -> &'e (dyn std::error::Error + 'static) {
    while let Some(source) = error.source() {
        error = source;
    }
    error
}

#[cfg(not(feature = "tls"))]
fn connector(tcp: HttpConnector, is_https: bool, _: Option<&[u8]>) -> Result<Connector, ForwardError> {
    if is_https {
        return Err(ForwardError::Tls { why: "an https address needs the feature `tls`".to_owned() });
    }
    Ok(tcp)
}

#[cfg(feature = "tls")]
fn connector(mut tcp: HttpConnector, is_https: bool, trusted: Option<&[u8]>) -> Result<Connector, ForwardError> {
    tcp.enforce_http(false);
    let config = tls(is_https, trusted).map_err(|why| ForwardError::Tls { why })?;
    Ok(hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(config)
        .https_or_http()
        .enable_http1()
        .wrap_connector(tcp))
}

/// Without `is_https` it trusts nobody: reading the system's trust anchors fails where there are none.
#[cfg(feature = "tls")]
fn tls(is_https: bool, trusted: Option<&[u8]>) -> Result<rustls::ClientConfig, String> {
    use std::sync::Arc;

    use rustls::{
        ClientConfig, RootCertStore,
        crypto::{CryptoProvider, ring},
        pki_types::{CertificateDer, pem::PemObject as _},
    };
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()));
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| error.to_string())?;
    let builder = match trusted {
        None if is_https => builder.with_platform_verifier().map_err(|error| error.to_string())?,
        None => builder.with_root_certificates(RootCertStore::empty()),
        Some(pem) => {
            let mut roots = RootCertStore::empty();
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate =
                    certificate.map_err(|error| format!("the trusted certificates are no PEM: {error}"))?;
                roots.add(certificate).map_err(|error| format!("a trusted certificate is none: {error}"))?;
            }
            if roots.is_empty() {
                return Err("there is no trusted certificate in what was given".to_owned());
            }
            builder.with_root_certificates(roots)
        }
    };
    Ok(builder.with_no_client_auth())
}
