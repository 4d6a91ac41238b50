//! One thing to send, signed.

use qq_cgi_model::{
    callback::{self, SignedPairs},
    model::Type,
};
use qq_cgi_wire::{InvalidParam, LineFeed};
use serde_json::{Map, Value};

use super::{
    judge::Verdict,
    ledger::{Entry, Kind},
    plan::{Draw, Plan, changed},
    values,
};

pub(super) struct Message {
    pub(super) url: String,
    number: u64,
    kind: Kind,
    key: Vec<String>,
    fields: Map<String, Value>,
    line_feed: LineFeed,
}

impl Message {
    /// What `draw` sends first or later.
    ///
    /// # Errors
    /// A value that does not fit; those of the first number and the last were looked at before.
    pub(super) fn of(plan: &Plan, draw: &mut Draw, kind: Kind) -> Result<Self, Vec<InvalidParam>> {
        let line_feed = plan.line_feed(&mut draw.rng);
        let mut fields = plan.fields(draw.number);
        if kind == Kind::Conflict {
            fields = changed_by_chance(plan, draw, &fields).unwrap_or(fields);
        }
        let mut pairs = plan.complete(&fields)?;
        if kind == Kind::Unusable {
            spoil(plan, draw, &mut pairs);
        }
        let signed = match kind {
            Kind::WrongSign => wrongly_signed(plan, draw, &fields, &pairs, line_feed)?,
            _ => signed(plan, &plan.secret, &pairs, line_feed)?,
        };
        let known = |name: &String| fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
        Ok(Self {
            url: signed.url(&plan.receiver),
            number: draw.number,
            kind,
            key: plan.callback.key.iter().filter_map(known).collect(),
            fields: shown(plan, &pairs),
            line_feed,
        })
    }

    pub(super) fn settled(self, attempts: u32, verdict: Verdict) -> Entry {
        let Self { number, kind, key, fields, line_feed, .. } = self;
        Entry { number, kind, key, fields, line_feed, attempts, verdict }
    }

    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }
}

fn signed<'p>(
    plan: &'p Plan,
    secret: &str,
    pairs: &[(String, String)],
    line_feed: LineFeed,
) -> Result<SignedPairs<'p>, Vec<InvalidParam>> {
    // Without a scheme there would be no plan.
    callback::sign(&plan.model, &plan.callback, secret, pairs, line_feed).ok_or_else(Vec::new)
}

/// With another key, with another digit, or with another field than was signed.
fn wrongly_signed<'p>(
    plan: &'p Plan,
    draw: &mut Draw,
    fields: &[(String, String)],
    pairs: &[(String, String)],
    line_feed: LineFeed,
) -> Result<SignedPairs<'p>, Vec<InvalidParam>> {
    let way = draw.rng.u8(..3);
    if way == 0 {
        return signed(plan, &format!("{}x", plan.secret), pairs, line_feed);
    }
    let mut right = signed(plan, &plan.secret, pairs, line_feed)?;
    if let (1, Some(other)) = (way, changed_by_chance(plan, draw, fields)) {
        let forged = signed(plan, &plan.secret, &plan.complete(&other)?, line_feed)?;
        let (is_sign, sign) = (|name: &String| *name == *right.scheme.param, right.sign.clone());
        right.sent = forged
            .sent
            .into_iter()
            .map(|(name, value)| if is_sign(&name) { (name, sign.clone()) } else { (name, value) })
            .collect();
        return Ok(right);
    }
    if let Some((_, sign)) = right.sent.last_mut() {
        let last = sign.pop();
        sign.push(if last == Some('0') { '1' } else { '0' });
    }
    Ok(right)
}

fn changed_by_chance(plan: &Plan, draw: &mut Draw, fields: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let change = plan.changes.get(draw.rng.usize(..plan.changes.len().max(1)))?;
    Some(changed(fields, change))
}

/// Makes the payload something that nobody can use: half a JSON text, or an unknown word in one of its fields.
fn spoil(plan: &Plan, draw: &mut Draw, pairs: &mut [(String, String)]) {
    let Some((_, payload)) = pairs.iter_mut().find(|(name, _)| *name == plan.callback.payload) else { return };
    let mut object = serde_json::from_str::<Map<String, Value>>(payload).unwrap_or_default();
    let words = plan.payload.fields.iter().filter_map(|field| {
        let known = match &field.ty {
            Type::Enum(name) => plan.model.enum_(name)?,
            _ => return None,
        };
        let is_apart = !plan.callback.key.contains(&field.name) && object.contains_key(&field.name);
        is_apart.then(|| (field.name.clone(), values::no_word_of(known, field.quoted)))
    });
    let words: Vec<_> = words.collect();
    match words.get(draw.rng.usize(..=words.len())) {
        Some((name, word)) => {
            object.insert(name.clone(), word.clone());
            *payload = Value::Object(object).to_string();
        }
        // Its last brace.
        None => drop(payload.pop()),
    }
}

/// What the payload says, without what is secret.
fn shown(plan: &Plan, pairs: &[(String, String)]) -> Map<String, Value> {
    let payload = pairs.iter().find(|(name, _)| *name == plan.callback.payload).map_or("", |(_, text)| text.as_str());
    let mut object = serde_json::from_str::<Map<String, Value>>(payload).unwrap_or_default();
    for field in plan.payload.fields.iter().filter(|field| plan.model.is_secret(field)) {
        object.remove(&field.name);
    }
    object
}
