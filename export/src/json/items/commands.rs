//! Commands.

use qq_cgi_model::model::{Command, Example, ReplyCode};

use crate::json::written::object;

object! {
    /// Something a gateway does when asked.
    Command {
        /// Its name on the wire.
        name;
        /// Its name in Rust.
        rust;
        /// The gateway that carries it, by name.
        gateway;
        /// Its own path below the gateway's URL, with a leading `/`; `None` where a parameter names the command.
        path;
        /// The HTTP methods it takes; the first is the default.
        methods;
        /// Whether sending it twice does no harm.
        idempotent;
        /// Its own parameters, in file order.
        params;
        /// What it answers inside the gateway's envelope.
        reply;
        /// Which field of the answer is the command's own code.
        reply_code;
        /// Fields of the answer that must say what client or session know.
        verify;
        /// Its examples and vectors.
        examples;
        /// Its texts.
        about;
    }
}

object! {
    /// The command's own code inside its answer.
    ReplyCode {
        /// The field with the code.
        field;
        /// The field with the message.
        message;
        /// The code that means success.
        success;
        /// The error table, by name; `None` where the codes are not documented.
        errors;
    }
}

object! {
    /// An example of a request. With a secret and a sign it is a vector, computed whenever the spec is checked.
    Example {
        /// The app's secret in the example.
        secret;
        /// The sign in the example.
        sign;
        /// The method; the command's default where none is given.
        method;
        /// Wire names and raw wire texts, in file order; computed and fixed parameters are filled in.
        params;
        /// Its texts.
        about;
    }
}
