//! The root file of a spec, by itself or by the folder that holds it.

use std::path::{Path, PathBuf};

use qq_cgi_model::{Disk, check, load};

use crate::{output::Failure, spec::root_of_package};

/// The root file in this folder, or the one that the package here names.
pub(super) fn of_here() -> Result<PathBuf, Failure> {
    of(Path::new(".")).or_else(|none_here| root_of_package().map_err(|_| none_here))
}

/// The root file that `given` is, or the only one in the folder that `given` is.
pub(super) fn of(given: &Path) -> Result<PathBuf, Failure> {
    if !given.is_dir() {
        return Ok(given.to_owned());
    }
    let entries = std::fs::read_dir(given)
        .map_err(|error| Failure::new(format!("cannot read the folder `{}`: {error}", given.display())))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut roots: Vec<_> = paths.filter(|path| path.is_file() && is_root(path)).collect();
    roots.sort_unstable();
    match roots.as_slice() {
        [root] => {
            Ok(if given == Path::new(".") { root.strip_prefix(".").unwrap_or(root).to_owned() } else { root.clone() })
        }
        [] => Err(Failure::new(format!("the folder `{}` holds no root file: none with [spec]", given.display()))),
        several => {
            let names: Vec<_> = several.iter().map(|root| format!("`{}`", root.display())).collect();
            Err(Failure::new(format!("which root file is meant: {}?", names.join(" or "))))
        }
    }
}

/// Only a root has a name.
fn is_root(path: &Path) -> bool {
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    let (disk, name) = Disk::of(path);
    is_toml && !check(load(&disk, &name)).model.name.is_empty()
}
