//! The rules and what they rest on: each is found where its page shows it, and is as grave as it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod compiled;
mod document;
mod keys;
mod pages;
mod renamed;
mod semver_checks;
mod spec;
mod spots;
mod wire;
