//! The receiver from outside: queries in, answers and stored orders out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod apps;
mod crowd;
mod encoding;
mod endpoints;
mod forwarded;
mod ledger;
mod mutants;
mod opening;
mod oracle;
mod patience;
mod peers;
mod refused;
mod second;
mod sender;
mod server;
#[cfg(feature = "tls")]
mod tls;
