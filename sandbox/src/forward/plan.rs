//! What is sent under each number.
//!
//! In: settings and a spec. Out: for a number, what it is and what follows it. Everything that can be wrong with the
//! settings is found before the first request.

use fastrand::Rng;
use qq_cgi_model::{
    callback,
    model::{Callback, Field, Model, Origin, Struct},
    suggest::nearest,
};
use qq_cgi_wire::{InvalidParam, LineFeed, RawForm};

use super::{
    error::ForwardError,
    forwarder::{Forwarder, LineFeeds, Mix},
    ledger::Kind,
    values,
};

pub(super) struct Plan {
    pub(super) model: Model,
    pub(super) callback: Callback,
    pub(super) payload: Struct,
    pub(super) secret: String,
    pub(super) receiver: String,
    /// The values of each parameter and field that are the same in all forwardings, in the order of the spec.
    constant: Vec<(String, String)>,
    /// The fields of the key that nobody gave.
    distinct: Vec<Field>,
    /// Fields beside the key, each with a value that it does not have and could have.
    pub(super) changes: Vec<(String, String)>,
    line_feeds: Vec<LineFeed>,
    mix: Mix,
    seed: u64,
}

/// What is sent under a number, drawn at once: no answer changes what is drawn.
pub(super) struct Draw {
    pub(super) number: u64,
    pub(super) first: Kind,
    /// What is sent after a new one was acknowledged.
    pub(super) then: Vec<Kind>,
    /// For whatever else is drawn.
    pub(super) rng: Rng,
}

impl Plan {
    pub(super) fn of(forwarder: &Forwarder) -> Result<Self, ForwardError> {
        let Forwarder { model, callback: name, secret, receiver, given, mix, seed, .. } = forwarder.clone();
        check(&mix)?;
        let callback = model.callback(&name).cloned().ok_or_else(|| ForwardError::UnknownCallback {
            suggestion: nearest(&name, model.callbacks.iter().map(|known| known.name.as_str())).map(str::to_owned),
            callback: name.clone(),
        })?;
        if let Some(why) = callback::wrong_receiver(&model, &callback, &receiver) {
            return Err(ForwardError::Receiver { why: why.to_owned() });
        }
        let unsound = || ForwardError::Unsound { callback: name.clone() };
        let sign = callback.sign.as_deref().and_then(|sign| model.sign(sign)).ok_or_else(unsound)?;
        let line_feeds = line_feeds(mix.line_feeds, &callback, &sign.accept);
        let payload = callback::payload(&model, &callback).cloned().ok_or_else(unsound)?;
        let (constant, distinct) = Values { model: &model, callback: &callback, payload: &payload, given }.choose();
        if mix.count > 1 && !distinct.iter().any(|field| values::has_distinct(field, mix.count)) {
            return Err(ForwardError::TooFewKeys { key: callback.key.clone() });
        }
        let mut plan = Self {
            model,
            callback,
            payload,
            secret,
            receiver,
            constant,
            distinct,
            changes: Vec::new(),
            line_feeds,
            mix,
            seed,
        };
        // The last number is the longest.
        for number in [0, mix.count.saturating_sub(1)] {
            plan.complete(&plan.fields(number)).map_err(|problems| ForwardError::Values { problems })?;
        }
        plan.changes = plan.find_changes();
        if mix.conflicts > 0.0 && plan.changes.is_empty() {
            return Err(ForwardError::NothingToChange);
        }
        Ok(plan)
    }

    pub(super) const fn count(&self) -> u64 {
        self.mix.count
    }

    /// The parameters and fields of a forwarding by their names.
    pub(super) fn fields(&self, number: u64) -> Vec<(String, String)> {
        let own = self.distinct.iter().map(|field| (field.name.clone(), values::distinct(field, self.seed, number)));
        self.constant.iter().cloned().chain(own).collect()
    }

    /// The parameters as they are sent, without the sign.
    pub(super) fn complete(&self, fields: &[(String, String)]) -> Result<Vec<(String, String)>, Vec<InvalidParam>> {
        callback::complete(&self.model, &self.callback, fields)
    }

    pub(super) fn line_feed(&self, rng: &mut Rng) -> LineFeed {
        let place = rng.usize(..self.line_feeds.len().max(1));
        self.line_feeds.get(place).copied().unwrap_or(LineFeed::None)
    }

    pub(super) fn draw(&self, number: u64) -> Draw {
        // Neighbouring numbers must not begin alike.
        let mut rng = Rng::with_seed(self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.wrapping_add(1));
        let fate = rng.f64();
        let [doubles, conflicts, double_first] =
            [rng.f64() < self.mix.doubles, rng.f64() < self.mix.conflicts, rng.bool()];
        let first = if fate < self.mix.wrong_signs {
            Kind::WrongSign
        } else if fate < self.mix.wrong_signs + self.mix.unusable {
            Kind::Unusable
        } else {
            Kind::New
        };
        let mut then = Vec::new();
        if first == Kind::New {
            then.extend(doubles.then_some(Kind::Double));
            then.extend(conflicts.then_some(Kind::Conflict));
        }
        if !double_first {
            then.reverse();
        }
        Draw { number, first, then, rng }
    }

