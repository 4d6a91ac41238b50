//! Pages: `[page.NAME]`.

use super::{About, Field};

/// A web page that is opened by a URL with parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its key in the TOML.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// Its address, without a query.
    pub url: String,
    /// The parameters in its query, in file order.
    pub params: Vec<Field>,
    /// Its examples, computed whenever the spec is checked.
    pub examples: Vec<PageExample>,
    /// Its texts.
    pub about: About,
}

/// An example of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageExample {
    /// Wire names and raw wire texts, in file order.
    pub params: Vec<(String, String)>,
    /// The URL that they give.
    pub url: String,
    /// Its texts.
    pub about: About,
}
