//! Keeps secrets out of everything that is shown: an answer or a foreign error may echo them.

use core::fmt;
use std::error::Error;

use qq_cgi_wire::percent;

use crate::{app::SigningKey, request::SignedRequest, transport::TransportError};

/// The most characters of an excerpt.
const EXCERPT: usize = 200;

const MASK: &str = "***";

/// Replaces the secrets of one request or call.
pub(crate) struct Redactor {
    /// Longest first: a secret inside another one must not spoil the longer match.
    secrets: Vec<String>,
}

impl Redactor {
    pub(crate) fn new(request: &SignedRequest, key: &SigningKey) -> Self {
        let mut secrets = hidden(request);
        secrets.extend(key.all().flat_map(|secret| forms(secret.expose())));
        Self::of(secrets)
    }

    /// Replaces what the request shows. The app's secret is no part of it.
    #[cfg(feature = "testing")]
    pub(crate) fn of_request(request: &SignedRequest) -> Self {
        Self::of(hidden(request))
    }

    /// Replaces these.
    pub(crate) fn of(mut secrets: Vec<String>) -> Self {
        secrets.retain(|secret| !secret.is_empty());
        secrets.sort_by_key(|secret| core::cmp::Reverse(secret.len()));
        secrets.dedup();
        Self { secrets }
    }

    /// `text` with its secrets masked.
    pub(crate) fn text(&self, text: &str) -> String {
        self.secrets.iter().fold(
            text.to_owned(),
            |text, secret| {
                if text.contains(secret) { text.replace(secret, MASK) } else { text }
            },
        )
    }

    /// The beginning of a body: masked as a whole before it is cut, so that no half of a secret is left at the cut.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        let text = self.text(&String::from_utf8_lossy(body));
        let mut excerpt = String::new();
        for character in text.chars() {
            let escaped =
                if character.is_control() { character.escape_default().to_string() } else { character.into() };
            if excerpt.chars().count() + escaped.chars().count() > EXCERPT {
                break;
            }
            excerpt.push_str(&escaped);
        }
        excerpt
    }

    /// `error`, or where it would show a secret, its masked text in its place: transports are written by many people.
    pub(crate) fn guard(&self, error: TransportError) -> TransportError {
        match error {
            TransportError::NotSent(source) => TransportError::NotSent(self.guard_source(source)),
            TransportError::Broken(source) => TransportError::Broken(self.guard_source(source)),
            other @ (TransportError::TimedOut | TransportError::Abandoned | TransportError::BodyTooLarge { .. }) => {
                other
            }
        }
    }

    pub(crate) fn guard_source(&self, source: Box<dyn Error + Send + Sync>) -> Box<dyn Error + Send + Sync> {
        let mut texts = vec![source.to_string()];
        let mut cause = source.source();
        while let Some(error) = cause {
            texts.push(error.to_string());
            cause = error.source();
        }
        let shown = format!("{source:?} {}", texts.join(" "));
        if self.text(&shown) == shown { source } else { Box::new(Masked(self.text(&texts.join(": ")))) }
    }
}

/// The secrets of a request, as they stand in its URL and in other forms.
fn hidden(request: &SignedRequest) -> Vec<String> {
    let mut secrets = Vec::new();
    for value in request.hidden_values() {
        secrets.push(value.to_owned());
        let raw = percent::decode(value).and_then(|raw| String::from_utf8(raw).ok());
        secrets.extend(raw.iter().flat_map(|raw| forms(raw)));
    }
    secrets
}

/// How others may write a secret: as it is, percent-encoded in either case and as a form, as PHP writes JSON, as `Debug`.
fn forms(secret: &str) -> [String; 6] {
    let encoded = percent::encode(secret);
    let form = encoded.replace("%20", "+");
    [
        secret.to_owned(),
        lower_hex(&encoded),
        form,
        encoded,
        secret.replace('/', "\\/"),
        secret.escape_debug().to_string(),
    ]
}

/// `%e5` in place of `%E5`.
fn lower_hex(encoded: &str) -> String {
    let mut since_percent = 3_u8;
    let lower = |next: char| {
        since_percent = if next == '%' { 0 } else { since_percent.saturating_add(1) };
        if since_percent < 3 { next.to_ascii_lowercase() } else { next }
    };
    encoded.chars().map(lower).collect()
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redactor").finish_non_exhaustive()
    }
}

/// What is left of a foreign error that held a secret.
#[derive(Debug)]
struct Masked(String);

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Masked {}
