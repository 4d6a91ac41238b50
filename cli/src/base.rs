//! The base of a spec on disk: `crate_name::module` is looked up as Cargo would.
//!
//! In: the path of a module. Out: the files of the spec behind it, and behind that one's base.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
};

use qq_cgi_model::{Disk, Files, Loaded, load};

use crate::{
    packages::{Missing, Package, Packages},
    spec,
};

/// A file as people should see it, and its text.
type BaseFile = (String, String);

/// Adds the files of the base that `loaded` names, or the finding that it has none.
pub(crate) fn add(loaded: &mut Loaded, root: &Path) {
    Found::default().add(loaded, root);
}

/// What was found of a base, so that it is searched for once only.
#[derive(Default)]
pub(crate) struct Found(Option<(String, Result<Vec<BaseFile>, String>)>);

impl Found {
    /// Adds the files of the base that `loaded` names, or the finding that it has none.
    pub(crate) fn add(&mut self, loaded: &mut Loaded, root: &Path) {
        let Some(base) = loaded.base.as_ref().map(|base| base.value.clone()) else { return };
        let known = self.0.take().filter(|(known, _)| *known == base);
        let (_, found) = self.0.insert(known.unwrap_or_else(|| {
            let found = files_of(&base, root);
            (base, found)
        }));
        match found {
            Ok(files) => loaded.add_base(files.iter().map(|(shown, text)| (shown.as_str(), text.as_str()))),
            Err(why) => loaded.base_missing(why),
        }
    }
}

fn files_of(base: &str, root: &Path) -> Result<Vec<BaseFile>, String> {
    search(base, root).or_else(|missing| match (missing, spec::shipped_files(base)) {
        (Missing::Package(_), Some(files)) => Ok(shipped(base, files)),
        (Missing::Package(why) | Missing::Spec(why), _) => Err(why),
    })
}

fn search(base: &str, root: &Path) -> Result<Vec<BaseFile>, Missing> {
    let manifest = manifest_of(root)?;
    let packages = Packages::read(&manifest)?;
    let mut search = Search { packages: &packages, files: Vec::new(), roots: Vec::new() };
    search.add(base, packages.at(&manifest)?)?;
    Ok(search.files)
}

/// The manifest of the package that holds `root`.
fn manifest_of(root: &Path) -> Result<PathBuf, Missing> {
    let absolute =
        root.canonicalize().map_err(|error| Missing::Package(format!("cannot find `{}`: {error}", root.display())))?;
    let manifest = absolute.ancestors().skip(1).map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file());
    manifest.ok_or_else(|| {
        Missing::Package("no Cargo package holds this spec, so it has no dependencies to find the base in".to_owned())
    })
}

/// One base after the other, down to the one that has none.
struct Search<'p> {
    packages: &'p Packages,
    files: Vec<BaseFile>,
    roots: Vec<PathBuf>,
}

impl Search<'_> {
    fn add(&mut self, base: &str, from: Package<'_>) -> Result<(), Missing> {
        let (krate, module) = base
            .split_once("::")
            .ok_or_else(|| Missing::Spec(format!("`{base}` names no module: a base is `crate_name::module`")))?;
        let package = if krate == "crate" { from } else { self.packages.dependency(from, krate)? };
        let root = package.spec_root(module)?;
        if self.roots.contains(&root) {
            return Err(Missing::Spec(format!("`{base}` stands on itself")));
        }
        let (disk, name) = Disk::of(&shown_from_here(&root));
        self.roots.push(root);
        match self.read(&disk, &name)? {
            Some(next) => self.add(&next, package),
            None => Ok(()),
        }
    }

    /// Adds the files of one spec; gives the base that it names.
    fn read(&mut self, disk: &Disk, name: &str) -> Result<Option<String>, Missing> {
        let watched = Watched { disk, failures: RefCell::default() };
        let loaded = load(&watched, name);
        let failures = watched.failures.into_inner();
        if !failures.is_empty() {
            return Err(Missing::Spec(failures.join("; ")));
        }
        self.files.extend(loaded.own_files().map(|(_, file)| (file.shown.clone(), file.text.clone())));
        Ok(loaded.base.map(|base| base.value))
    }
}

/// A base whose files cannot all be read is no base: what is missing would look like mistakes of whoever stands on it.
struct Watched<'a> {
    disk: &'a Disk,
    failures: RefCell<Vec<String>>,
}

impl Files for Watched<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.disk.read(path).inspect_err(|why| {
            self.failures.borrow_mut().push(format!("cannot read `{}`: {why}", self.shown(path)));
        })
    }

    fn shown(&self, path: &str) -> String {
        self.disk.shown(path)
    }
}

/// `path` as it is shortest to read: from the folder where the program runs, if it is below that.
fn shown_from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| path.to_owned())
}

/// The embedded files have no place on disk: the base's own path stands for it.
fn shipped(base: &str, files: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<BaseFile> {
    files.map(|(path, text)| (format!("<{base}>/{path}"), text.to_owned())).collect()
}
