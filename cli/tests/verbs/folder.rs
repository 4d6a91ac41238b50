//! Folders that go when a test is over.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use crate::program::workspace;

pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("qq-cgi-cli-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    /// A copy of the shipped spec's TOML.
    pub(crate) fn of_shipped_spec() -> Self {
        let folder = Self::new();
        copy_toml(&workspace().join("spec"), folder.path());
        // Nothing but the spec's own files: no package.
        fs::remove_file(folder.path().join("Cargo.toml")).unwrap();
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, file: &str, text: &str) -> &Self {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }

    /// Puts `new` for the first `old` in `file`; gives the new text.
    pub(crate) fn change(&self, file: &str, old: &str, new: &str) -> String {
        let text = self.read(file);
        assert!(text.contains(old), "no {old} in {file}");
        let text = text.replacen(old, new, 1);
        self.write(file, &text);
        text
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays is no reason to fail.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_toml(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_toml(&path, &target);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            fs::copy(&path, &target).unwrap();
        }
    }
}
