//! What only a server can have wrong with it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod crashed;
mod failures;
mod refused;
mod sample;
mod tables;
mod url;
mod waiting;
