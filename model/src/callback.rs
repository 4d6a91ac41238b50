//! A callback from names and raw texts, as its sender makes it, and a received query as its receiver takes it.
//!
//! In: a callback, a key, and pairs or a query. Out: what is sent, or what came, or what is wrong.

use qq_cgi_wire::{
    InvalidParam, LineFeed, Received, Receiver, SignScheme, Signable, Unverified, Violation, percent, separator_after,
};

use crate::{
    form::{Form, Problem, list_length},
    json::Json,
    model::{Callback, Enum, Field, Model, Origin, Sign, Struct, Type},
    suggest::nearest,
};

/// What a sender sends, and what it signed.
#[derive(Clone)]
pub struct SignedPairs<'m> {
    /// The sign scheme.
    pub scheme: &'m SignScheme,
    /// Names and raw values as they are sent, the sign among them and last.
    pub sent: Vec<(String, String)>,
    /// The sign.
    pub sign: String,
    /// Names and raw values as they are signed, in the scheme's order.
    signed: Vec<(String, String)>,
}

impl SignedPairs<'_> {
    /// The URL that is asked for, where `receiver` may have a query or end in `?`.
    #[must_use]
    pub fn url(&self, receiver: &str) -> String {
        self.url_with(receiver, |_, value| percent::encode(value))
    }

    /// The same with `shown` in the place of each value's encoding.
    #[must_use]
    pub fn url_with(&self, receiver: &str, shown: impl Fn(&str, &str) -> String) -> String {
        let pairs = self.sent.iter().map(|(name, value)| format!("{}={}", percent::encode(name), shown(name, value)));
        let separator = separator_after(receiver);
        format!("{receiver}{separator}{}", pairs.collect::<Vec<_>>().join("&"))
    }

    /// The text that was digested, with `***` as the key and as each value that `hides` names.
    #[must_use]
    pub fn source(&self, hides: impl Fn(&str) -> bool) -> String {
        const MASK: &str = "***";
        let shown = |(name, value): &(String, String)| {
            (name.clone(), if hides(name) { MASK.to_owned() } else { value.clone() })
        };
        let shown: Vec<_> = self.signed.iter().map(shown).collect();
        self.scheme.source_string(&signable(MASK), borrowed(&shown))
    }
}

/// The parameters of `callback` without the sign. The payload is given as its JSON text, or by its fields' names.
///
/// # Errors
/// All that is wrong with them.
pub fn complete<N: AsRef<str>, V: AsRef<str>>(
    model: &Model,
    callback: &Callback,
    given: &[(N, V)],
) -> Result<Vec<(String, String)>, Vec<InvalidParam>> {
    let is_param = |name: &str| callback.params.iter().any(|field| field.name == name);
    let (own, of_payload): (Vec<_>, Vec<_>) = given
        .iter()
        .map(|(name, value)| (name.as_ref().to_owned(), value.as_ref().to_owned()))
        .partition(|(name, _)| is_param(name));
    let has_payload = own.iter().any(|(name, _)| *name == callback.payload);
    let Some(item) = payload(model, callback).filter(|_| !has_payload) else {
        return completed(model, callback, &[own, of_payload].concat());
    };
    let is_field = |name: &String| item.fields.iter().any(|field| field.name == *name);
    let (fields, unknown): (Vec<_>, Vec<_>) = of_payload.into_iter().partition(|(name, _)| is_field(name));
    let mut problems: Vec<InvalidParam> = Vec::new();
    for (index, (name, _)) in fields.iter().enumerate() {
        if fields.iter().take(index).any(|(earlier, _)| earlier == name) {
            problems.push(InvalidParam::new(name, Violation::Malformed { expected: "given once".to_owned() }));
        }
    }
    for (name, _) in unknown {
        let known = callback.params.iter().chain(&item.fields).map(|field| field.name.as_str());
        let suggestion = nearest(&name, known).map(str::to_owned);
        problems.push(InvalidParam::new(name, Violation::Unknown { suggestion }));
    }
    let json = compose(model, item, &fields).to_string();
    match completed(model, callback, &[own, vec![(callback.payload.clone(), json)]].concat()) {
        Ok(pairs) if problems.is_empty() => Ok(pairs),
        Ok(_) => Err(problems),
        Err(more) => Err([more, problems].concat()),
    }
}

/// Signs what [`complete`] gave; `None` where the callback has no sign scheme, which is a mistake of its spec.
#[must_use]
pub fn sign<'m>(
    model: &'m Model,
    callback: &Callback,
    secret: &str,
    pairs: &[(String, String)],
    line_feed: LineFeed,
) -> Option<SignedPairs<'m>> {
    let scheme = &model.sign(callback.sign.as_deref()?)?.scheme;
    let formed = |form: &dyn Fn(&str) -> String| -> Vec<_> {
        let pairs = pairs.iter().map(|(name, value)| {
            let value = if *name == callback.payload { form(value) } else { value.clone() };
            (name.clone(), value)
        });
        pairs.collect()
    };
    let mut signed = formed(&|value| line_feed.signed(value).into_owned());
    scheme.arrange(&mut signed);
    let sign = scheme.sign(&signable(secret), borrowed(&signed)).as_str().to_owned();
    let mut sent = formed(&|value| line_feed.sent(value).into_owned());
    sent.push((scheme.param.to_string(), sign.clone()));
    Some(SignedPairs { scheme, sent, sign, signed })
}

