//! Notes: `[note.NAME]`.

use super::About;

/// A page of the document that holds nothing to call.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its key in the TOML.
    pub name: String,
    /// Where to read on.
    pub url: Option<String>,
    /// Its texts.
    pub about: About,
}
