//! A client on the shipped base, which this package knows under another name.

/// The shipped relay with one more command.
#[qq_cgi::qq_cgi("wave.toml")]
pub mod wave {}
