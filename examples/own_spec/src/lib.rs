//! The client that this game generates from its own spec.

/// Everything that this game calls.
#[qq_cgi::qq_cgi("specs/game.toml")]
pub mod game {}
