//! The spec language: TOML sources become a checked [`model::Model`] and diagnostics.
#![forbid(unsafe_code)]
pub mod model;
