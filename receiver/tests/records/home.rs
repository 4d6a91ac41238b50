//! Where records live while a test runs.

use std::sync::Arc;

use qq_cgi_receiver::{records::Records, store::Sqlite};
use tempfile::TempDir;

/// A fresh place for records.
pub(crate) trait Home: Sized {
    async fn new() -> Self;

    /// The records that live here; each call opens them anew, beside those that are open.
    async fn open(&self) -> Arc<dyn Records>;
}

pub(crate) struct SqliteHome(TempDir);

impl Home for SqliteHome {
    async fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn open(&self) -> Arc<dyn Records> {
        Arc::new(Sqlite::open(self.0.path().join("orders.db")).unwrap())
    }
}
