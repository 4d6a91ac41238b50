//! What must never be shown, and how it is hidden.

use std::borrow::Cow;

use qq_cgi_model::{
    model::{Command, Field, Gateway, Model},
    suggest::nearest,
};

use crate::{apps::Apps, players::Players, query::Sent};

/// Stands where a secret would.
pub(crate) const MASK: &str = "***";

/// Shorter texts are no secrets, and hiding them would garble every message.
const SHORTEST: usize = 6;

/// The most characters of a shown text: a thousand log entries must not fill the memory.
const LONGEST: usize = 4096;

/// The secrets of all requests, the longest first: it may hold a shorter one.
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    pub(crate) fn of(apps: &Apps, players: &Players) -> Self {
        let tokens = players.iter().map(|player| player.token.as_str());
        let all = tokens.chain(apps.iter().map(|(_, secret)| secret.trim()));
        let mut all: Vec<_> = all.filter(|secret| secret.len() >= SHORTEST).map(str::to_owned).collect();
        all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        all.dedup();
        Self(all)
    }
}

/// The secrets of one request.
pub(crate) struct Mask<'s> {
    /// The longest first.
    texts: Vec<Cow<'s, str>>,
}

impl<'s> Mask<'s> {
    pub(crate) fn of(secrets: &'s Secrets) -> Self {
        Self { texts: secrets.0.iter().map(|secret| Cow::Borrowed(secret.as_str())).collect() }
    }

    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() >= SHORTEST && self.texts.iter().all(|text| text != secret) {
            let place = self.texts.partition_point(|text| text.len() >= secret.len());
            self.texts.insert(place, Cow::Owned(secret.to_owned()));
        }
    }

    /// Adds the sign and the values of secret parameters that were sent.
    pub(crate) fn add_sent(&mut self, model: &Model, gateway: &Gateway, command: Option<&Command>, sent: &[Sent]) {
        let own = command.map(|command| command.params.as_slice()).unwrap_or_default();
        let fields = || gateway.params.iter().chain(own);
        let sign = model.scheme_of(gateway).map(|scheme| &*scheme.param);
        let is_secret = |field: &Field| model.is_secret(field) || sign == Some(&*field.name);
        let secret = || fields().filter(|field| is_secret(field)).map(|field| &*field.name).chain(sign);
        for pair in sent {
            let mut same = fields().filter(|field| field.name == pair.name).peekable();
            // A mistyped name of a secret parameter carries the same secret; the name of another one is not mistyped.
            let hides = match same.peek() {
                Some(_) => same.any(is_secret),
                None => secret().any(|name| nearest(&pair.name, [name]).is_some()),
            };
            if hides {
                self.add(&pair.value);
            }
        }
    }

    /// `text` without any secret in it, cut where it is longer than anyone reads.
    pub(crate) fn hide(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.texts {
            if text.len() >= secret.len() && text.contains(&**secret) {
                text = text.replace(&**secret, MASK);
            }
        }
        if let Some((end, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(end);
            text.push('…');
        }
        text
    }
}

/// The sent pairs with the values hidden that must not be shown: those of secret parameters, and of names that the
/// command does not have, for one of them may be a mistyped secret.
pub(crate) fn shown<'s>(model: &Model, command: &Command, sent: &'s [Sent]) -> Vec<(&'s str, &'s str)> {
    let is_public = |name: &str| model.wire_params(command).any(|field| field.name == name && !model.is_secret(field));
    sent.iter().map(|pair| (pair.name.as_str(), if is_public(&pair.name) { &*pair.value } else { MASK })).collect()
}
