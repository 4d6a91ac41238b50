//! `[note.NAME]`.

use super::table;

table! {
    /// A page of the document that holds nothing to call.
    NoteTable "a note" + texts {
        /// Where to read on.
        "url" url: String;
    }
}
