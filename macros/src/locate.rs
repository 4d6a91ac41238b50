//! Finding the root file.

use std::path::{Path, PathBuf};

use proc_macro2::Span;
use qq_cgi_model::{Disk, Files};

/// A root file on disk.
pub(crate) struct Root {
    /// Its name in its folder.
    pub(crate) name: String,
    /// Reads it and its members.
    pub(crate) disk: Disk,
}

impl Root {
    /// The file `path`, relative to the package that holds the source at `span`.
    pub(crate) fn find(path: &str, span: Span) -> Result<Self, String> {
        if Path::new(path).is_absolute() {
            return Err(format!("`{path}` is an absolute path: expected one relative to the package's root"));
        }
        let packages = [std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from), package_of_source(span)];
        let mut packages = packages.into_iter().flatten().peekable();
        let first = packages.peek().cloned().unwrap_or_default();
        let package = packages.find(|package| package.join(path).is_file()).unwrap_or(first);
        let (mut disk, name) = Disk::of(&package.join(path));
        disk.prefix = shown_prefix(path, &disk.folder);
        Ok(Self { name, disk })
    }

    /// The absolute path of a member, for rustc to track.
    pub(crate) fn absolute(&self, member: &str) -> String {
        let path = self.disk.folder.join(member);
        std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned()
    }

    /// The path of a shown file relative to the root's folder.
    pub(crate) fn member<'s>(&self, shown: &'s str) -> &'s str {
        shown.strip_prefix(&self.disk.shown("")).unwrap_or(shown)
    }
}

/// trybuild compiles a file from elsewhere as a package of its own; the file still knows where it lies.
fn package_of_source(span: Span) -> Option<PathBuf> {
    let file = span.unwrap().local_file()?;
    let file = std::path::absolute(file).ok()?;
    file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
}

/// Paths are shown relative to rustc's working directory where they lie below it, else as they were written.
fn shown_prefix(written: &str, folder: &Path) -> String {
    let below = std::env::current_dir().ok().and_then(|here| folder.strip_prefix(here).map(Path::to_owned).ok());
    let folder = below.or_else(|| Path::new(written).parent().map(Path::to_owned)).unwrap_or_default();
    match folder.to_string_lossy().replace('\\', "/") {
        folder if folder.is_empty() => folder,
        folder => format!("{folder}/"),
    }
}
