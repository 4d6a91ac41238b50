//! Programs to start from. Each is one file: `cargo run --example quickstart`.
