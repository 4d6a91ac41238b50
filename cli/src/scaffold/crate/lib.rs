//! The client that is generated from `specs/api.toml`; `cargo doc --open` shows it.

/// Everything that the spec says.
#[qq_cgi::qq_cgi("specs/api.toml")]
pub mod api {}
