//! A type that is misspelt.

#[qq_cgi::qq_cgi("tests/mistakes/unknown_type.toml")]
pub mod api {}

fn main() {}
