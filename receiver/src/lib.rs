//! The receiver of a spec's callbacks: each signed order is stored once, and handed over until it is done.
//!
//! In: requests, each signed for one app. Out: what is stored, and answers that say so. **Invariant**: knows no field, code
//! or name of a document, and says "stored" of nothing that a power cut could take away.
//!
//! # Received
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
//!
//! With the feature `postgres`, `store::Postgres` stands in the place of `store::Sqlite` for several receivers.
//!
//! # Stored once, handed over until it is done
//!
//! ```
//! use std::{sync::Arc, time::Duration};
//!
//! use qq_cgi_receiver::store::{Committer, Key, Name, Order, Sqlite, Store, Stored, Take};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let file = folder.path().join("orders.db");
//! # let now = 1_700_000_000_000;
//! let store = Arc::new(Sqlite::open(file)?);
//! let committer = Committer::new(Arc::clone(&store) as Arc<dyn Store>);
//! let order = Order {
//!     app: Name::new("game")?,
//!     callback: Name::new("opened")?,
//!     key: Key::new(r#"["a player","an order"]"#)?,
//!     fields: r#"{"months":3}"#.to_owned(),
//!     raw: br#"{ "months": 3 }"#.to_vec(),
//!     received_at: now,
//! };
//! assert!(matches!(committer.submit(order.clone()).await?, Stored::New(_)));
//! assert!(matches!(committer.submit(order).await?, Stored::Duplicate(_)));
//!
//! let take = Take { limit: 10, visibility: Duration::from_secs(60), max_attempts: 5, now };
//! for lease in store.next_batch(take).await? {
//!     // … hand it over; whoever takes it does nothing if it knows the order's id …
//!     store.ack(vec![lease.order.id]).await?;
//! }
//! assert_eq!(store.counts().await?.done, 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Apps that are records of the spec's tables
//!
//! ```
//! use std::sync::Arc;
//!
//! use qq_cgi_model::check_embedded;
//! use qq_cgi_receiver::{
//!     records::{Administration, AppRecords, Records},
//!     store::Sqlite,
//! };
//! use qq_game_social::social;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let file = folder.path().join("orders.db");
//! # let now = 1_700_000_000_000;
//! let model = Arc::new(check_embedded(social::SPEC_FILES, social::BASE_FILES).model);
//! let records: Arc<dyn Records> = Arc::new(Sqlite::open(file)?);
//! let administration = Administration::new(Arc::clone(&model), Arc::clone(&records), "ann");
//! let game = [("appid", "1105"), ("url", "https://example.com/opening_flow/1105"), ("userinfo", "10001")];
//! let game = game.map(|(field, value)| (field.to_owned(), value.to_owned()));
//! assert_eq!(administration.add("app", &game, now).await?.made, ["appkey"]);
//!
//! // From its first stage on; `AppRecords::follow` brings an `Intake` what changes later.
//! let loaded = AppRecords::new(model, Some("Test"))?.load(&*records).await?;
//! assert_eq!(loaded.apps.iter().next().map(|app| app.path()).as_deref(), Some("/opening_flow/1105"));
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod app;
mod canonical;
mod clock;
mod doubts;
mod event;
pub mod handover;
pub mod http;
mod intake;
mod keeper;
mod lookout;
mod metrics;
pub mod records;
mod reply;
mod reports;
pub mod store;
mod strangers;
mod understand;
mod words;

pub use app::{App, AppError, Apps};
pub use event::{Access, Alert, Outcome};
pub use intake::{Answer, CodeMeansSuccess, Intake};
pub use metrics::{Metrics, Snapshot};
pub use reply::Codes;
pub use reports::Reports;
pub use strangers::UnverifiedLimit;
pub use understand::order_of;
