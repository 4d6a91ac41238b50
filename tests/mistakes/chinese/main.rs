//! The caret stands under what is meant, also beside and below Chinese text.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/chinese/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("剑", 2);
    drop(request);
}
