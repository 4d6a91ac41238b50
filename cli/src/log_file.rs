//! Requests as lines of JSON in a file.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crate::output::{Failure, complain};

/// Where the lines go. A line that cannot be written is lost, and the next one is tried again: disks have room some time.
pub(crate) struct LogFile {
    /// `None` for standard output.
    path: Option<PathBuf>,
    open: Mutex<Open>,
}

struct Open {
    to: Box<dyn Write + Send>,
    /// Whether it ends within a line.
    is_torn: bool,
    /// How many lines were lost since one was written.
    lost: u64,
}

/// What became of a line.
pub(crate) enum Added {
    Written,
    /// Written, after so many were lost.
    Again(u64),
    /// Lost, as the first one.
    Down(io::Error),
    /// Lost, as those before it.
    StillDown,
}

impl LogFile {
    /// Opens the file at `path` to add to it; `-` is standard output.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let path = (path.as_os_str() != "-").then(|| path.to_owned());
        let to = match &path {
            Some(path) => file(path).map_err(Failure::new)?,
            None => Box::new(io::stdout()),
        };
        Ok(Self { path, open: Mutex::new(Open { to, is_torn: false, lost: 0 }) })
    }

    /// Opens the file by its name again, which may be another one's by now.
    pub(crate) fn reopen(&self) -> Result<(), String> {
        let Some(path) = &self.path else { return Ok(()) };
        let to = file(path)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        (open.to, open.is_torn) = (to, false);
        Ok(())
    }

    /// Adds a line, at once: whoever reads along has it before the answer.
    pub(crate) fn add(&self, line: &str) -> Added {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.write(line) {
            Ok(()) => match std::mem::take(&mut open.lost) {
                0 => Added::Written,
                lost => Added::Again(lost),
            },
            Err(error) => {
                open.lost += 1;
                if open.lost == 1 { Added::Down(error) } else { Added::StillDown }
            }
        }
    }

    /// The same, and tells people what goes wrong.
    pub(crate) fn add_or_complain(&self, line: &str) {
        match self.add(line) {
            Added::Written | Added::StillDown => {}
            Added::Again(lost) => complain(&format!("warning: the log is written again; {lost} lines are lost")),
            Added::Down(error) => complain(&format!("warning: the log cannot be written: {error}")),
        }
    }
}

impl Open {
    fn write(&mut self, line: &str) -> io::Result<()> {
        // In one piece: nobody reads half a line, unless the disk was full within it.
        let start = if self.is_torn { "\n" } else { "" };
        let text = format!("{start}{line}\n");
        let mut left = text.as_bytes();
        while !left.is_empty() {
            match self.to.write(left) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => {
                    left = left.get(written..).unwrap_or_default();
                    self.is_torn = !left.is_empty();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.to.flush()
    }
}

fn file(path: &Path) -> Result<Box<dyn Write + Send>, String> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    let file = file.map_err(|error| format!("cannot write to `{}`: {error}", path.display()))?;
    Ok(Box::new(file))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::*;

    /// Room for so many bytes, and what was written.
    #[derive(Clone, Default)]
    struct Disk(Arc<Mutex<(usize, Vec<u8>)>>);

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut disk = self.0.lock().unwrap();
            let written = bytes.len().min(disk.0);
            if written == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            disk.0 -= written;
            disk.1.extend(bytes.iter().take(written));
            Ok(written)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_disk_that_was_full_loses_lines_and_no_more() {
        let disk = Disk::default();
        let open = Open { to: Box::new(disk.clone()), is_torn: false, lost: 0 };
        let log = LogFile { path: None, open: Mutex::new(open) };
        let room = |bytes| disk.0.lock().unwrap().0 = bytes;
        room(9);
        assert!(matches!(log.add("first"), Added::Written));
        // Half of it fits.
        assert!(matches!(log.add("second"), Added::Down(_)));
        assert!(matches!(log.add("third"), Added::StillDown));
        room(100);
        assert!(matches!(log.add("fourth"), Added::Again(2)));
        assert!(matches!(log.add("fifth"), Added::Written));
        assert_eq!(disk.0.lock().unwrap().1, b"first\nsec\nfourth\nfifth\n");
    }
}
