//! `[gateway.NAME]`.

use super::{FieldTable, Map, table};
use crate::source::Located;

table! {
    /// An HTTP address behind which commands live, with what they have in common.
    GatewayTable "a gateway" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// Where it answers; the first is the default. Paths of commands are added to it.
        "urls" urls: Vec<Located<String>> = required;
        /// The sign scheme; without it, requests are not signed.
        "sign" sign: String;
        /// The error table of the gateway's own layer.
        "errors" errors: String;
        /// The fields around every answer.
        "envelope" envelope: EnvelopeTable = required;
        /// How a request chooses between JSON and JSONP.
        "output" output: OutputTable;
        /// The codes with which it refuses requests.
        "refuse" refuse: RefuseTable;
        /// The parameters of every command.
        "params" params: Map<FieldTable>;
    }
}

table! {
    /// The fields around every answer of a gateway.
    EnvelopeTable "an envelope" {
        /// The field with the gateway's code.
        "code" code: String = required;
        /// The code that means success; 0 unless given.
        "success" success: i64;
        /// Whether the code stands in failures alone: an answer without it succeeded; no unless given.
        "failures_only" failures_only: bool;
        /// The field with the gateway's message.
        "message" message: String = required;
        /// What the message says on success.
        "success_message" success_message: String;
        /// The field with the command's answer; empty where the answer stands beside the code.
        "data" data: String = required;
    }
}

table! {
    /// How a request chooses the form of the answer.
    OutputTable "an output form" {
        /// The common parameter that chooses.
        "param" param: String = required;
        /// Its value that asks for JSONP, where JSON is the default.
        "jsonp" jsonp: String;
        /// Its value that asks for JSON, where JSONP is the default.
        "json" json: String;
        /// The common parameter that names the function.
        "callback" callback: String;
        /// The function's name where none is given.
        "default_callback" default_callback: String = required;
    }
}

table! {
    /// The codes with which a gateway refuses.
    RefuseTable "the refusals of a gateway" {
        /// A missing or malformed parameter.
        "bad_param" bad_param: i64;
        /// An app id that is not known.
        "unknown_app" unknown_app: i64;
        /// A sign that does not match.
        "bad_sign" bad_sign: i64;
        /// An access token that is not known.
        "bad_token" bad_token: i64;
        /// A command that does not exist.
        "unknown_command" unknown_command: i64;
        /// An HTTP method that the command does not take.
        "bad_method" bad_method: i64;
    }
}
