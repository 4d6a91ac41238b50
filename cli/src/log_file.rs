//! Requests as lines of JSON in a file.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use crate::output::{Failure, complain};

/// Where the lines go; nowhere any more once a line could not be written.
pub(crate) struct LogFile(Mutex<Option<Box<dyn Write + Send>>>);

impl LogFile {
    /// Opens the file at `path` to add to it; `-` is standard output.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let to: Box<dyn Write + Send> = if path.as_os_str() == "-" {
            Box::new(io::stdout())
        } else {
            let file = OpenOptions::new().create(true).append(true).open(path);
            Box::new(file.map_err(|error| Failure::new(format!("cannot write to `{}`: {error}", path.display())))?)
        };
        Ok(Self(Mutex::new(Some(to))))
    }

    /// Adds a line, at once: whoever reads along has it before the answer.
    pub(crate) fn add(&self, line: &str) {
        let mut to = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = to.as_mut() else { return };
        // In one piece: nobody reads half a line.
        let written = open.write_all(format!("{line}\n").as_bytes()).and_then(|()| open.flush());
        if let Err(error) = written {
            complain(&format!("warning: the log ends here: {error}"));
            *to = None;
        }
    }
}
