//! Callbacks.

use qq_cgi_model::model::{Callback, CallbackApps, CallbackReply};

use super::Comparison;
use crate::{
    at::At,
    rules::{
        ANY_CASE, APPS_ADDED, CALLBACK_APPS, CALLBACK_KEY, CALLBACK_MESSAGE, CALLBACK_REPLY, CASE_COUNTS, LINE_FEED,
        PAYLOAD, SUCCESS_MESSAGE,
    },
    text,
};

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &At, old: &Callback, new: &Callback) {
    comparison.signed_by(at, old.sign.as_deref(), new.sign.as_deref());
    comparison.switched(ANY_CASE, CASE_COUNTS, &at.key("ignore_case"), old.ignore_case, new.ignore_case);
    comparison.changed(PAYLOAD, &at.key("payload"), &old.payload, &new.payload, Clone::clone);
    comparison.changed(LINE_FEED, &at.key("line_feed"), &old.line_feed, &new.line_feed, ToString::to_string);
    comparison.key(at, old, new);
    comparison.callback_reply(at, &old.reply, &new.reply);
    let rule = if old.apps.is_none() { APPS_ADDED } else { CALLBACK_APPS };
    comparison.either(rule, &at.key("apps"), old.apps.as_ref().map(apps), new.apps.as_ref().map(apps));
    comparison.params(at, &old.params, &new.params);
    let called = |name: &str| at.inner("params", "param", name);
    let (was, is) = (old.params.iter().collect::<Vec<_>>(), new.params.iter().collect::<Vec<_>>());
    comparison.public(&called, &was, &is);
    comparison.examples(at, &old.examples, &new.examples, |example| &mut example.about);
}

impl Comparison<'_> {
    /// The order of the fields counts: the key of a stored order is a list of their values.
    fn key(&mut self, at: &At, old: &Callback, new: &Callback) {
        self.changed(CALLBACK_KEY, &at.key("key"), &old.key, &new.key, |key| text::list(key));
    }

    fn callback_reply(&mut self, at: &At, old: &CallbackReply, new: &CallbackReply) {
        let at = |key: &str| at.key("reply").key(key);
        self.changed(CALLBACK_REPLY, &at("code"), &old.code, &new.code, Clone::clone);
        self.changed(CALLBACK_REPLY, &at("success"), &old.success, &new.success, ToString::to_string);
        self.changed(CALLBACK_MESSAGE, &at("message"), &old.message, &new.message, Clone::clone);
        let quoted = |text: &String| format!("{text:?}");
        self.changed(SUCCESS_MESSAGE, &at("success_message"), &old.success_message, &new.success_message, quoted);
    }
}

/// `app by secret; zone in zones of app`.
fn apps(apps: &CallbackApps) -> String {
    let mut known: Vec<_> =
        apps.known.iter().map(|known| format!("; {} in {} of {}", known.field, known.table, known.owner)).collect();
    known.sort_unstable();
    format!("{} by {}{}", apps.table, apps.secret, known.concat())
}
