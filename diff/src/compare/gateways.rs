//! Gateways.

use qq_cgi_model::model::{Asks, Envelope, Gateway, Model, OutputForm, Refusals};

use super::Comparison;
use crate::{
    at::At,
    rules::{
        CODE_TYPE, ENVELOPE, ENVELOPE_MESSAGE, OUTPUT_FORM, REFUSAL_CODE, SIGNED_OTHERWISE, SUCCESS_MESSAGE, URL_ADDED,
        URL_DEFAULT, URL_REMOVED,
    },
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Gateway, new: &Gateway) {
    comparison.urls(at, &old.urls, &new.urls);
    comparison.signed_by(at, old.sign.as_deref(), new.sign.as_deref());
    comparison.code_type(&at.key("errors"), old.errors.clone(), new.errors.clone());
    comparison.envelope(at, &old.envelope, &new.envelope);
    comparison.output(at, old.output.as_ref(), new.output.as_ref());
    comparison.refusals(at, old.refuse, new.refuse);
    comparison.params(at, &old.params, &new.params);
}

impl Comparison<'_> {
    fn urls(&mut self, at: &At, old: &[String], new: &[String]) {
        let at = at.key("urls");
        self.either(URL_DEFAULT, &at, old.first().cloned(), new.first().cloned());
        for url in new.iter().filter(|url| !old.contains(url)) {
            self.came(URL_ADDED, &at, Some(url.clone()));
        }
        for url in old.iter().filter(|url| !new.contains(url)) {
            self.add(URL_REMOVED, &at, Some(url.clone()), None);
        }
    }

    /// Which scheme signs. What the scheme of one name does is compared where it stands.
    pub(super) fn signed_by(&mut self, at: &At, old: Option<&str>, new: Option<&str>) {
        if old == new {
            return;
        }
        let scheme = |model: &Model, name: Option<&str>| {
            name.and_then(|name| model.sign(name)).map(|sign| (sign.scheme.clone(), sign.accept.clone()))
        };
        if scheme(self.old, old) != scheme(self.new, new) {
            self.add(SIGNED_OTHERWISE, &at.key("sign"), old.map(str::to_owned), new.map(str::to_owned));
        }
    }

    /// The type of codes, by the error table that reads them.
    pub(super) fn code_type(&mut self, at: &At, old: Option<String>, new: Option<String>) {
        // One that is only called otherwise in the spec is the same in Rust.
        let rust = |model: &Model, name: &Option<String>| {
            name.as_deref().and_then(|name| model.error_table(name)).map(|table| table.rust.clone())
        };
        if rust(self.old, &old) != rust(self.new, &new) {
            self.add(CODE_TYPE, at, old, new);
        }
    }

    fn envelope(&mut self, at: &At, old: &Envelope, new: &Envelope) {
        let at = |key: &str| at.key("envelope").key(key);
        self.changed(ENVELOPE, &at("code"), &old.code, &new.code, Clone::clone);
        self.changed(ENVELOPE, &at("success"), &old.success, &new.success, ToString::to_string);
        self.changed(ENVELOPE, &at("failures_only"), &old.failures_only, &new.failures_only, ToString::to_string);
        self.changed(ENVELOPE, &at("data"), &old.data, &new.data, |data| format!("{data:?}"));
        self.changed(ENVELOPE_MESSAGE, &at("message"), &old.message, &new.message, Clone::clone);
        let quoted = |text: &String| format!("{text:?}");
        self.changed(SUCCESS_MESSAGE, &at("success_message"), &old.success_message, &new.success_message, quoted);
    }

    fn output(&mut self, at: &At, old: Option<&OutputForm>, new: Option<&OutputForm>) {
        self.either(OUTPUT_FORM, &at.key("output"), old.map(output), new.map(output));
    }

    fn refusals(&mut self, at: &At, old: Refusals, new: Refusals) {
        let codes = |refuse: Refusals| {
            [
                ("bad_param", refuse.bad_param),
                ("unknown_app", refuse.unknown_app),
                ("bad_sign", refuse.bad_sign),
                ("bad_token", refuse.bad_token),
                ("unknown_command", refuse.unknown_command),
                ("bad_method", refuse.bad_method),
            ]
        };
        let number = |code: Option<i64>| code.map(|code| code.to_string());
        for ((key, was), (_, is)) in codes(old).into_iter().zip(codes(new)) {
            self.either(REFUSAL_CODE, &at.key("refuse").key(key), number(was), number(is));
        }
    }
}

/// `fmt = "2" asks for json, function in cb, else callback`.
fn output(form: &OutputForm) -> String {
    let (value, asked) = match &form.asks {
        Asks::Jsonp(value) => (value, "jsonp"),
        Asks::Json(value) => (value, "json"),
    };
    let function = form.callback.as_ref().map(|param| format!("in {param}, else ")).unwrap_or_default();
    format!("{} = {value:?} asks for {asked}, function {function}{}", form.param, form.default_callback)
}
