//! A type that is nowhere defined; whatever is given for it is not a second mistake.

use shop::{Buy, Colour};

#[qq_cgi::qq_cgi("mistakes/unknown-type/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword", Colour::Red).amount(2);
    drop(request);
}
