//! An error table that is nowhere defined.

use shop::Buy;

#[qq_cgi::qq_cgi("mistakes/unknown-table/spec.toml")]
pub mod shop {}

fn main() {
    let player = client().session("openid", "token");
    let _ = player.sign(&Buy::new("sword"));
}

fn client() -> qq_cgi::Client {
    todo!()
}
