//! Requests over loopback: four ways to send the document's sample, and a server that answers always the same.

pub mod clock;
pub mod server;
pub mod ways;
