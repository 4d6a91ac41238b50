//! `[callback.NAME]`.

use super::{FieldTable, Map, table};
use crate::{model::Constant, source::Located};

table! {
    /// A request that the vendor sends to an address of ours, by GET.
    CallbackTable "a callback" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// The sign scheme; its secret is the key that the vendor shares with the receiver.
        "sign" sign: String = required;
        /// Whether the names of the parameters are known in any case; no unless given.
        "ignore_case" ignore_case: bool;
        /// The parameters in its query.
        "params" params: Map<FieldTable> = required;
        /// The parameter that holds what the callback says: the JSON text of a struct.
        "payload" payload: String = required;
        /// Whether the sender ends the payload's text with a line feed; no unless given.
        "line_feed" line_feed: bool;
        /// The fields of the payload that together are said once: whatever comes again with these is a duplicate.
        "key" key: Vec<Located<String>> = required;
        /// What the receiver answers.
        "reply" reply: CallbackReplyTable = required;
        /// Where a receiver finds the apps that the callback can be about.
        "apps" apps: CallbackAppsTable;
        /// Examples: a secret, parameters and the sign that they give.
        "example" examples: Vec<Located<CallbackExampleTable>>;
    }
}

table! {
    /// What a receiver answers: one JSON object.
    CallbackReplyTable "the reply to a callback" {
        /// The field with the code.
        "code" code: String = required;
        /// The code that means success; 0 unless given.
        "success" success: i64;
        /// The field with the message.
        "message" message: String = required;
        /// What the message says on success.
        "success_message" success_message: String = required;
    }
}

table! {
    /// Where a receiver finds the apps that a callback can be about.
    CallbackAppsTable "the apps of a callback" {
        /// The table of records of which each is an app, called by the record's key.
        "table" table: String = required;
        /// The field of such a record that holds the app's own secret of the sign scheme.
        "secret" secret: String = required;
        /// By field of the payload, the table in which its value has to be the key of a record that refers to the app.
        "known" known: Map<Located<String>>;
    }
}

table! {
    /// An example of a callback: a vector.
    CallbackExampleTable "an example of a callback" + texts {
        /// The key that sender and receiver share.
        "secret" secret: String = required;
        /// The sign that the parameters give.
        "sign" sign: String = required;
        /// Values by wire name, the payload as its JSON text.
        "params" params: Map<Constant> = required;
    }
}
