//! The vendor's side of a spec on your own machine: verifies signs, checks parameters, explains refusals.
//!
//! In: a [`Model`](qq_cgi_model::model::Model) and HTTP requests. Out: the answers that the document promises, and what
//! it does not give: why a sign is wrong. **Invariant**: knows no command, code or parameter by itself, and never shows
//! a secret, the right sign included.
//!
//! ```no_run
//! # async fn run(model: qq_cgi_model::model::Model) -> Result<(), qq_cgi_sandbox::StartError> {
//! let sandbox = qq_cgi_sandbox::Sandbox::builder(model).app(1_000, "the app's secret").start().await?;
//! println!("send your requests to {}", sandbox.origin());
//! # Ok(())
//! # }
//! ```
//!
//! Access tokens are those of [`Builder::player`], or of the spec's examples: where the document names a code for a wrong
//! token, others are refused, and where an answer says whose a token is, it names that player.
//!
//! A refused sign is explained in the response header `x-qq-cgi-diagnosis` and in [`Sandbox::log`]; parameters that the
//! command does not have are named in `x-qq-cgi-note`.
#![forbid(unsafe_code)]

mod answer;
mod apps;
mod builder;
mod checks;
mod deliveries;
mod diagnosis;
mod fault;
mod header;
mod log;
mod mask;
mod page;
mod payload;
mod players;
mod query;
mod refusal;
mod routes;
mod sample;
mod server;
mod socket;
mod stop;
mod vendor;

pub use builder::{Builder, StartError};
pub use deliveries::Deliveries;
pub use diagnosis::{Mistake, known_mistakes};
pub use fault::{Fault, FaultError, FaultRule, Faults, Layer};
pub use log::{LogEntry, Outcome};
pub use server::Sandbox;
