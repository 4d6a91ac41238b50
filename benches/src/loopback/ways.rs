//! The ways: ours and the bare clients under them.

use core::time::Duration;

use http_body_util::{BodyExt as _, Empty};
use hyper::{Request, Uri, body::Bytes};
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::TokioExecutor,
};
use qq_cgi::{BoxError, Client, HyperTransport, ReqwestTransport, Session, Transport};

use crate::sample::{ACCESS_TOKEN, APP, OPENID, SECRET, request};

const CONNECT: Duration = Duration::from_secs(1);

/// As long as an attempt of ours may take.
const ATTEMPT: Duration = Duration::from_secs(3);

/// How many ways there are.
pub const WAYS: usize = 6;

/// A way to send the sample once and read the answer.
#[derive(Clone)]
pub enum Way {
    /// A session of ours: signs, writes the URL, sends, decodes.
    Ours(Session),
    /// reqwest with a finished URL, which it parses for each request; the body is read and not decoded.
    Reqwest(reqwest::Client, String),
    /// hyper-util's pool with a finished URL, likewise; within a time or without any.
    Hyper(legacy::Client<HttpConnector, Empty<Bytes>>, String, Option<Duration>),
}

/// The names of [`all`].
pub const NAMES: [&str; WAYS] =
    ["bare reqwest", "with time-out", "ours on reqwest", "bare hyper-util", "with time-out", "ours on hyper"];

/// All ways to the server on `port`.
///
/// # Errors
/// A client cannot be built.
pub fn all(port: u16) -> Result<[Way; WAYS], BoxError> {
    let origin = format!("http://127.0.0.1:{port}");
    let on_reqwest = session(&origin, ReqwestTransport::plain(CONNECT)?)?;
    let on_hyper = session(&origin, HyperTransport::plain(CONNECT)?)?;
    let url = on_reqwest.sign(&request())?.url().to_owned();
    Ok([
        Way::Reqwest(bare_reqwest()?.build()?, url.clone()),
        Way::Reqwest(bare_reqwest()?.timeout(ATTEMPT).build()?, url.clone()),
        Way::Ours(on_reqwest),
        Way::Hyper(bare_hyper(), url.clone(), None),
        Way::Hyper(bare_hyper(), url, Some(ATTEMPT)),
        Way::Ours(on_hyper),
    ])
}

impl Way {
    /// Sends and reads.
    ///
    /// # Errors
    /// There was no answer, or not 200.
    pub async fn once(&self) -> Result<(), BoxError> {
        let status = match self {
            Self::Ours(session) => return Ok(session.send(&request()).await.map(drop)?),
            Self::Reqwest(client, url) => {
                let response = client.get(url).send().await?;
                let status = response.status();
                response.bytes().await?;
                status
            }
            Self::Hyper(client, url, None) => on_hyper(client, url).await?,
            Self::Hyper(client, url, Some(within)) => tokio::time::timeout(*within, on_hyper(client, url)).await??,
        };
        if status.as_u16() == 200 { Ok(()) } else { Err(format!("HTTP {status}").into()) }
    }
}

async fn on_hyper(
    client: &legacy::Client<HttpConnector, Empty<Bytes>>,
    url: &str,
) -> Result<hyper::StatusCode, BoxError> {
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = url.parse::<Uri>()?;
    let response = client.request(request).await?;
    let status = response.status();
    response.into_body().collect().await?.to_bytes();
    Ok(status)
}

fn session(origin: &str, transport: impl Transport) -> Result<Session, BoxError> {
    let client = Client::builder().app(APP, SECRET).origin(origin).transport(transport).build()?;
    Ok(client.session(OPENID, ACCESS_TOKEN))
}

/// As ours, as far as it shows in what is sent.
fn bare_reqwest() -> Result<reqwest::ClientBuilder, BoxError> {
    let tls = rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into());
    let tls = tls.with_safe_default_protocol_versions()?.with_root_certificates(rustls::RootCertStore::empty());
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls.with_no_client_auth());
    Ok(builder.http1_only().no_proxy().referer(false))
}

fn bare_hyper() -> legacy::Client<HttpConnector, Empty<Bytes>> {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    legacy::Client::builder(TokioExecutor::new()).build(connector)
}
