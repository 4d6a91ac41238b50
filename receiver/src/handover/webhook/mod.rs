//! Orders by HTTP, to a URL of the game's own, as Standard Webhooks has it: <https://www.standardwebhooks.com>.
//!
//! In: an order. Out: a signed POST, and whether the answer says that it was taken. **Invariant**: no error, log or `Debug`
//! shows a secret, or more of the URL than its origin.

mod answer;
mod secret;
mod tls;

use std::{
    error::Error,
    fmt::{self, Write as _},
    net::IpAddr,
    time::Duration,
};

use reqwest::{
    Client, Response, Url,
    header::{CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT},
    redirect, retry,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;

use super::{Delivery, Handler, HandoverError};
use crate::clock::unix_ms;
use answer::judge;
pub use secret::WebhookSecret;

const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");
const US: &str = concat!("qq-cgi-receiver/", env!("CARGO_PKG_VERSION"));

/// How long connecting may take, TLS included.
const CONNECT: Duration = Duration::from_secs(5);
/// How much of an answer's body is read, and how long.
const BODY: usize = 64 * 1024;
const BODY_WITHIN: Duration = Duration::from_secs(1);

/// Posts each order to a URL. It is taken if the status is 2xx, and comes again after any other, after a broken connection
/// and after [`Settings::time_limit`](super::Settings::time_limit).
///
/// The body is a JSON object: `type` (the callback), `app`, `order` (its number in the store), `key`, `received_unix_ms` and `data`
/// (the fields). It is the same with each attempt, and so is the header `webhook-id`, by which whoever takes it knows it
/// again: it is `order_` and 32 hex digits of the SHA-256 of the JSON list of callback, app and key, so that it stays the same in
/// another store too. `webhook-timestamp` is the attempt's, in seconds since 1970; `webhook-signature` is `v1,` and the HMAC-SHA256 of
/// `{id}.{timestamp}.{body}` in base64, one for each secret.
///
/// No redirect is followed, no proxy is used, and `Retry-After` is a lower bound for the pause. No status ends the attempts, not even
/// 410: what was paid for is either taken or a dead letter.
pub struct Webhook {
    client: Client,
    url: Url,
    secrets: Vec<WebhookSecret>,
}

/// Why there can be no such webhook. Shows neither the URL nor a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// It is no URL of `http` or `https` with a host.
    Url,
    /// It is no secret as Standard Webhooks has them.
    Secret,
    /// There is no secret, so anybody could bring orders.
    NoSecret,
    /// TLS cannot be had: the system has no trust anchors.
    Tls(String),
}

impl Webhook {
    /// Posts to `url`, signed with each of `secrets`: one, or two while one is replaced by another.
    ///
    /// # Errors
    /// The URL cannot be posted to, there is no secret, or the system has no trust anchors for `https`.
    pub fn new(url: &str, secrets: impl IntoIterator<Item = WebhookSecret>) -> Result<Self, WebhookError> {
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.filter(Url::has_host).ok_or(WebhookError::Url)?;
        let secrets: Vec<_> = secrets.into_iter().collect();
        if secrets.is_empty() {
            return Err(WebhookError::NoSecret);
        }
        let client = Client::builder()
            .tls_backend_preconfigured(tls::config(url.scheme() == "https")?)
            .connect_timeout(CONNECT)
            .http1_only()
            .no_proxy()
            .referer(false)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .build();
        let client = client.map_err(|error| WebhookError::Tls(cause(&error)))?;
        Ok(Self { client, url, secrets })
    }

    /// Where orders go, without path and query: `https://game.example`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Whether whoever is on the way can read the orders: there is no TLS, and the way leads out of this machine.
    #[must_use]
    pub fn is_readable_on_the_way(&self) -> bool {
        let host = self.url.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let stays_here = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
        self.url.scheme() == "http" && !stays_here
    }

