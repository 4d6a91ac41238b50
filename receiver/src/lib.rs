//! The receiver of a spec's callbacks: each signed order is stored once, and handed over until it is done.
//!
//! In: requests, each signed for one app. Out: what is stored, and answers that say so. **Invariant**: knows no field, code or name of a document, and says "stored" of
//! nothing that a power cut could take away.
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
