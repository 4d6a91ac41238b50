//! Error tables.

use qq_cgi_model::model::{Code, ErrorTable};

use crate::json::written::object;

object! {
    /// The codes of one layer and what they ask of the caller.
    ErrorTable {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// Its codes, in file order.
        codes;
        /// Its texts.
        about;
    }
}

object! {
    /// One code.
    Code {
        /// The number on the wire; `None` where it is not public.
        code;
        /// The name of its constant, where the document gives one.
        symbol;
        /// Its name in Rust.
        rust;
        /// The vendor's remedy (处理措施).
        zh_remedy;
        /// The same in English.
        en_remedy;
        /// What a program does about it.
        remedy;
        /// Its texts.
        about;
    }
}
