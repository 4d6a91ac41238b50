//! The store that an argument names: a file, or a PostgreSQL database.

use std::{
    env, fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use qq_cgi_receiver::{
    records::Records,
    store::{Postgres, PostgresUrl, Sqlite, Store, StoreError},
};
use tokio::{
    runtime::Runtime,
    time::{Instant, sleep},
};

use crate::{
    output::{Failure, complain},
    secret,
};

/// How long a receiver that starts waits for a database server that is not there yet: machines start in any order.
const STARTING: Duration = Duration::from_secs(30);
/// Before it is asked again.
const PAUSE: Duration = Duration::from_millis(500);

/// How a connection string of libpq begins, which is no URL: with one of its keywords.
const KEYWORDS: [&str; 12] = [
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "passfile",
    "service",
    "sslmode",
    "options",
    "application_name",
    "connect_timeout",
];

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
    /// The store that is there, to look into it: nothing in it changes, nor has it to be writable.
    pub(crate) fn to_read(text: &Path) -> Result<Self, Failure> {
        Self::at(text, Access::Read, runtime()?)
    }

    /// The store that is there.
    pub(crate) fn existing(text: &Path) -> Result<Self, Failure> {
        Self::at(text, Access::Write, runtime()?)
    }

    /// The store that is there, or a new one.
    pub(crate) fn or_made(text: &Path) -> Result<Self, Failure> {
        Self::at(text, Access::Make, runtime()?)
    }

    /// The same, for a receiver and in its runtime: it waits for a server that is not up yet, and says so.
    pub(crate) fn for_receiver(text: &Path, runtime: Runtime) -> Result<Self, Failure> {
        Self::at(text, Access::Await, runtime)
    }

    fn at(text: &Path, access: Access, runtime: Runtime) -> Result<Self, Failure> {
        let place = Place::parse(text)?;
        let store = runtime.block_on(place.open(access)).map_err(|error| place.unusable(&error))?;
        Ok(Self { place, store, runtime })
    }

    pub(crate) fn wait<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, Failure> {
        self.runtime.block_on(answer).map_err(|error| self.unusable(&error))
    }

    pub(crate) fn unusable(&self, error: &StoreError) -> Failure {
        self.place.unusable(error)
    }
}

/// What answers are waited for with.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::new(format!("cannot wait for anything: {error}")))
}

/// What a store is opened for.
#[derive(Clone, Copy)]
enum Access {
    Read,
    Write,
    Make,
    Await,
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
        match form(written) {
            Form::File => return Ok(Self::File(text.to_owned())),
            Form::Other(why) => return Err(refused(why)),
            Form::Postgres => {}
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

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }

    /// As PostgreSQL's own programs do, where the URL has no password.
    fn postgres(url: PostgresUrl) -> Self {
        let password = env::var_os("PGPASSWORD").filter(|password| !password.is_empty() && !url.has_password());
        Self::Postgres(Box::new(match password {
            Some(password) => url.password(password.as_encoded_bytes()),
            None => url,
        }))
    }

    async fn open(&self, access: Access) -> Result<Arc<dyn Kept>, StoreError> {
        Ok(match (self, access) {
            (Self::File(path), Access::Read) => Arc::new(Sqlite::to_read(path)?),
            (Self::File(path), Access::Write) => Arc::new(Sqlite::existing(path)?),
            (Self::File(path), Access::Make | Access::Await) => Arc::new(Sqlite::open(path)?),
            (Self::Postgres(url), Access::Read | Access::Write) => Arc::new(Postgres::existing(url).await?),
            (Self::Postgres(url), Access::Make) => Arc::new(Postgres::open(url).await?),
            (Self::Postgres(url), Access::Await) => Arc::new(self.once_it_is_up(url).await?),
        })
    }

    async fn once_it_is_up(&self, url: &PostgresUrl) -> Result<Postgres, StoreError> {
        let until = Instant::now() + STARTING;
        let mut is_told = false;
        loop {
            match Postgres::open(url).await {
                Err(error @ StoreError::Unavailable(_)) if Instant::now() < until => {
                    if !is_told {
                        complain(&format!("warning: the store `{self}` is tried for {STARTING:?}: {error}"));
                    }
                    is_told = true;
                    sleep(PAUSE).await;
                }
                opened => return opened,
            }
        }
    }

    fn unusable(&self, error: &StoreError) -> Failure {
        Failure::new(format!("cannot use the store `{self}`: {error}"))
    }
}

/// What a text that names a store looks like.
enum Form {
    File,
    Postgres,
    /// Neither, and why. Repeats no more of it than a scheme.
    Other(String),
}

fn form(text: &str) -> Form {
    let file = "a file of that very name is written with its folder, as ./NAME";
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_alphabetic())
            && word.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-._".contains(letter))
    };
    if let Some((scheme, _)) = text.split_once("://").filter(|(scheme, _)| is_word(scheme)) {
        return match scheme.to_ascii_lowercase().as_str() {
            "postgres" | "postgresql" => Form::Postgres,
            _ => Form::Other(format!(
                "it is a file or postgres://USER@HOST/DATABASE, and not `{scheme}://`: of a file, the path alone; {file}"
            )),
        };
    }
    let is_libpqs = |(name, _): (&str, &str)| KEYWORDS.contains(&name.trim().to_ascii_lowercase().as_str());
    if text.split_once('=').is_some_and(is_libpqs) {
        return Form::Other(format!(
            "a connection string of names and values is written as postgres://USER@HOST:PORT/DATABASE; {file}"
        ));
    }
    match text.split_once(':') {
        Some(("", "memory:")) => Form::Other(format!("what stands in memory is lost: give a file; {file}")),
        Some((scheme, _)) if ["sqlite", "sqlite3"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Form::Other(format!("of a file, give the path alone, without `{scheme}:`; {file}"))
        }
        Some((scheme, _)) if ["postgres", "postgresql"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Form::Other(format!("a database is written as postgres://USER@HOST/DATABASE; {file}"))
        }
        _ => Form::File,
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
