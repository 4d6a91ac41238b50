//! A spec's files with other texts in place of some, before anything is written.

use std::{cell::RefCell, collections::BTreeMap};

use qq_cgi_model::{Disk, Files, fix::Texts};
use similar::TextDiff;

use crate::{
    output::{Failure, on_one_line, print},
    replace::Change,
};

/// What was read of a folder, by path; `Err` says why something could not be.
pub(crate) type WasRead = BTreeMap<String, Result<String, String>>;

/// Files of a folder, some of them with other texts; each is read once.
pub(crate) struct Changed<'a> {
    pub(crate) disk: &'a Disk,
    pub(crate) read: &'a RefCell<WasRead>,
    /// By shown path.
    pub(crate) texts: &'a Texts,
}

impl Files for Changed<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        let mut read = self.read.borrow_mut();
        let old = read.entry(path.to_owned()).or_insert_with(|| self.disk.read(path));
        self.texts.get(&self.shown(path)).map_or_else(|| old.clone(), |new| Ok(new.clone()))
    }

    fn shown(&self, path: &str) -> String {
        self.disk.shown(path)
    }

    fn beside(&self, path: &str) -> Option<Vec<String>> {
        self.disk.beside(path)
    }

    fn beside_root(&self) -> Vec<String> {
        self.disk.beside_root()
    }
}

/// What is to be written so that the files hold `texts`.
pub(crate) fn changes<'a>(disk: &Disk, read: &'a WasRead, texts: &'a Texts) -> Vec<Change<'a>> {
    let change = |(path, old): (&'a String, &'a Result<String, String>)| {
        // What could not be read is made only where nothing stands.
        let (shown, old) = (disk.shown(path), old.as_deref().ok());
        let new = texts.get(&shown).filter(|new| Some(new.as_str()) != old)?;
        Some(Change { path, shown, old, new })
    };
    read.iter().filter_map(change).collect()
}

/// Shows changes as a diff on standard output.
pub(crate) fn show(changes: &[Change<'_>]) -> Result<(), Failure> {
    for Change { shown, old, new, .. } in changes {
        let name = on_one_line(shown);
        let (before, old) = old.map_or(("/dev/null", ""), |old| (name.as_str(), old));
        let diff = TextDiff::from_lines(old, *new).unified_diff().header(before, &name).to_string();
        print(diff.strip_suffix('\n').unwrap_or(&diff))?;
    }
    Ok(())
}
