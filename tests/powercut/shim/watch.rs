//! Which files are watched, and the one sequence in which everything is logged.

use std::{
    env,
    ffi::{CString, OsString},
    mem,
    os::unix::ffi::OsStringExt as _,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use libc::c_int;

use crate::{FOLDER, LOG, SAID, plan::Plan, raw, record::Record};

/// What a call is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A file with this name in the folder.
    File(String),
    /// SQLite's index of the log in shared memory. It is mapped, and made anew after a power cut: its calls fail like
    /// others and are not logged.
    Index,
    /// The folder itself.
    Folder,
    /// What the program says.
    Said,
}

pub(crate) struct Watch {
    folder: Vec<u8>,
    said: Vec<u8>,
    log: c_int,
    plan: Mutex<Plan>,
    syncs: AtomicU64,
}

/// `None` unless the environment asks for it.
pub(crate) fn watch() -> Option<&'static Watch> {
    static WATCH: OnceLock<Option<Watch>> = OnceLock::new();
    WATCH.get_or_init(start).as_ref()
}

fn start() -> Option<Watch> {
    let [folder, log, said] = [FOLDER, LOG, SAID].map(|name| env::var_os(name).map(OsString::into_vec));
    let log = CString::new(log?).ok()?;
    let flags = libc::O_WRONLY | libc::O_CREAT | libc::O_APPEND | libc::O_CLOEXEC;
    // SAFETY: the path ends with NUL.
    let log = unsafe { raw::openat(libc::AT_FDCWD, log.as_ptr(), flags, 0o600) };
    if log < 0 {
        std::process::abort();
    }
    let first = u64::from(std::process::id()) << 32;
    Some(Watch { folder: folder?, said: said?, log, plan: Mutex::new(Plan::new()), syncs: AtomicU64::new(first) })
}

impl Watch {
    /// What is at `path`, which is absolute, if it is watched.
    pub(crate) fn place(&self, path: &[u8]) -> Option<Place> {
        if path == self.said {
            return Some(Place::Said);
        }
        match path.strip_prefix(&self.folder[..])? {
            [] => Some(Place::Folder),
            name if name.ends_with(b"-shm") => Some(Place::Index),
            // Deleted files, and those of other folders, are nobody's.
            [b'/', name @ ..] if !name.contains(&b'/') && !name.ends_with(b" (deleted)") => {
                String::from_utf8(name.to_vec()).ok().map(Place::File)
            }
            _ => None,
        }
    }

    /// Whoever holds this is alone: what it does and what it logs are one.
    pub(crate) fn alone(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn log(&self, _alone: &MutexGuard<'_, Plan>, record: &Record<'_>) {
        raw::append(self.log, &record.encode());
    }

    pub(crate) fn next_sync(&self) -> u64 {
        self.syncs.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn said(&self, line: &[u8]) {
        let Ok(line) = str::from_utf8(line) else { std::process::abort() };
        let line = line.trim_end();
        let mut alone = self.alone();
        self.log(&alone, &Record::Said(line));
        if line == "!freeze" {
            mem::forget(alone);
        } else if line.starts_with('!') {
            alone.follow(line);
        }
    }
}
