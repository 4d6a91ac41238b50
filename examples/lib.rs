//! Programs to start from. Each is one file: `cargo run -p qq-cgi-examples --example quickstart`.
