//! A command without its gateway; it still is a command.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/missing-key/spec.toml")]
pub mod shop {}

fn main() {}

pub fn sign(player: &qq_cgi::Session) {
    let _ = player.sign(&Buy::new("sword").amount(2));
}
