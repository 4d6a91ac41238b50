//! The vendor's side of a spec on your own machine: verifies signs, checks parameters, explains refusals.
//!
//! In: a [`Model`](qq_cgi_model::model::Model) and HTTP requests. Out: the answers that the document promises, and what
//! it does not give: why a sign is wrong. **Invariant**: knows no command, code or parameter by itself, and never shows
//! a secret, the right sign included.
//!
//! # In a test
//!
//! As a dev-dependency beside the crate of a generated client; `#[tokio::test]` in the place of `main`:
//!
//! ```
//! use qq_cgi::Client;
//! use qq_cgi_sandbox::Sandbox;
//! use qq_game_social::social::{self, SetSummaryCard};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::of_spec(social::SPEC_FILES, social::BASE_FILES).app(1_000, "the secret").start().await?;
//! let client = Client::builder().app(1_000, "the secret").origin(&sandbox.origin()).build()?;
//! let player = client.session("openid", "access token");
//! player.send(&SetSummaryCard::new(11746, 1)).await?;
//!
//! // A proxy answers after the request took effect: the error must not lead to a second one.
//! sandbox.faults().add("cmd=qc_set_summary_card,times=1,status=502".parse()?)?;
//! assert!(player.send(&SetSummaryCard::new(11746, 2)).await.is_err());
//!
//! let cards = sandbox.deliveries("qc_set_summary_card")?;
//! assert_eq!((cards.received, cards.delivered, cards.doubled), (2, 2, 0));
//! # Ok(())
//! # }
//! ```
//!
//! Where the apps and players of the spec's examples will do, [`Sandbox::start`] is shorter still; where there is a
//! [`Model`](qq_cgi_model::model::Model) already, [`Sandbox::builder`] takes it.
//!
//! # Faults on request
//!
//! [`Fault`] lists them. They are asked for in four ways, always in the same words, those of [`FaultRule`]: before the
//! start by [`Builder::fault`], while it runs by [`Sandbox::faults`], for one request by its header `x-qq-cgi-fault`
//! (`x-qq-cgi-fault: code=-6`), and by `qq-cgi sandbox --fault RULE`. They befall requests at gateways, not pages. An
//! answer names in the same header what befell it. [`LogEntry::delivered`] says whether the request took effect;
//! [`Sandbox::deliveries`] counts that exactly, and how often one request took effect twice.
//!
//! # What it knows and what it says
//!
//! Access tokens are those of [`Builder::player`], or of the spec's examples: where the document names a code for a wrong
//! token, others are refused, and where an answer says whose a token is, it names that player.
//!
//! A refused sign is explained in the response header `x-qq-cgi-diagnosis` and in [`Sandbox::log`]; parameters that the
//! command does not have are named in `x-qq-cgi-note`.
//!
//! # The vendor as a sender
//!
//! [`forward::Forwarder`] signs a callback of the spec and sends it to its receiver, until it is acknowledged: many at once,
//! twice, with other fields, wrongly signed.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod apps;
mod builder;
mod checks;
mod deliveries;
mod diagnosis;
mod fault;
pub mod forward;
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
pub use deliveries::{Deliveries, UnknownCommand};
pub use diagnosis::{Mistake, known_mistakes};
pub use fault::{Fault, FaultError, FaultRule, Faults, Layer};
pub use log::{LogEntry, Outcome};
pub use server::Sandbox;
