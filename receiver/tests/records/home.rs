//! Where records live while a test runs.

use std::sync::Arc;

#[cfg(unix)]
use qq_cgi_receiver::store::{Postgres, PostgresUrl};
use qq_cgi_receiver::{records::Records, store::Sqlite};
use tempfile::TempDir;

/// A fresh place for records.
pub(crate) trait Home: Sized {
    /// `None` where it is skipped, which was said.
    async fn new() -> Option<Self>;

    /// The records that live here; each call opens them anew, beside those that are open.
    async fn open(&self) -> Arc<dyn Records>;
}

pub(crate) struct SqliteHome(TempDir);

impl Home for SqliteHome {
    async fn new() -> Option<Self> {
        Some(Self(tempfile::tempdir().unwrap()))
    }

    async fn open(&self) -> Arc<dyn Records> {
        Arc::new(Sqlite::open(self.0.path().join("orders.db")).unwrap())
    }
}

#[cfg(unix)]
pub(crate) struct PostgresHome(PostgresUrl);

#[cfg(unix)]
impl Home for PostgresHome {
    async fn new() -> Option<Self> {
        Some(Self(qq_cgi_test_postgres::Server::shared()?.database().parse().unwrap()))
    }

    async fn open(&self) -> Arc<dyn Records> {
        Arc::new(Postgres::open(&self.0).await.unwrap())
    }
}
