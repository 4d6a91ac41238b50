//! An error table that is nowhere defined.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/unknown-table/spec.toml")]
pub mod shop {}

fn main() {}

pub fn sign(player: &qq_cgi::Session) {
    let _ = player.sign(&Buy::new("sword"));
}
