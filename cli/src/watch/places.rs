//! The files of a spec and the folders that are watched for them.
//!
//! Folders and not files: an editor puts another file in a file's place, and a file that is missing may come.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use qq_cgi_model::{Checked, Disk, Files, check, load};

use crate::base;

pub(super) struct Places {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
    /// The files, there or not, by paths without links.
    files: BTreeSet<PathBuf>,
    /// A base that cannot be read any longer has no files; those that it had may come back.
    base: BTreeSet<PathBuf>,
}

impl Places {
    pub(super) fn new(watcher: RecommendedWatcher) -> Self {
        Self { watcher, folders: BTreeSet::new(), files: BTreeSet::new(), base: BTreeSet::new() }
    }

    /// Checks the spec, all files of which are watched before they are read for the last time.
    pub(super) fn check(&mut self, root: &Path) -> Result<Checked, String> {
        loop {
            let (disk, name) = Disk::of(root);
            let asked = Asked { disk: &disk, paths: RefCell::default() };
            let mut loaded = load(&asked, &name);
            base::add(&mut loaded, root);
            let checked = check(loaded);
            let of_base = checked.sources.iter().filter(|(_, file)| file.from_base);
            let of_base = of_base.map(|(_, file)| PathBuf::from(&file.shown)).filter(|path| path.is_file());
            self.base.extend(of_base);
            let own = asked.paths.into_inner();
            if !self.follow(&own)? {
                return Ok(checked);
            }
        }
    }

    /// Whether what happens to `path` may concern a file of the spec.
    pub(super) fn concern(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file.starts_with(path))
    }

    /// Watches the folders of the files; whether one of them was not watched before.
    fn follow(&mut self, own: &[PathBuf]) -> Result<bool, String> {
        self.files.clear();
        let mut folders = BTreeSet::new();
        for file in own.iter().chain(&self.base) {
            // A link changes where it stands and where it leads to.
            let led_to = file.canonicalize().ok();
            for (folder, file) in [Some(file.clone()), led_to].into_iter().flatten().filter_map(|file| place(&file)) {
                folders.insert(folder);
                self.files.insert(file);
            }
        }
        let mut is_new = false;
        for folder in folders {
            // Once more for a known one, too: it may have been removed and made anew.
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => is_new |= self.folders.insert(folder),
                Err(error) if is_gone(&error) => is_new = true,
                Err(error) => return Err(format!("cannot watch `{}`: {error}", folder.display())),
            }
        }
        Ok(is_new)
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// The nearest folder that is there, and the file's path through it without links.
fn place(file: &Path) -> Option<(PathBuf, PathBuf)> {
    let here = |folder: &Path| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() };
    file.ancestors().skip(1).find_map(|folder| {
        let rest = file.strip_prefix(folder).ok()?;
        let folder = here(folder).canonicalize().ok().filter(|folder| folder.is_dir())?;
        let file = folder.join(rest);
        Some((folder, file))
    })
}

/// The files that were asked for, there or not.
struct Asked<'a> {
    disk: &'a Disk,
    paths: RefCell<Vec<PathBuf>>,
}

impl Files for Asked<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.paths.borrow_mut().push(self.disk.folder.join(path));
        self.disk.read(path)
    }

    fn shown(&self, path: &str) -> String {
        self.disk.shown(path)
    }
}
