//! What a receiver answers.

use crate::value::{write_display, write_json_text};

/// The one JSON object that a receiver answers.
#[derive(Debug, Clone, Copy)]
pub struct CallbackReply {
    /// The field with the code.
    pub code: &'static str,
    /// The code that means success.
    pub success: i64,
    /// The field with the message.
    pub message: &'static str,
    /// What the message says on success.
    pub success_message: &'static str,
}

impl CallbackReply {
    /// The body that says: received. Repeated callbacks get it again, or the sender keeps sending.
    #[must_use]
    pub fn accept_body(&self) -> String {
        self.body(self.success, self.success_message)
    }

    /// The body that says: not received. `None` where `code` is the one that means success.
    #[must_use]
    pub fn refuse_body(&self, code: i64, message: &str) -> Option<String> {
        (code != self.success).then(|| self.body(code, message))
    }

    fn body(&self, code: i64, message: &str) -> String {
        let mut body = String::from("{");
        write_json_text(self.code, &mut body);
        body.push(':');
        write_display(&code, &mut body);
        body.push(',');
        write_json_text(self.message, &mut body);
        body.push(':');
        write_json_text(message, &mut body);
        body.push('}');
        body
    }
}
