//! The store that an argument names: a file, or a PostgreSQL database.

use std::{
    env,
    path::{Path, PathBuf},
    sync::Arc,
};

use qq_cgi_receiver::store::{Postgres, PostgresUrl, Sqlite, Store, StoreError};
use tokio::runtime::Runtime;

use crate::{output::Failure, secret};

/// A store that is there, and what its answers are waited for with.
pub(crate) struct Opened {
    place: Place,
    pub(crate) store: Arc<dyn Store>,
    runtime: Runtime,
}

impl Opened {
    pub(crate) fn at(text: &Path) -> Result<Self, Failure> {
        let place = Place::parse(text)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::new(format!("cannot read the store: {error}")))?;
        let store: Result<Arc<dyn Store>, _> = match &place {
            Place::File(path) => Sqlite::existing(path).map(|store| Arc::new(store) as _),
            Place::Postgres(url) => runtime.block_on(Postgres::existing(url)).map(|store| Arc::new(store) as _),
        };
        let store = store.map_err(|error| place.unusable(&error))?;
        Ok(Self { place, store, runtime })
    }

    pub(crate) fn wait<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, Failure> {
        self.runtime.block_on(answer).map_err(|error| self.place.unusable(&error))
    }
}

/// Opens the store of a receiver that runs on `runtime`, and makes one if there is none.
pub(crate) fn create(text: &Path, runtime: &Runtime) -> Result<Arc<dyn Store>, Failure> {
    let place = Place::parse(text)?;
    let store: Result<Arc<dyn Store>, _> = match &place {
        Place::File(path) => Sqlite::open(path).map(|store| Arc::new(store) as _),
        Place::Postgres(url) => runtime.block_on(Postgres::open(url)).map(|store| Arc::new(store) as _),
    };
    store.map_err(|error| place.unusable(&error))
}

enum Place {
    File(PathBuf),
    Postgres(Box<PostgresUrl>),
}

impl Place {
    /// Repeats nothing of a URL that it refuses: there may be a password in it.
    fn parse(text: &Path) -> Result<Self, Failure> {
        let Some(written) = text.to_str() else { return Ok(Self::File(text.to_owned())) };
        let refused = |why: String| Failure::usage(format!("--store: {why}"));
        if let Some(hidden) = secret::at(written) {
            let url: Result<PostgresUrl, _> = hidden?.parse();
            return url.map(Self::postgres).map_err(|error| refused(format!("what stands there is no URL: {error}")));
        }
        if !["postgres://", "postgresql://"].iter().any(|scheme| written.starts_with(scheme)) {
            return Ok(Self::File(text.to_owned()));
        }
        let url: PostgresUrl = written.parse().map_err(|error| refused(format!("this is no URL: {error}")))?;
        if url.has_password() {
            return Err(refused(
                "a password among the arguments is seen by other users of this machine: leave it to PGPASSWORD, or name \
                 where the whole URL is, as env:VARIABLE or file:PATH"
                    .to_owned(),
            ));
        }
        Ok(Self::postgres(url))
    }

    /// As PostgreSQL's own programs do, where the URL has no password.
    fn postgres(url: PostgresUrl) -> Self {
        let password = env::var_os("PGPASSWORD").filter(|password| !password.is_empty() && !url.has_password());
        Self::Postgres(Box::new(match password {
            Some(password) => url.password(password.as_encoded_bytes()),
            None => url,
        }))
    }

    fn unusable(&self, error: &StoreError) -> Failure {
        let place = match self {
            Self::File(path) => path.display().to_string(),
            Self::Postgres(url) => url.to_string(),
        };
        Failure::new(format!("cannot use the store `{place}`: {error}"))
    }
}
