//! The store that an argument names: a file, or a PostgreSQL database.

use std::{
    env, fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use qq_cgi_receiver::{
    records::Records,
    store::{Postgres, PostgresUrl, Sqlite, Store, StoreError},
};
use tokio::runtime::Runtime;

use crate::{output::Failure, secret};

/// A store that is open, and what its answers are waited for with.
pub(crate) struct Opened {
    pub(crate) place: Place,
    pub(crate) store: Arc<dyn Kept>,
    pub(crate) runtime: Runtime,
}

/// What a store keeps.
pub(crate) trait Kept: Store + Records {}

impl<T: Store + Records> Kept for T {}

impl Opened {
    /// The store that is there.
    pub(crate) fn existing(text: &Path) -> Result<Self, Failure> {
        Self::at(text, false)
    }

    /// The store that is there, or a new one.
    pub(crate) fn or_made(text: &Path) -> Result<Self, Failure> {
        Self::at(text, true)
    }

    fn at(text: &Path, or_make: bool) -> Result<Self, Failure> {
        let place = Place::parse(text)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::new(format!("cannot wait for the store: {error}")))?;
        let store = runtime.block_on(place.open(or_make)).map_err(|error| place.unusable(&error))?;
        Ok(Self { place, store, runtime })
    }

    pub(crate) fn wait<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, Failure> {
        self.runtime.block_on(answer).map_err(|error| self.unusable(&error))
    }

    pub(crate) fn unusable(&self, error: &StoreError) -> Failure {
        self.place.unusable(error)
    }
}

/// Where a store is.
pub(crate) enum Place {
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

    async fn open(&self, or_make: bool) -> Result<Arc<dyn Kept>, StoreError> {
        Ok(match (self, or_make) {
            (Self::File(path), false) => Arc::new(Sqlite::existing(path)?),
            (Self::File(path), true) => Arc::new(Sqlite::open(path)?),
            (Self::Postgres(url), false) => Arc::new(Postgres::existing(url).await?),
            (Self::Postgres(url), true) => Arc::new(Postgres::open(url).await?),
        })
    }

    fn unusable(&self, error: &StoreError) -> Failure {
        Failure::new(format!("cannot use the store `{self}`: {error}"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(out),
            // It shows no password.
            Self::Postgres(url) => url.fmt(out),
        }
    }
}
