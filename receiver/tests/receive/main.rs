//! The receiver from outside: queries in, answers and stored orders out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod apps;
mod endpoints;
mod ledger;
mod opening;
mod patience;
mod peers;
mod refused;
mod second;
mod sender;
mod server;
