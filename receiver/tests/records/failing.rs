//! Records that cannot be read whenever a test says so.

use std::sync::Arc;

use qq_cgi_receiver::{
    records::{Entry, Record, RecordQuery, Records},
    store::{StoreError, StoreFuture},
};
use tokio::sync::watch;

pub(crate) struct Failing {
    records: Arc<dyn Records>,
    fails: watch::Sender<bool>,
    asked: watch::Sender<usize>,
}

impl Failing {
    pub(crate) fn of(records: Arc<dyn Records>) -> Self {
        Self { records, fails: watch::Sender::default(), asked: watch::Sender::default() }
    }

    pub(crate) fn set(&self, fails: bool) {
        self.fails.send_replace(fails);
    }

    /// Waits until the revision was asked for that often from now on.
    pub(crate) async fn asked(&self, often: usize) {
        let enough = *self.asked.borrow() + often;
        self.asked.subscribe().wait_for(|asked| *asked >= enough).await.unwrap();
    }
}

impl Records for Failing {
    fn put(&self, record: Record, entry: Entry) -> StoreFuture<'_, bool> {
        self.records.put(record, entry)
    }

    fn record(&self, table: &str, key: &str) -> StoreFuture<'_, Option<Record>> {
        self.records.record(table, key)
    }

    fn records(&self, query: RecordQuery) -> StoreFuture<'_, Vec<Record>> {
        self.records.records(query)
    }

    fn history(&self, table: &str, key: &str) -> StoreFuture<'_, Vec<Entry>> {
        self.records.history(table, key)
    }

    fn revision(&self) -> StoreFuture<'_, i64> {
        self.asked.send_modify(|asked| *asked += 1);
        if *self.fails.borrow() { Box::pin(async { Err(StoreError::Closed) }) } else { self.records.revision() }
    }
}
