//! The receiver of a spec's callbacks: each signed order is stored once, and handed over until it is done.
//!
//! In: requests, each signed for one app. Out: what is stored, and answers that say so. **Invariant**: knows no field, code
//! or name of a document, and says "stored" of nothing that a power cut could take away.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use qq_cgi_model::check_embedded;
//! use qq_cgi_receiver::{
//!     App, Apps, Codes, Intake,
//!     http::{Bounds, Server},
//!     store::Sqlite,
//! };
//! use qq_game_social::social;
//!
//! # async fn receive(key: String) -> Result<(), Box<dyn std::error::Error>> {
//! let model = check_embedded(social::SPEC_FILES, social::BASE_FILES).model;
//! let apps = Apps::new(model, [App::new("opening_flow", "game").key(key)])?;
//! let store = Arc::new(Sqlite::open("orders.db")?);
//! let intake = Intake::new(apps, Codes::default(), store, |alert, now| eprintln!("{}", alert.to_json(now)))?;
//! // Callbacks come to http://127.0.0.1:8080/opening_flow/game.
//! let server = Server::start("127.0.0.1:8080".parse()?, Bounds::default(), Arc::new(intake), |_| {}).await?;
//! # server.shutdown().await;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod app;
mod canonical;
mod event;
pub mod http;
mod intake;
mod metrics;
mod reply;
pub mod store;
mod strangers;
mod understand;
mod words;

pub use app::{App, AppError, Apps};
pub use event::{Access, Alert, Outcome};
pub use intake::{Answer, CodeMeansSuccess, Intake};
pub use metrics::{Metrics, Snapshot};
pub use reply::Codes;
pub use strangers::UnverifiedLimit;
