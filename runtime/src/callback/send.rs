//! The sender's side: a callback and a receiver's URL become the URL to get.

use core::fmt;

use qq_cgi_wire::{LineFeed, Signable, Text as _, percent, separator_after};

use super::{CallbackSpec, CallbackUrlError};
use crate::{secret::Secret, value::Record};

/// A callback that is ready to send, by GET. `Debug` shows the masked URL.
#[derive(Clone)]
pub struct SignedCallback {
    url: String,
    sign: String,
    /// Where the first name of the callback's own parameters stands in `url`.
    pairs_at: usize,
    spec: &'static CallbackSpec,
}

impl SignedCallback {
    /// The whole URL. **It holds the sign**, with which the callback can be repeated.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The sign.
    #[must_use]
    pub fn sign(&self) -> &str {
        &self.sign
    }

    /// What stands behind the `?`, as the receiver's HTTP server hands it over.
    #[must_use]
    pub fn query(&self) -> &str {
        self.url.split_once('?').map_or("", |(_, query)| query)
    }

    /// The URL with `***` for the sign and for every secret value.
    #[must_use]
    pub fn masked_url(&self) -> String {
        let (before, pairs) = self.url.split_at_checked(self.pairs_at).unwrap_or_default();
        let masked = pairs.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if self.is_hidden(name) => format!("{name}=***"),
            _ => pair.to_owned(),
        });
        format!("{before}{}", masked.collect::<Vec<_>>().join("&"))
    }

    fn is_hidden(&self, encoded_name: &str) -> bool {
        let secret = self.spec.params.iter().filter(|param| param.secret).map(|param| param.name);
        secret.chain([&*self.spec.sign.param]).any(|name| percent::encode(name) == encoded_name)
    }
}

impl fmt::Debug for SignedCallback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedCallback").field("url", &self.masked_url()).finish_non_exhaustive()
    }
}

pub(super) fn sign(
    spec: &'static CallbackSpec,
    callback: &dyn Record,
    receiver: &str,
    key: &Secret,
    line_feed: LineFeed,
) -> Result<SignedCallback, CallbackUrlError> {
    if let Some(why) = spec.receiver(&spec.names()).wrong_url(receiver) {
        return Err(CallbackUrlError::Receiver { why });
    }
    let pairs = pairs(spec, callback)?;
    let is_payload = |name: &str| name == spec.payload;
    let mut signed: Vec<_> = pairs
        .iter()
        .map(|(name, text)| (*name, if is_payload(name) { line_feed.signed(text) } else { text.into() }))
        .collect();
    spec.sign.arrange(&mut signed);
    // No scheme of a callback signs the path: a receiver cannot know its own.
    let request = Signable { secret: key.expose(), method: "GET", path: "" };
    let sign = spec.sign.sign(&request, signed.iter().map(|(name, text)| (*name, &**text)));
    let sign = sign.as_str().to_owned();

    let mut url = receiver.to_owned();
    url.push_str(separator_after(receiver));
    let pairs_at = url.len();
    for (name, text) in &pairs {
        let sent = if is_payload(name) { line_feed.sent(text) } else { text.into() };
        push_pair(name, &sent, &mut url);
        url.push('&');
    }
    push_pair(&spec.sign.param, &sign, &mut url);
    Ok(SignedCallback { url, sign, pairs_at, spec })
}

/// Names and raw texts of what is sent, in the order of the spec.
fn pairs(spec: &CallbackSpec, callback: &dyn Record) -> Result<Vec<(&'static str, String)>, CallbackUrlError> {
    let mut pairs = Vec::new();
    for param in spec.params {
        let value = param.record_value(callback);
        value.check(&param.limits, &|| param.name.to_owned())?;
        if !value.is_unset() {
            let mut text = String::new();
            value.write_to(&mut text);
            pairs.push((param.name, text));
        }
    }
    Ok(pairs)
}

fn push_pair(name: &str, value: &str, url: &mut String) {
    percent::encode_into(name, url);
    url.push('=');
    percent::encode_into(value, url);
}
