//! What is answered: the object that the callback's spec describes.

use qq_cgi_model::model::CallbackReply;
use serde_json::{Map, Value};

/// The codes that say: not taken. The vendor's document names none, so they are the operator's to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes {
    /// For a callback whose key came before with other fields. Never the code that means success.
    pub conflict: i64,
    /// For a genuine callback that cannot be used and was stored in quarantine. May be the code that means success: nothing
    /// is lost, and the sender need not repeat it.
    pub quarantine: i64,
    /// For all else that is not taken: a wrong sign, an unknown path, a store that is down. Never the code that means success.
    pub failure: i64,
}

/// One for each.
impl Default for Codes {
    fn default() -> Self {
        Self { conflict: 1, quarantine: 1, failure: 1 }
    }
}

impl Codes {
    /// Which of them would tell the sender of `reply` that all is well.
    pub(crate) fn meaning_success(&self, reply: &CallbackReply) -> Option<&'static str> {
        [("conflict", self.conflict), ("failure", self.failure)]
            .into_iter()
            .find_map(|(name, code)| (code == reply.success).then_some(name))
    }
}

/// The body with `code` and `message`.
pub(crate) fn body(reply: &CallbackReply, code: i64, message: &str) -> String {
    let fields = [(reply.code.clone(), Value::from(code)), (reply.message.clone(), Value::from(message))];
    Value::Object(fields.into_iter().collect::<Map<_, _>>()).to_string()
}

pub(crate) fn success(reply: &CallbackReply) -> String {
    body(reply, reply.success, &reply.success_message)
}
