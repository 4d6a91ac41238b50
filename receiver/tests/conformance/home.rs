//! Where a store lives while a test runs.

use std::sync::Arc;

use qq_cgi_receiver::store::{Sqlite, Store};
use tempfile::TempDir;

/// A fresh place for a store.
pub(crate) trait Home: Sized {
    async fn new() -> Self;

    /// The store that lives here; each call opens it anew, beside those that are open.
    async fn open(&self) -> Arc<dyn Store>;
}

pub(crate) struct SqliteHome(TempDir);

impl Home for SqliteHome {
    async fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn open(&self) -> Arc<dyn Store> {
        Arc::new(Sqlite::open(self.0.path().join("orders.db")).unwrap())
    }
}
