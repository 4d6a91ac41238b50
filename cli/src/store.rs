//! The store that an argument names.

use std::{path::Path, sync::Arc};

use qq_cgi_receiver::{
    records::Records,
    store::{Sqlite, Store, StoreError},
};
use tokio::runtime::Runtime;

use crate::output::Failure;

/// A store that is there, and what its answers are waited for with.
pub(crate) struct Opened<'a> {
    path: &'a Path,
    pub(crate) store: Arc<dyn Store>,
    runtime: Runtime,
}

impl<'a> Opened<'a> {
    pub(crate) fn at(path: &'a Path) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.map_err(|error| Failure::new(format!("cannot read the store: {error}")))?;
        let store = Sqlite::existing(path).map_err(|error| unusable(path, &error))?;
        Ok(Self { path, store: Arc::new(store), runtime })
    }

    pub(crate) fn wait<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, Failure> {
        self.runtime.block_on(answer).map_err(|error| unusable(self.path, &error))
    }
}

/// Opens the store of a receiver, and makes one if there is none.
pub(crate) fn create(path: &Path) -> Result<Arc<dyn Store>, Failure> {
    let store = Sqlite::open(path).map_err(|error| unusable(path, &error))?;
    Ok(Arc::new(store))
}

/// Opens the records of a store. Without a store, one is made if that is wanted.
pub(crate) fn records(path: &Path, or_make: bool) -> Result<Arc<dyn Records>, Failure> {
    let store = if or_make { Sqlite::open(path) } else { Sqlite::existing(path) };
    Ok(Arc::new(store.map_err(|error| unusable(path, &error))?))
}

pub(crate) fn unusable(path: &Path, error: &StoreError) -> Failure {
    Failure::new(format!("cannot use the store `{}`: {error}", path.display()))
}
