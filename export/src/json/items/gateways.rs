//! Gateways and how they are signed.

use qq_cgi_model::model::{Envelope, Gateway, OutputForm, Refusals, Sign};

use crate::json::written::object;

object! {
    /// A named sign scheme: `[sign.NAME]`.
    Sign {
        /// Its key in the TOML.
        name;
        /// What it does.
        scheme;
        /// The forms of its parameters' values under which a received sign is accepted.
        accept;
        /// Its texts.
        about;
    }
}

object! {
    /// An HTTP address behind which commands live, with what they have in common.
    Gateway {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// Where it answers; the first is the default. A command's own path is added to it.
        urls;
        /// The sign scheme, by name; `None` where requests are not signed.
        sign;
        /// The error table of its own layer, by name.
        errors;
        /// How an answer is wrapped.
        envelope;
        /// How a request chooses the form of the answer.
        output;
        /// The codes with which it refuses requests.
        refuse;
        /// The common parameters, in file order.
        params;
        /// Its texts.
        about;
    }
}

object! {
    /// The fields around every answer of a gateway.
    Envelope {
        /// The field with the gateway's code.
        code;
        /// The code that means success.
        success;
        /// Whether the code stands in failures alone: an answer without it succeeded.
        failures_only;
        /// The field with the gateway's message.
        message;
        /// What the message says on success.
        success_message;
        /// The field with the command's answer.
        data;
    }
}

object! {
    /// How a request chooses between JSON and JSONP.
    OutputForm {
        /// The common parameter that chooses.
        param;
        /// What one of its wire values asks for; without that value, the answer has the other form.
        asks;
        /// The common parameter that names the function; `None` where the name is always the same.
        callback;
        /// The function's name where none is given.
        default_callback;
    }
}

object! {
    /// The codes with which a gateway refuses. An unset one is not documented.
    Refusals {
        /// A missing or malformed parameter. A parameter's own `missing_code` goes first.
        bad_param;
        /// An app id that is not known.
        unknown_app;
        /// A sign that does not match.
        bad_sign;
        /// An access token that is not known. Unset: any token is taken.
        bad_token;
        /// A command that does not exist.
        unknown_command;
        /// An HTTP method that the command does not take.
        bad_method;
    }
}
