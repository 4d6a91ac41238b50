//! No TOML: nothing can be generated, and only that is said.

use shop::{Buy, Colour};

#[qq_cgi::qq_cgi("mistakes/broken-syntax/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword", Colour::Red).amount(2);
    shop::Sell::new(request);
}
