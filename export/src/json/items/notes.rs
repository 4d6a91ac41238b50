//! Notes.

use qq_cgi_model::model::Note;

use crate::json::written::object;

object! {
    /// A page of the document that holds nothing to call.
    Note {
        /// Its key in the TOML.
        name;
        /// Where to read on.
        url;
        /// Its texts.
        about;
    }
}
