//! Parameters and fields.

use super::{Map, TypeExpression, table};
use crate::model::Constant;

table! {
    /// A parameter of a gateway or command, or a field of a struct.
    FieldTable "a parameter" + texts {
        /// Its type: u32, u64, i32, i64, bool, string, unix_seconds, seconds, the name of an enum or struct, list:T,
        /// rows:TABLE, or json:T for a parameter that holds JSON text. In SDK calls also bytes, bundle, and host:CLASS
        /// for what the platform's side brings along.
        "type" ty: TypeExpression = required;
        /// Its name in Rust; otherwise made from its wire name.
        "rust" rust: String;
        /// Where its value comes from: caller (unless given), client.app_id, session.openid, session.access_token,
        /// command.name, sign, or len(FIELD).
        "from" from: String;
        /// A value that never changes.
        "value" value: Constant;
        /// Whether it must be there; yes unless given.
        "required" required: bool;
        /// What is sent where the caller sets nothing.
        "default" default: Constant;
        /// Never shown: in no Debug, error, log or trace.
        "secret" secret: bool;
        /// Whether the fields inside become arguments and setters of what holds it.
        "flatten" flatten: bool;
        /// The gateway's code for its absence, where it has one of its own.
        "missing_code" missing_code: i64;
        /// Whether a number or truth value stands in its JSON as a text: `"1"`.
        "quoted" quoted: bool;
        /// In a bundle: the value of its key's constant, or "unknown" where it is not public; its own name unless given.
        "key" key: String;
        /// In an SDK call: how many items the platform keeps; it drops the rest, which is a warning.
        "keeps" keeps: i64;
        /// A value for sandboxes to answer with.
        "sample" sample: Constant;
        /// Smallest number.
        "min" min: i64;
        /// Largest number.
        "max" max: i64;
        /// Fewest characters.
        "min_chars" min_chars: i64;
        /// Most characters.
        "max_chars" max_chars: i64;
        /// Fewest items.
        "min_items" min_items: i64;
        /// Most items.
        "max_items" max_items: i64;
        /// Whether the text must not be empty.
        "non_empty" non_empty: bool;
        /// Only URLs that begin with https://.
        "https_only" https_only: bool;
    }
}

table! {
    /// A JSON object.
    StructTable "a struct" + texts {
        /// Its fields, in the order of the wire.
        "fields" fields: Map<FieldTable> = required;
    }
}
