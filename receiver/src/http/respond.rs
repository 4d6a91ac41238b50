//! From a request to its answer.

use std::{net::IpAddr, sync::Arc};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS},
};
use tokio::time::Instant;

use super::probe::Probe;
use crate::{
    clock::unix_ms,
    event::{Access, Outcome},
    intake::Intake,
};

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";
/// Prometheus' text format.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The most bytes of a path that are logged.
const LOGGED: usize = 200;

pub(super) struct Responder {
    intake: Arc<Intake>,
    probe: Probe,
    on_access: Box<dyn Fn(&Access) + Send + Sync>,
}

struct Reply {
    status: u16,
    content_type: &'static str,
    body: String,
    outcome: Option<Outcome>,
    why: Option<String>,
}

impl Reply {
    fn plain(status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        Self { status, content_type, body: body.into(), outcome: None, why: None }
    }
}

impl Responder {
    pub(super) fn new(intake: Arc<Intake>, on_access: Box<dyn Fn(&Access) + Send + Sync>) -> Self {
        Self { intake, probe: Probe::default(), on_access }
    }

    /// hyper has answered it, with a status alone.
    pub(super) fn count_malformed(&self) {
        self.intake.metrics().count_malformed();
    }

    pub(super) async fn respond(&self, request: Request<Incoming>, peer: IpAddr) -> Response<Full<Bytes>> {
        let (begun, now) = (Instant::now(), unix_ms());
        let reply = if request.method() == Method::GET {
            self.reply(request.uri().path(), request.uri().query().unwrap_or_default(), peer, now).await
        } else {
            Reply::plain(405, TEXT, "only GET is answered here\n")
        };
        (self.on_access)(&Access {
            unix_ms: now,
            peer,
            method: request.method().to_string(),
            path: loggable(request.uri().path()).to_owned(),
            status: reply.status,
            outcome: reply.outcome,
            why: reply.why.clone(),
            micros: u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        });
        response(reply)
    }

    async fn reply(&self, path: &str, query: &str, peer: IpAddr, now: i64) -> Reply {
        match path {
            "/healthz" => Reply::plain(200, TEXT, "alive\n"),
            "/readyz" if self.probe.is_ready(&self.intake, now).await => Reply::plain(200, TEXT, "ready\n"),
            "/readyz" => Reply::plain(503, TEXT, "the store takes no orders\n"),
            "/metrics" => Reply::plain(200, METRICS, self.intake.to_prometheus(now).await),
            _ => self.take(path, query, peer, now).await,
        }
    }

    /// In a task of its own: a peer that hangs up drops the request, and must not drop what is said of it.
    async fn take(&self, path: &str, query: &str, peer: IpAddr, now: i64) -> Reply {
        let (intake, path, query) = (Arc::clone(&self.intake), path.to_owned(), query.to_owned());
        let taking = tokio::spawn(async move { intake.take(peer, &path, &query, now).await });
        match taking.await {
            Ok(answer) => Reply {
                status: answer.status,
                content_type: JSON,
                body: answer.body,
                outcome: Some(answer.outcome),
                why: answer.why,
            },
            Err(_) => Reply::plain(500, TEXT, "a mistake of the receiver's own\n"),
        }
    }
}

/// As much of a path as can be no query: whoever encodes the `?` sends everything as the path.
fn loggable(path: &str) -> &str {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(byte);
    let length = path.bytes().take(LOGGED).take_while(is_plain).count();
    path.get(..length).unwrap_or_default()
}

fn response(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Callbacks are GETs: an answer that a proxy keeps would acknowledge what nobody stored.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if reply.status == 405 {
        headers.insert(ALLOW, HeaderValue::from_static("GET"));
    }
    response
}
