//! A thread with a connection of its own.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{self, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{
    super::{StoreError, StoreFuture},
    failure::{failure, is_passing},
    files::Files,
};

/// How long others that open the file at the same moment may hold this one up.
const STARTING: Duration = Duration::from_secs(10);
/// Before it is tried again.
const PAUSE: Duration = Duration::from_millis(20);

type Open = fn(&Path) -> Result<Connection, StoreError>;
type Job = Box<dyn FnOnce(&mut Seat) + Send>;

/// Carries out one job after the other.
pub(super) struct Worker {
    /// `None` only while it is dropped.
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// A worker whose connection is open. Blocks until it is.
    pub(super) fn start(name: &str, path: &Path, open: Open) -> Result<Self, StoreError> {
        let mut seat = Seat::opened(path, open)?;
        let (jobs, to_do) = mpsc::channel::<Job>();
        let run = move || to_do.into_iter().for_each(|job| job(&mut seat));
        let thread = thread::Builder::new().name(name.to_owned()).spawn(run);
        let thread = thread.map_err(|error| StoreError::Unavailable(Arc::new(error)))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> StoreFuture<'_, T> {
        Box::pin(async move {
            let (answer, answered) = oneshot::channel();
            // Whoever asked may be gone; the work is done all the same.
            let job: Job = Box::new(move |seat| drop(answer.send(seat.run(work))));
            self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or(StoreError::Closed)?;
            answered.await.map_err(|_| StoreError::Closed)?
        })
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Worker").finish_non_exhaustive()
    }
}

impl Drop for Worker {
    /// Waits until the connection is closed.
    fn drop(&mut self) {
        drop(self.jobs.take());
        // A panic has been printed where it happened.
        self.thread.take().map(JoinHandle::join);
    }
}

struct Seat {
    path: PathBuf,
    open: Open,
    connection: Option<Connection>,
    files: Files,
}

impl Seat {
    /// Several may start together on one file: whoever finds it locked waits, in a bound.
    fn opened(path: &Path, open: Open) -> Result<Self, StoreError> {
        let begun = Instant::now();
        loop {
            match Self::opened_now(path, open) {
                Err(error) if is_passing(&error) && begun.elapsed() < STARTING => thread::sleep(PAUSE),
                done => return done,
            }
        }
    }

    fn opened_now(path: &Path, open: Open) -> Result<Self, StoreError> {
        let mut seat = Self { files: Files::of(path)?, path: path.to_owned(), open, connection: None };
        seat.run(|_| Ok(()))?;
        Ok(seat)
    }

    /// After an error the connection is not used again: where a sync failed, the system may have marked as written what
    /// never reached the disk, and SQLite would find it there. Opening writes it afresh (see `open::to_write`).
    ///
    /// Where only the files are not at their place, it is: it keeps what was removed from being gone, and is right again
    /// when they are back. Nothing more is written meanwhile, and what was just written is not answered for.
    fn run<T>(&mut self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.files.check()?;
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                let connection = (self.open)(&self.path)?;
                self.files.see_log();
                connection
            }
        };
        let done = work(&mut connection).map_err(failure).inspect_err(|_| self.files.forget_log())?;
        self.connection = Some(connection);
        self.files.check()?;
        Ok(done)
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::{super::open, *};

    #[test]
    fn what_is_moved_while_it_is_written_is_not_answered_for() {
        let folder = tempfile::tempdir().unwrap();
        let (path, away) = (folder.path().join("orders.db"), folder.path().join("away.db"));
        open::create(&path).unwrap();
        let mut seat = Seat::opened(&path, open::to_write).unwrap();
        let probe = "INSERT INTO probe (id, at) VALUES (1, 1)";
        let done = seat.run(|connection| {
            connection.execute(probe, [])?;
            fs::rename(&path, &away).unwrap();
            Ok(())
        });
        assert!(matches!(done, Err(StoreError::Replaced { .. })), "{done:?}");
        fs::rename(&away, &path).unwrap();
        seat.run(|connection| connection.execute("UPDATE probe SET at = 2 WHERE at = 1", [])).unwrap();
    }
}
