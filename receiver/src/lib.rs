//! The receiver of a spec's callbacks: each signed order is stored once, and handed over until it is done.
//!
//! In: orders. Out: what became of them. **Invariant**: knows no field, code or name of a document, and says "stored" of
//! nothing that a power cut could take away.
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
#![forbid(unsafe_code)]

pub mod store;
