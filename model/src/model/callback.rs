//! Callbacks: `[callback.NAME]`.

use super::{About, Field};

/// A request that the vendor sends to an address of ours, by GET.
#[derive(Debug, Clone, PartialEq)]
pub struct Callback {
    /// Its key in the TOML.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The sign scheme, by name.
    pub sign: Option<String>,
    /// Whether the names of the parameters are known in any case.
    pub ignore_case: bool,
    /// The parameters in its query, in file order; that of the sign among them.
    pub params: Vec<Field>,
    /// The parameter that holds what the callback says.
    pub payload: String,
    /// The struct in the payload, by name; `None` only in a Model with errors.
    pub payload_struct: Option<String>,
    /// Whether the sender ends the payload's text with a line feed.
    pub line_feed: bool,
    /// The fields of the payload that together are said once.
    pub key: Vec<String>,
    /// What the receiver answers.
    pub reply: CallbackReply,
    /// Where a receiver finds the apps that it can be about; `None` where the spec does not say.
    pub apps: Option<CallbackApps>,
    /// Its examples: vectors.
    pub examples: Vec<CallbackExample>,
    /// Its texts.
    pub about: About,
}

/// What a receiver answers: one JSON object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallbackReply {
    /// The field with the code.
    pub code: String,
    /// The code that means success.
    pub success: i64,
    /// The field with the message.
    pub message: String,
    /// What the message says on success.
    pub success_message: String,
}

/// Where a receiver finds the apps that a callback can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackApps {
    /// The table of which each record is an app, by name.
    pub table: String,
    /// The field of such a record with the app's secret: a secret that the administration makes, and not the key.
    pub secret: String,
    /// The fields of the payload whose values the records of other tables list, in file order.
    pub known: Vec<KnownRecords>,
}

/// A field of a payload that has to hold the key of a record of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRecords {
    /// The field of the payload.
    pub field: String,
    /// The table of the records, by name.
    pub table: String,
    /// The field of such a record that refers to the app's; the only one that does.
    pub owner: String,
}

/// An example of a callback.
#[derive(Debug, Clone, PartialEq)]
pub struct CallbackExample {
    /// The key that sender and receiver share.
    pub secret: String,
    /// The sign that the parameters give.
    pub sign: String,
    /// Wire names and raw wire texts, in file order.
    pub params: Vec<(String, String)>,
    /// Its texts.
    pub about: About,
}
