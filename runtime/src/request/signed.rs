//! A request that is ready to send.

use core::fmt;

use qq_cgi_wire::percent;

use crate::command::{CommandSpec, GatewaySpec, Method};

/// A request that is ready to send. `Debug` shows the masked URL.
#[derive(Clone)]
pub struct SignedRequest {
    pub(super) method: Method,
    pub(super) url: String,
    /// Where the first name of the query stands in `url`.
    pub(super) pairs_at: usize,
    pub(super) spec: &'static CommandSpec,
    pub(super) gateway: &'static GatewaySpec,
}

impl SignedRequest {
    /// The HTTP method. The body is always empty.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The whole URL. **It holds secrets**: the access token and the sign, with which the request can be repeated.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The sign; `None` where the gateway takes unsigned requests.
    #[must_use]
    pub fn sign(&self) -> Option<&str> {
        // It is written last, and `=` inside a value is percent-encoded.
        self.gateway.sign.as_ref().and_then(|_| self.url.rsplit_once('=')).map(|(_, sign)| sign)
    }

    /// The URL with `***` for the sign and for every secret value.
    #[must_use]
    pub fn masked_url(&self) -> String {
        let mut masked = String::with_capacity(self.url.len());
        masked.push_str(self.url.get(..self.pairs_at).unwrap_or_default());
        for (index, (name, value)) in self.masked_pairs().enumerate() {
            if index > 0 {
                masked.push('&');
            }
            masked.push_str(name);
            masked.push('=');
            masked.push_str(value);
        }
        masked
    }

    /// The encoded names and values of the query, with `***` for the sign and for every secret value.
    pub(crate) fn masked_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs().map(|(name, value)| (name, if self.is_hidden(name) { "***" } else { value }))
    }

    /// The encoded values that nobody may see.
    pub(crate) fn hidden_values(&self) -> impl Iterator<Item = &str> {
        self.pairs().filter(|(name, _)| self.is_hidden(name)).map(|(_, value)| value)
    }

    /// The decoded value of a parameter; `None` where it was not sent.
    pub(crate) fn value_of(&self, name: &str) -> Option<String> {
        let (_, value) = self.pairs().find(|(encoded, _)| percent::encode(name) == *encoded)?;
        percent::decode(value).and_then(|value| String::from_utf8(value).ok())
    }

    pub(crate) const fn spec(&self) -> &'static CommandSpec {
        self.spec
    }

    #[cfg(feature = "testing")]
    pub(crate) const fn gateway(&self) -> &'static GatewaySpec {
        self.gateway
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.url.get(self.pairs_at..).unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='))
    }

    fn is_hidden(&self, encoded_name: &str) -> bool {
        let is = |name: &str| percent::encode(name) == encoded_name;
        self.gateway.sign.as_ref().is_some_and(|sign| is(&sign.param))
            || self.spec.params.iter().any(|param| param.secret && is(param.name))
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest")
            .field("method", &self.method)
            .field("url", &self.masked_url())
            .finish_non_exhaustive()
    }
}
