//! The binary from outside: arguments in, texts and exit codes out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod base;
mod callback;
mod check;
mod explain;
mod fix;
mod folder;
mod handover;
mod list;
mod mistakes;
mod program;
mod receive;
#[cfg(unix)]
mod receiver;
mod same_words;
mod sandbox;
mod schema;
mod secrets;
mod sign;
mod watch;