/// Why nothing that is sent to `url` could be received there; `None` where it could. See [`Receiver::wrong_url`].
#[must_use]
pub fn wrong_receiver(model: &Model, callback: &Callback, url: &str) -> Option<&'static str> {
    receiver(model, callback, &names(callback))?.wrong_url(url)
}

/// Takes a raw query, still percent-encoded, if the key `secret` made its sign.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify(model: &Model, callback: &Callback, secret: &str, query: &str) -> Result<Received, Unverified> {
    let missing = |param: &str| Unverified::Missing { param: param.to_owned() };
    let names = names(callback);
    let knows = receiver(model, callback, &names).ok_or_else(|| missing("sign"))?;
    let received = knows.verify(query, secret)?;
    if received.bytes(&callback.payload).is_none() {
        return Err(missing(&callback.payload));
    }
    Ok(received)
}

fn names(callback: &Callback) -> Vec<&str> {
    callback.params.iter().map(|field| field.name.as_str()).collect()
}

/// `None` where the callback has no sign scheme.
fn receiver<'a>(model: &'a Model, callback: &Callback, names: &'a [&'a str]) -> Option<Receiver<'a>> {
    let Sign { scheme, accept, .. } = model.sign(callback.sign.as_deref()?)?;
    Some(Receiver { scheme, accept, ignore_case: callback.ignore_case, names })
}

/// All that is wrong with the parameters of a query that was received; fields that nobody knows are none of it.
#[must_use]
pub fn check_received(model: &Model, callback: &Callback, received: &Received) -> Vec<InvalidParam> {
    check_values(model, callback, received.params())
}

/// The same for values that were kept, and are no query any more: parameters that are not among them are reported missing.
pub fn check_values<'v>(
    model: &Model,
    callback: &Callback,
    values: impl IntoIterator<Item = (&'v str, &'v [u8])>,
) -> Vec<InvalidParam> {
    let mut found = Vec::new();
    let mut pairs = Vec::new();
    for (name, bytes) in values {
        match core::str::from_utf8(bytes) {
            Ok(text) => pairs.push((name, text)),
            Err(_) => {
                found.push(InvalidParam::new(name, Violation::Malformed { expected: "UTF-8".to_owned() }));
                pairs.push((name, ""));
            }
        }
    }
    let mut form = form(model, callback);
    // What is no text is reported once.
    form.fields.retain(|field| found.iter().all(|error| error.param != field.name));
    let problems = form.check(&pairs).into_iter().map(|problem| problem.error);
    found.extend(problems.filter(|error| !matches!(error.violation, Violation::Unknown { .. })));
    found
}

/// The struct in the payload.
#[must_use]
pub fn payload<'m>(model: &'m Model, callback: &Callback) -> Option<&'m Struct> {
    model.struct_(callback.payload_struct.as_deref()?)
}

pub(crate) fn form<'m>(model: &'m Model, callback: &'m Callback) -> Form<'m> {
    let scheme = callback.sign.as_deref().and_then(|name| model.sign(name)).map(|sign| &*sign.scheme.param);
    let carriers = callback.params.iter().filter(|field| field.origin == Origin::Sign).map(|field| &*field.name);
    Form {
        model,
        fields: callback.params.iter().collect(),
        command: None,
        signs: scheme.into_iter().chain(carriers).collect(),
    }
}

/// A callback is a GET; its path is the receiver's own, and no scheme may sign it.
pub(crate) fn signable(secret: &str) -> Signable<'_> {
    Signable { secret, method: "GET", path: "" }
}

fn completed(
    model: &Model,
    callback: &Callback,
    given: &[(String, String)],
) -> Result<Vec<(String, String)>, Vec<InvalidParam>> {
    let of_problems = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.error).collect();
    form(model, callback).complete(given).map_err(of_problems)
}

/// The JSON object of a struct from raw texts. What does not fit its type is written as a text, and found as such.
fn compose(model: &Model, item: &Struct, given: &[(String, String)]) -> Json {
    let text_of = |name: &str| given.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    let value_of = |field: &Field| match &field.origin {
        Origin::Constant(constant) => Some(json(model, field, &constant.wire_text())),
        Origin::LengthOf(list) => {
            let length = text_of(list).and_then(list_length).unwrap_or_default();
            Some(json(model, field, &length.to_string()))
        }
        _ => {
            let default = || field.default.as_ref().map(|default| json(model, field, &default.wire_text()));
            text_of(&field.name).map(|text| json(model, field, text)).or_else(default)
        }
    };
    let fields = item.fields.iter().filter_map(|field| Some((field.name.clone(), value_of(field)?)));
    Json::Object(fields.collect())
}

fn json(model: &Model, field: &Field, text: &str) -> Json {
    let is_text = match &field.ty {
        Type::Text => true,
        Type::Enum(name) => !model.enum_(name).is_some_and(Enum::is_numeric),
        _ => field.quoted,
    };
    let parsed = || Json::parse(text).ok();
    if is_text { None } else { parsed() }.unwrap_or_else(|| Json::Text(text.to_owned()))
}

fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> + Clone {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}
