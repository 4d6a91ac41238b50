//! Callbacks.

use qq_cgi_model::model::{Callback, CallbackApps, CallbackExample, CallbackReply, KnownRecords};

use crate::json::written::object;

object! {
    /// A request that the vendor sends to an address of ours, by GET.
    Callback {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// The sign scheme, by name.
        sign;
        /// Whether the names of the parameters are known in any case.
        ignore_case;
        /// The parameters in its query, in file order; that of the sign among them.
        params;
        /// The parameter that holds what the callback says.
        payload;
        /// The struct in the payload, by name; `None` only in a Model with errors.
        payload_struct;
        /// Whether the sender ends the payload's text with a line feed.
        line_feed;
        /// The fields of the payload that together are said once.
        key;
        /// What the receiver answers.
        reply;
        /// Where a receiver finds the apps that it can be about; `None` where the spec does not say.
        apps;
        /// Its examples: vectors.
        examples;
        /// Its texts.
        about;
    }
}

object! {
    /// What a receiver answers: one JSON object.
    CallbackReply {
        /// The field with the code.
        code;
        /// The code that means success.
        success;
        /// The field with the message.
        message;
        /// What the message says on success.
        success_message;
    }
}

object! {
    /// Where a receiver finds the apps that a callback can be about.
    CallbackApps {
        /// The table of which each record is an app, by name.
        table;
        /// The field of such a record with the app's secret: a secret that the administration makes, and not the key.
        secret;
        /// The fields of the payload whose values the records of other tables list, in file order.
        known;
    }
}

object! {
    /// A field of a payload that has to hold the key of a record of the app.
    KnownRecords {
        /// The field of the payload.
        field;
        /// The table of the records, by name.
        table;
        /// The field of such a record that refers to the app's; the only one that does.
        owner;
    }
}

object! {
    /// An example of a callback.
    CallbackExample {
        /// The key that sender and receiver share.
        secret;
        /// The sign that the parameters give.
        sign;
        /// Wire names and raw wire texts, in file order.
        params;
        /// Its texts.
        about;
    }
}
