//! What an answer says.

use qq_cgi_model::model::CallbackReply;
use serde_json::{Map, Value};

/// What was answered at last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// HTTP 200, and the code that means success: the sender forgets it.
    Acknowledged,
    /// Another answer.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The code, where there is one.
        code: Option<i64>,
        /// The message beside it.
        message: Option<String>,
    },
    /// None, or none that could be read.
    Unanswered {
        /// Why. Shows no URL.
        why: String,
    },
}

impl Verdict {
    /// Whether it says that the receiver has it.
    #[must_use]
    pub const fn is_acknowledged(&self) -> bool {
        matches!(self, Self::Acknowledged)
    }

    /// Whether it is the receiver's own word: not that of a proxy, nor of a receiver that asks to come again.
    pub(super) fn is_the_receivers(&self) -> bool {
        match self {
            Self::Acknowledged => true,
            Self::Refused { status, code, .. } => *status < 500 && code.is_some(),
            Self::Unanswered { .. } => false,
        }
    }

    /// Whether somebody declined it, in whatever form.
    pub(super) fn is_declined(&self) -> bool {
        matches!(self, Self::Refused { status, .. } if *status < 500)
    }
}

pub(super) fn judge(reply: &CallbackReply, status: u16, body: &[u8]) -> Verdict {
    let object = serde_json::from_slice::<Map<String, Value>>(body).unwrap_or_default();
    let code = object.get(&reply.code).and_then(Value::as_i64);
    if status == 200 && code == Some(reply.success) {
        return Verdict::Acknowledged;
    }
    let message = object.get(&reply.message).and_then(Value::as_str).map(str::to_owned);
    Verdict::Refused { status, code, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_answer_acknowledges() {
        let reply = CallbackReply {
            code: "code".to_owned(),
            success: 0,
            message: "text".to_owned(),
            success_message: "thanks".to_owned(),
        };
        let judged = |status, body: &str| judge(&reply, status, body.as_bytes());
        assert_eq!(judged(200, r#"{"code":0,"text":"whatever","more":1}"#), Verdict::Acknowledged);
        for (status, body, code) in [
            (500, r#"{"code":0}"#, Some(0)),
            (204, "", None),
            (200, "OK", None),
            (200, "0", None),
            (200, r#"[{"code":0}]"#, None),
            (200, r#"{"code":"0"}"#, None),
            (200, r#"{"code":0.5}"#, None),
            (200, r#"{"ret":0}"#, None),
            (200, r#"{"code":-1}"#, Some(-1)),
        ] {
            assert_eq!(judged(status, body), Verdict::Refused { status, code, message: None }, "{status} {body}");
        }
    }
}
