//! A key that the language does not have.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/misspelt-key/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword").amount(2);
    drop(request);
}
