//! Which files the store has open, so that it is noticed where others stand in their place.
//!
//! Systems let a program go on writing to a file that was removed or moved away. What is stored there nobody would find.

use std::{
    ffi::OsString,
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
};

use super::{super::StoreError, open::unavailable};

/// The store's file and what SQLite keeps beside it, as they were when they were opened.
pub(super) struct Files {
    main: Seen,
    /// The log and its index, while they are open.
    beside: Vec<Seen>,
    /// A store only grows. A `VACUUM` makes it shorter, and nothing tells what it leaves from a smaller copy that was written
    /// over the file: its own header is right in both, and SQLite takes the number of pages from there.
    length: u64,
}

struct Seen {
    path: PathBuf,
    id: FileId,
}

impl Files {
    /// The file at `path`, before it is opened.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let metadata = fs::metadata(path).map_err(unavailable)?;
        let main = Seen { path: path.to_owned(), id: FileId::of(&metadata) };
        Ok(Self { main, beside: Vec::new(), length: metadata.len() })
    }

    /// The file was opened: remembers the log and its index, if SQLite has them.
    pub(super) fn see_log(&mut self) {
        let beside = [log_of(&self.main.path), index_of(&self.main.path)];
        let seen =
            beside.into_iter().filter_map(|path| Some(Seen { id: FileId::of(&fs::metadata(&path).ok()?), path }));
        self.beside = seen.collect();
    }

    /// The file was closed: whoever closes it last may remove the log, and rightly.
    pub(super) fn forget_log(&mut self) {
        self.beside.clear();
    }

    /// Whether what was opened stands at its place still. Costs a look at each file, a few microseconds.
    pub(super) fn check(&mut self) -> Result<(), StoreError> {
        let length = self.main.check()?.len();
        for seen in &self.beside {
            seen.check()?;
        }
        if length < self.length {
            let path = self.main.path.display();
            return Err(replaced(format!(
                "`{path}` has {length} bytes, and had {}: it was cut or written over, unless a VACUUM made it shorter",
                self.length
            )));
        }
        self.length = length;
        Ok(())
    }
}

impl Seen {
    fn check(&self) -> Result<Metadata, StoreError> {
        let path = self.path.display();
        let metadata = fs::metadata(&self.path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                replaced(format!("`{path}` is not there any more"))
            }
            _ => unavailable(error),
        })?;
        if FileId::of(&metadata) == self.id { Ok(metadata) } else { Err(replaced(format!("`{path}` is another file"))) }
    }
}

fn replaced(how: String) -> StoreError {
    StoreError::Replaced { how }
}

/// What tells a file from another one that has its name.
#[cfg(unix)]
#[derive(PartialEq, Eq)]
struct FileId {
    device: u64,
    inode: u64,
    /// Numbers of removed files are given again.
    made: Option<std::time::SystemTime>,
}

#[cfg(unix)]
impl FileId {
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;

        Self { device: metadata.dev(), inode: metadata.ino(), made: metadata.created().ok() }
    }
}

/// Elsewhere, files that are open stay where they are.
#[cfg(not(unix))]
#[derive(PartialEq, Eq)]
struct FileId;

#[cfg(not(unix))]
impl FileId {
    fn of(_: &Metadata) -> Self {
        Self
    }
}

/// The file's name and `-wal`.
pub(super) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// The file's name and `-shm`: where in the log is what.
pub(super) fn index_of(path: &Path) -> PathBuf {
    beside(path, "-shm")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}
