//! A vector that does not reproduce: one letter of the sign was changed.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/changed-sign/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword", 2);
    drop(request);
}
