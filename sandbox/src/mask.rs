//! What must never be shown, and how it is hidden.

use qq_cgi_model::{
    model::{Command, Gateway, Model},
    suggest::nearest,
};

use crate::{apps::Apps, players::Players, query::Sent};

/// Stands where a secret would.
pub(crate) const MASK: &str = "***";

/// Shorter texts are no secrets, and hiding them would garble every message.
const SHORTEST: usize = 6;

/// The most characters of a shown text: a thousand log entries must not fill the memory.
const LONGEST: usize = 4096;

/// The secrets of one request.
pub(crate) struct Mask {
    texts: Vec<String>,
}

impl Mask {
    pub(crate) fn of(apps: &Apps, players: &Players) -> Self {
        let mut mask = Self { texts: Vec::new() };
        players.iter().for_each(|player| mask.add(&player.token));
        apps.iter().for_each(|(_, secret)| mask.add(secret.trim()));
        mask
    }

    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() >= SHORTEST {
            self.texts.push(secret.to_owned());
            // A longer secret may hold a shorter one, and must go first.
            self.texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        }
    }

    /// Adds the sign and the values of secret parameters that were sent.
    pub(crate) fn add_sent(&mut self, model: &Model, gateway: &Gateway, command: Option<&Command>, sent: &[Sent]) {
        let own = command.map(|command| command.params.as_slice()).unwrap_or_default();
        let sign = model.scheme_of(gateway).map(|scheme| &*scheme.param);
        for field in gateway.params.iter().chain(own) {
            if model.is_secret(field) || sign == Some(&*field.name) {
                self.add_values(&field.name, sent);
            }
        }
        if let Some(sign) = sign {
            self.add_values(sign, sent);
        }
    }

    fn add_values(&mut self, name: &str, sent: &[Sent]) {
        // A mistyped name of a secret parameter carries the same secret.
        for pair in sent.iter().filter(|pair| nearest(&pair.name, [name]).is_some()) {
            self.add(&pair.value);
        }
    }

    /// `text` without any secret in it, cut where it is longer than anyone reads.
    pub(crate) fn hide(&self, text: &str) -> String {
        let mut text = self.texts.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), MASK));
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
