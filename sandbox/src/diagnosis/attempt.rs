//! One way in which the caller may have signed.

use qq_cgi_wire::{Pairs, Part, SignScheme, Signable};

use crate::checks::Checks;

/// Everything that a sign depends on, ready to be done wrong.
#[derive(Clone)]
pub(crate) struct Attempt {
    pub(crate) scheme: SignScheme,
    pub(crate) secret: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// The signed pairs in the order in which they are signed.
    pub(crate) pairs: Vec<Signed>,
    /// The sign that the caller sent.
    pub(crate) claimed: String,
}

/// A pair that is signed.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) name: String,
    pub(crate) value: String,
    /// The value as it stands in the URL.
    pub(crate) raw: String,
    /// Its place in the URL.
    pub(crate) at: usize,
}

/// How well a computed sign agrees with the caller's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    Exact,
    /// But for the case of its hex digits.
    OtherCase,
}

impl Attempt {
    /// The right way.
    pub(crate) fn new(checks: &Checks<'_>, scheme: &SignScheme, secret: &str, received: &str) -> Self {
        let sent = checks.sent.iter().enumerate().filter(|(_, pair)| pair.name != scheme.param);
        let pairs = sent.map(|(at, pair)| Signed {
            name: pair.name.clone(),
            value: pair.value.clone(),
            raw: pair.raw.clone(),
            at,
        });
        let attempt = Self {
            scheme: scheme.clone(),
            secret: secret.to_owned(),
            method: checks.method.to_owned(),
            path: checks.path.to_owned(),
            pairs: pairs.collect(),
            claimed: received.to_owned(),
        };
        attempt.rearranged()
    }

    pub(crate) fn agreement(&self) -> Option<Agreement> {
        let request = Signable { secret: &self.secret, method: &self.method, path: &self.path };
        let pairs = self.pairs.iter().map(|pair| (pair.name.as_str(), pair.value.as_str()));
        let sign = self.scheme.sign(&request, pairs);
        match sign.as_str() {
            sign if sign == self.claimed => Some(Agreement::Exact),
            sign if sign.eq_ignore_ascii_case(&self.claimed) => Some(Agreement::OtherCase),
            _ => None,
        }
    }

    /// A measure of what one computation costs.
    pub(crate) fn weight(&self) -> usize {
        self.pairs.iter().map(|pair| pair.name.len() + pair.value.len()).sum()
    }

    /// In the scheme's own order.
    pub(crate) fn rearranged(mut self) -> Self {
        let mut keyed: Vec<_> = self.pairs.drain(..).map(|pair| (pair.name.clone(), pair)).collect();
        self.scheme.arrange(&mut keyed);
        self.pairs = keyed.into_iter().map(|(_, pair)| pair).collect();
        self
    }

    pub(crate) fn ordered_by<K: Ord>(&self, key: impl FnMut(&Signed) -> K) -> Self {
        let mut changed = self.clone();
        changed.pairs.sort_by_key(key);
        changed
    }

    pub(crate) fn with_values(&self, value: impl Fn(&Signed) -> String) -> Self {
        let mut changed = self.clone();
        changed.pairs.iter_mut().for_each(|pair| pair.value = value(pair));
        changed
    }

    pub(crate) fn without(&self, omitted: impl Fn(&Signed) -> bool) -> Self {
        let mut changed = self.clone();
        changed.pairs.retain(|pair| !omitted(pair));
        changed
    }

    pub(crate) fn with_secret(&self, secret: impl Into<String>) -> Self {
        Self { secret: secret.into(), ..self.clone() }
    }

    pub(crate) fn with_source(&self, change: impl FnOnce(&mut Vec<Part>)) -> Self {
        let mut changed = self.clone();
        change(changed.scheme.source.to_mut());
        changed
    }

    /// With pairs joined in another way.
    pub(crate) fn with_layout(&self, change: impl Fn(&mut Pairs)) -> Self {
        self.with_source(|parts| {
            for part in parts {
                if let Part::Pairs(layout) = part {
                    change(layout);
                }
            }
        })
    }
}