    async fn post(&self, delivery: &Delivery) -> Result<(), HandoverError> {
        let (id, body) = (id(delivery), body(delivery));
        let timestamp = unix_ms() / 1_000;
        let signatures: Vec<_> = self.secrets.iter().map(|secret| secret.sign(&id, timestamp, &body)).collect();
        let posted = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, HeaderValue::from_static(US))
            .header(ID, id)
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, signatures.join(" "))
            .body(body)
            .send();
        let response = posted.await.map_err(|error| self.broken(error))?;
        let judged = judge(response.status(), response.headers());
        // The head has said everything: nobody waits for the rest, which is read so that the connection can be used again.
        tokio::spawn(timeout(BODY_WITHIN, read_away(response)));
        judged
    }

    /// Nobody knows whether it was taken.
    fn broken(&self, error: reqwest::Error) -> HandoverError {
        let (origin, error) = (self.origin(), error.without_url());
        HandoverError::new(match (error.is_connect(), error.is_timeout()) {
            (true, true) => format!("no connection to {origin} within {CONNECT:?}"),
            (true, false) => format!("cannot connect to {origin}: {}", cause(&error)),
            (false, _) => format!("the exchange with {origin} broke off: {}", cause(&error)),
        })
    }
}

impl Handler for Webhook {
    async fn handle(&self, delivery: Delivery) -> Result<(), HandoverError> {
        self.post(&delivery).await
    }
}

/// Not the store's number: with another store, or with two for one game, that would be another order's as well.
fn id(delivery: &Delivery) -> String {
    let Delivery { callback, app, key, .. } = delivery;
    let digest = Sha256::digest(json!([callback, app, key]).to_string());
    digest.iter().take(16).fold("order_".to_owned(), |mut id, byte| {
        // Writing to a text cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

fn body(delivery: &Delivery) -> String {
    let Delivery { order, app, callback, key, fields, received_at, .. } = delivery;
    let key = serde_json::from_str(key).unwrap_or_else(|_| Value::from(key.as_str()));
    json!({
        "type": callback, "app": app, "order": order.0, "key": key, "received_unix_ms": received_at, "data": fields,
    })
    .to_string()
}

async fn read_away(mut response: Response) {
    let mut read = 0;
    while let Ok(Some(chunk)) = response.chunk().await {
        read += chunk.len();
        if read > BODY {
            break;
        }
    }
}

/// What is at the bottom of an error: the layers above it say only that there was one.
fn cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").field("origin", &self.origin()).finish_non_exhaustive()
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url => f.write_str("the webhook's URL is none of http or https with a host"),
            Self::Secret => f.write_str(
                "a webhook's secret is `whsec_` and 24 to 64 bytes in base64, such as `openssl rand -base64 32` makes",
            ),
            Self::NoSecret => f.write_str("without a secret anybody could bring the game orders"),
            Self::Tls(why) => write!(f, "no TLS for the webhook: {why}"),
        }
    }
}

impl Error for WebhookError {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    fn webhook(url: &str) -> Result<Webhook, WebhookError> {
        Webhook::new(url, [SECRET.parse().unwrap()])
    }

    #[test]
    fn only_what_leaves_this_machine_in_the_clear_is_readable_on_the_way() {
        for (url, readable) in [
            ("http://127.0.0.1:8080/orders", false),
            ("http://[::1]/", false),
            ("http://localhost/", false),
            ("http://192.0.2.1/", true),
            ("http://localhost.game.example/", true),
            ("HTTP://game.example", true),
        ] {
            assert_eq!(webhook(url).unwrap().is_readable_on_the_way(), readable, "{url}");
        }
    }

    #[test]
    fn what_cannot_be_posted_to_is_refused_without_being_shown() {
        for url in ["", "c4nary", "/c4nary", "ftp://c4nary/", "file:///c4nary", "http:///?c4nary=", "mailto:c4nary@h"] {
            let error = webhook(url).unwrap_err();
            assert_eq!(error, WebhookError::Url, "{url}");
            assert!(!format!("{error} {error:?}").contains("c4nary"));
        }
        assert_eq!(Webhook::new("http://localhost/", []).unwrap_err(), WebhookError::NoSecret);
    }

    #[test]
    fn nothing_shows_more_of_the_url_than_its_origin() {
        let webhook = webhook("http://u5er:pa55@127.0.0.1:9/pa7h?c4nary#fra6ment").unwrap();
        let shown = format!("{webhook:?} {}", webhook.origin());
        assert!(shown.contains("http://127.0.0.1:9"), "{shown}");
        for hidden in ["u5er", "pa55", "pa7h", "c4nary", "fra6ment", "AAECAwQ"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }
}
