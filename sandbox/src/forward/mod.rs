//! The vendor as the sender of callbacks: signs them, sends them, repeats them, and judges what is answered.
//!
//! In: a Model, a callback's name, an app's key, the address of its receiver. Out: requests, and what became of each.
//! **Invariant**: knows no field and no code by itself. What is sent follows from the seed and a number alone, never from an
//! answer, a clock or the order of things.
//!
//! ```no_run
//! use qq_cgi_model::check_embedded;
//! use qq_cgi_sandbox::forward::Forwarder;
//! use qq_game_social::social;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let model = check_embedded(social::SPEC_FILES, social::BASE_FILES).model;
//! let receiver = "http://127.0.0.1:8080/opening_flow/game";
//! let forwarder = Forwarder::new(model, "opening_flow", "the app's key", receiver);
//! let report = forwarder.count(1_000).concurrency(8).doubles(0.1).conflicts(0.05).wrong_signs(0.05).run().await?;
//! assert!(report.totals.is_as_it_should_be(), "{}", report.totals);
//! // And the store holds exactly these.
//! let keys: Vec<_> = report.acknowledged().collect();
//! # Ok(())
//! # }
//! ```

mod error;
mod forwarder;
mod judge;
mod ledger;
mod message;
mod plan;
mod run;
mod totals;
mod values;
mod wire;

pub use error::ForwardError;
pub use forwarder::{Forwarder, LineFeeds};
pub use judge::Verdict;
pub use ledger::{Entry, Kind, Report};
pub use totals::Totals;
