//! Putting other texts into files, and making new ones: each as a whole or not at all.

use std::{
    collections::BTreeMap,
    fs::{self, File, Permissions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Another text for a file.
pub(crate) struct Change<'a> {
    /// Its path below the folder.
    pub(crate) path: &'a str,
    /// Its path as people see it.
    pub(crate) shown: String,
    /// What it holds; nothing stands there yet if none.
    pub(crate) old: Option<&'a str>,
    pub(crate) new: &'a str,
}

/// Puts all new texts in place; nothing is changed if one of the files cannot be.
pub(crate) fn all(folder: &Path, changes: &[Change<'_>]) -> Result<(), String> {
    let places = changes.iter().map(|change| place(folder, change)).collect::<Result<Vec<_>, _>>()?;
    once_each(changes, &places)?;
    for (change, place) in changes.iter().zip(places) {
        let written = match place {
            Place::There(target, permissions) => write(&target, permissions, change.new),
            Place::Free(target) => create(&target, change.new),
        };
        written.map_err(|error| cannot(change, &error.to_string()))?;
    }
    Ok(())
}

/// Of two texts for one file the second would undo the first.
fn once_each(changes: &[Change<'_>], places: &[Place]) -> Result<(), String> {
    let mut seen = BTreeMap::new();
    for (change, Place::There(target, _) | Place::Free(target)) in changes.iter().zip(places) {
        if let Some(earlier) = seen.insert(target, &change.shown) {
            return Err(cannot(change, &format!("it is the same file as `{earlier}`")));
        }
    }
    Ok(())
}

/// Where a text goes.
enum Place {
    /// The file as it really is, and who may do what with it.
    There(PathBuf, Permissions),
    /// Nothing is there.
    Free(PathBuf),
}

fn place(folder: &Path, change: &Change<'_>) -> Result<Place, String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Some(old) = change.old else { return free_place(folder, change) };
    let found = || -> io::Result<_> {
        let target = folder.join(change.path).canonicalize()?;
        let permissions = fs::metadata(&target)?.permissions();
        Ok((folder.canonicalize()?, fs::read_to_string(&target)?, target, permissions))
    };
    let (folder, text, target, permissions) = found().map_err(|error| cannot(change, &error.to_string()))?;
    if !target.starts_with(folder) {
        return Err(cannot(change, "it is a link out of the root's folder"));
    }
    if permissions.readonly() {
        return Err(cannot(change, "it is read-only"));
    }
    if text != old {
        return Err(cannot(change, "it was changed meanwhile"));
    }
    Ok(Place::There(target, permissions))
}

/// The folders that are there already must not lead out of the root's.
fn free_place(folder: &Path, change: &Change<'_>) -> Result<Place, String> {
    let target = folder.join(change.path);
    if fs::symlink_metadata(&target).is_ok() {
        return Err(cannot(change, "it was changed meanwhile"));
    }
    let found = || -> io::Result<_> {
        let there = target.ancestors().skip(1).find(|above| fs::symlink_metadata(above).is_ok()).unwrap_or(folder);
        Ok((folder.canonicalize()?, there.canonicalize()?))
    };
    let (folder, there) = found().map_err(|error| cannot(change, &error.to_string()))?;
    if !there.starts_with(folder) {
        return Err(cannot(change, "its folder is a link out of the root's folder"));
    }
    Ok(Place::Free(target))
}

/// Makes a file with the folders that it needs; what came to stand there meanwhile stays.
fn create(target: &Path, text: &str) -> io::Result<()> {
    target.parent().map_or(Ok(()), fs::create_dir_all)?;
    File::create_new(target)?.write_all(text.as_bytes())
}

fn cannot(change: &Change<'_>, why: &str) -> String {
    format!("cannot write `{}`: {why}", change.shown)
}

/// Writes beside the file and renames, so that nobody ever reads half of it.
fn write(target: &Path, permissions: Permissions, text: &str) -> io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let mut file = File::create_new(&beside)?;
    let written = file
        .set_permissions(permissions)
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, target));
    written.inspect_err(|_| {
        // What went wrong first is what counts.
        let _ = fs::remove_file(&beside);
    })
}
