//! `[page.NAME]`.

use super::{FieldTable, Map, table};
use crate::{model::Constant, source::Located};

table! {
    /// A web page that is opened by a URL with parameters.
    PageTable "a page" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// Its address, without a query.
        "url" url: String = required;
        /// The parameters in its query, in order.
        "params" params: Map<FieldTable>;
        /// Examples: the URL that parameters give.
        "example" examples: Vec<Located<PageExampleTable>>;
    }
}

table! {
    /// An example of a page: a vector.
    PageExampleTable "an example of a page" + texts {
        /// Values by wire name.
        "params" params: Map<Constant> = required;
        /// The URL that they give.
        "url" url: String = required;
    }
}
