//! The HTTP server in front of the intake.
//!
//! In: connections. Out: answers, each within bounds of time and space that no peer can stretch. **Invariant**: knows no
//! callback; whatever is no address of its own goes to the intake as it came.

mod connection;
mod probe;
mod respond;
mod server;
#[cfg_attr(not(feature = "tls"), path = "no_tls.rs")]
mod tls;

pub use server::{Bounds, Server};
#[cfg(feature = "tls")]
pub use tls::{Tls, TlsError};