    fn find_changes(&self) -> Vec<(String, String)> {
        let fields = self.fields(0);
        let changeable = self.payload.fields.iter().filter(|field| !self.callback.key.contains(&field.name));
        let change = |field: &Field| {
            let text = fields.iter().find(|(name, _)| *name == field.name).map_or("", |(_, text)| text.as_str());
            let fits = |other: &String| self.complete(&changed(&fields, &(field.name.clone(), other.clone()))).is_ok();
            let other = values::others(&self.model, field, text).into_iter().find(fits)?;
            Some((field.name.clone(), other))
        };
        changeable.filter(|field| is_free(field)).filter_map(change).collect()
    }
}

/// `fields` with another value for one of them.
pub(super) fn changed(fields: &[(String, String)], change: &(String, String)) -> Vec<(String, String)> {
    let others = fields.iter().filter(|(name, _)| *name != change.0);
    others.chain([change]).cloned().collect()
}

fn check(mix: &Mix) -> Result<(), ForwardError> {
    let shares = [mix.doubles, mix.conflicts, mix.wrong_signs, mix.unusable, mix.wrong_signs + mix.unusable];
    // NaN is in no range.
    if shares.iter().all(|share| (0.0..=1.0).contains(share)) {
        return Ok(());
    }
    Err(ForwardError::Setting {
        expected: "each share is a number from 0 to 1, and so are wrong signs and unusable ones together",
    })
}

fn line_feeds(wanted: LineFeeds, callback: &Callback, accept: &[RawForm]) -> Vec<LineFeed> {
    match wanted {
        LineFeeds::AsSpecified if callback.line_feed => vec![LineFeed::Sent],
        LineFeeds::Sent => vec![LineFeed::Sent],
        LineFeeds::Signed => vec![LineFeed::Signed],
        LineFeeds::AsSpecified | LineFeeds::None => vec![LineFeed::None],
        LineFeeds::Mixed if accept.contains(&RawForm::RawLineFeed) => {
            vec![LineFeed::Sent, LineFeed::Signed, LineFeed::None]
        }
        LineFeeds::Mixed => vec![LineFeed::Sent, LineFeed::None],
    }
}

/// Whether a sender chooses the value.
fn is_free(field: &Field) -> bool {
    !matches!(field.origin, Origin::Sign | Origin::Constant(_) | Origin::LengthOf(_))
}

/// Where the values of a callback come from.
struct Values<'a> {
    model: &'a Model,
    callback: &'a Callback,
    payload: &'a Struct,
    given: Vec<(String, String)>,
}

impl Values<'_> {
    /// Those that are the same in all forwardings, and the fields that are not.
    fn choose(mut self) -> (Vec<(String, String)>, Vec<Field>) {
        let mut given = Vec::new();
        for (name, value) in std::mem::take(&mut self.given) {
            let fields = if name == self.callback.payload { values::split(&value) } else { Vec::new() };
            // What is no object stays what it is, and is found to be wrong.
            if fields.is_empty() { given.push((name, value)) } else { given.extend(fields) }
        }
        let example = self.example();
        let is_given = |name: &str| given.iter().any(|(known, _)| known == name);
        let of_example = |name: &str| example.iter().find(|(known, _)| known == name).cloned();
        let beside = self.callback.params.iter().filter(|field| field.name != self.callback.payload);
        let (mut constant, mut distinct) = (Vec::new(), Vec::new());
        for field in beside.chain(&self.payload.fields).filter(|field| is_free(field) && !is_given(&field.name)) {
            let is_key = self.callback.key.contains(&field.name);
            if is_key && values::has_distinct(field, 1) {
                distinct.push(field.clone());
            } else if let Some(pair) = of_example(&field.name) {
                constant.push(pair);
            } else if is_key || field.required && field.default.is_none() {
                constant.push((field.name.clone(), values::any(self.model, field)));
            }
        }
        // As they were given: what is unknown or stands there twice is found to be wrong.
        constant.extend(given);
        (constant, distinct)
    }

    /// The parameters of the spec's first example, with the payload's fields in its place.
    fn example(&self) -> Vec<(String, String)> {
        let params = self.callback.examples.first().map(|example| example.params.as_slice()).unwrap_or_default();
        let parts = params.iter().flat_map(|(name, value)| {
            if *name == self.callback.payload { values::split(value) } else { vec![(name.clone(), value.clone())] }
        });
        parts.collect()
    }
}
