//! Pages.

use qq_cgi_model::model::{Page, PageExample};

use crate::json::written::object;

object! {
    /// A web page that is opened by a URL with parameters.
    Page {
        /// Its key in the TOML.
        name;
        /// Its name in Rust.
        rust;
        /// Its address, without a query.
        url;
        /// The parameters in its query, in file order.
        params;
        /// Its examples, computed whenever the spec is checked.
        examples;
        /// Its texts.
        about;
    }
}

object! {
    /// An example of a page.
    PageExample {
        /// Wire names and raw wire texts, in file order.
        params;
        /// The URL that they give.
        url;
        /// Its texts.
        about;
    }
}
