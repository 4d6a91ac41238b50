//! Keeps secrets out of everything that is shown: an answer or a foreign error may echo them.

use core::fmt;
use std::error::Error;

use qq_cgi_wire::percent;

use crate::{app::SigningKey, request::SignedRequest, secret::Secret, transport::TransportError};

/// The most characters of an excerpt.
const EXCERPT: usize = 200;

/// How many bytes of a body an excerpt is made of: enough even if much of it is masked. In an outage pages come by thousands.
const LOOKED_AT: usize = 4_096;

/// Shorter texts are no secrets: tests have such. To mask `t` would garble every message, and show by the gaps what it hides.
/// The sandbox has the same bound.
const SHORTEST: usize = 6;

/// The fewest characters of a secret that are masked without its rest: who cut a text may have cut a secret.
const PART: usize = 8;

const MASK: &str = "***";

/// Replaces the secrets of one request or call.
pub(crate) struct Redactor {
    /// Longest first: a secret inside another one must not spoil the longer match.
    secrets: Vec<String>,
}

impl Redactor {
    /// Replaces what the request shows, and the secrets of its app where they are known.
    pub(crate) fn new(request: &SignedRequest, key: Option<&SigningKey>) -> Self {
        let keys = key.into_iter().flat_map(SigningKey::all);
        let mut secrets: Vec<_> = keys.map(Secret::expose).filter(|secret| is_secret(secret)).flat_map(forms).collect();
        for value in request.hidden_values() {
            let raw = percent::decode(value).and_then(|raw| String::from_utf8(raw).ok());
            if let Some(raw) = raw.filter(|raw| is_secret(raw)) {
                secrets.push(value.to_owned());
                secrets.extend(forms(&raw));
            }
        }
        Self::of(secrets)
    }

    /// Replaces these.
    pub(crate) fn of(mut secrets: Vec<String>) -> Self {
        secrets.retain(|secret| is_secret(secret));
        secrets.sort_by_key(|secret| core::cmp::Reverse(secret.len()));
        secrets.dedup();
        Self { secrets }
    }

    /// `text` with its secrets masked, however often they are quoted in it: JSON inside of JSON has `\\\"` and `\/`.
    pub(crate) fn text(&self, text: &str) -> String {
        let text = self.secrets.iter().fold(text.to_owned(), |text, secret| masked(&text, secret).unwrap_or(text));
        self.without_parts(&text)
    }

    /// `text` without the beginnings of secrets. Of the forms of a secret the one goes that reaches furthest.
    fn without_parts(&self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.chars();
        loop {
            let here = rest.as_str();
            let after =
                self.secrets.iter().filter_map(|secret| after_part(here, secret)).min_by_key(|after| after.len());
            match (after, rest.next()) {
                (Some(after), _) => {
                    kept.push_str(MASK);
                    rest = after.chars();
                }
                (None, Some(next)) => kept.push(next),
                (None, None) => return kept,
            }
        }
    }

    /// The beginning of a body: masked before it is cut, so that no half of a secret is left at the cut.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        let beginning = body.get(..LOOKED_AT).unwrap_or(body);
        let text = self.text(&String::from_utf8_lossy(beginning));
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

    /// The beginning of what a server says of a refusal.
    pub(crate) fn message(&self, text: &str) -> String {
        let end = text.floor_char_boundary(LOOKED_AT);
        self.text(text.get(..end).unwrap_or(text)).chars().take(EXCERPT).collect()
    }

    /// `error`, or where it would show a secret, its masked text in its place: transports are written by many people.
    pub(crate) fn guard(&self, error: TransportError) -> TransportError {
        match error {
            TransportError::NotSent(source) => TransportError::NotSent(self.guard_source(source)),
            TransportError::Broken(source) => TransportError::Broken(self.guard_source(source)),
            other @ (TransportError::NoRuntime
            | TransportError::TimedOut
            | TransportError::Abandoned
            | TransportError::BodyTooLarge { .. }) => other,
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

/// The bound is for secrets as they are, not for what becomes of them in a URL.
const fn is_secret(text: &str) -> bool {
    text.len() >= SHORTEST
}

/// `text` without `secret`; `None` where it holds none.
fn masked(text: &str, secret: &str) -> Option<String> {
    let (before, mut rest) = split_around(text, secret)?;
    let mut masked = before.to_owned() + MASK;
    while let Some((before, after)) = split_around(rest, secret) {
        masked.extend([before, MASK]);
        rest = after;
    }
    Some(masked + rest)
}

/// What stands before and after the first `secret`.
fn split_around<'a>(text: &'a str, secret: &str) -> Option<(&'a str, &'a str)> {
    let mut begins = text.match_indices(secret.chars().next()?);
    let split = |(at, _)| text.split_at_checked(at).and_then(|(before, from)| Some((before, strip(from, secret)?)));
    begins.find_map(split)
}

/// `text` without the `secret` with which it begins. Backslashes may stand between its characters.
fn strip<'a>(text: &'a str, secret: &str) -> Option<&'a str> {
    secret.chars().try_fold(text, strip_next)
}

/// What stands in `text` after the part of `secret` with which it begins; `None` where that is short.
fn after_part<'a>(text: &'a str, secret: &str) -> Option<&'a str> {
    let mut rest = text.strip_prefix(secret.chars().next()?)?;
    let mut found = 1;
    for next in secret.chars().skip(1) {
        let Some(after) = strip_next(rest, next) else { break };
        (rest, found) = (after, found + 1);
    }
    (found >= PART).then_some(rest)
}

fn strip_next(text: &str, next: char) -> Option<&str> {
    text.strip_prefix(next).or_else(|| text.trim_start_matches('\\').strip_prefix(next))
}

/// How others may write a secret, backslashes aside: as it is, percent-encoded in either case and as a form, in JSON of
/// ASCII alone.
fn forms(secret: &str) -> [String; 5] {
    let encoded = percent::encode(secret);
    let form = encoded.replace("%20", "+");
    [secret.to_owned(), lower_hex(&encoded), form, encoded, in_ascii(secret)]
}

/// `u00e9` in place of `é`; the backslash before it is one of those aside.
fn in_ascii(secret: &str) -> String {
    let mut text = String::new();
    for unit in secret.encode_utf16().map(u32::from) {
        match char::from_u32(unit).filter(char::is_ascii) {
            Some(ascii) => text.push(ascii),
            None => {
                text.push('u');
                text.extend([12, 8, 4, 0].map(|digit| char::from_digit((unit >> digit) & 15, 16).unwrap_or_default()));
            }
        }
    }
    text
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
