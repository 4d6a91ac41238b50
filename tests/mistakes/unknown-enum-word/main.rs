//! A remedy that no program knows.

use shop::{Buy, Shop};

#[qq_cgi::qq_cgi("mistakes/unknown-enum-word/spec.toml")]
pub mod shop {}

fn main() {
    let request = Buy::new("sword");
    let code: <Shop as qq_cgi::Gateway>::Code = shop::Errors::SoldOut;
    drop((request, code));
}
