//! `qq-cgi diff`: what changed between two specs.

mod revision;
mod root;
mod shown;

use std::{path::Path, process::ExitCode};

use qq_cgi_diff::{Diff, Verdict, compare};
use qq_cgi_model::{Checked, Disk, Files, check, load};

use crate::{
    args::{DiffArgs, DiffFormat},
    base,
    output::{Failure, complain, print},
    spec,
};

pub(crate) fn run(args: &DiffArgs) -> Result<ExitCode, Failure> {
    let (old, new, new_root) = both(args)?;
    let diff = compare(&old, &new);
    let fail_on = args.fail_on.map(Verdict::from);
    match args.format {
        DiffFormat::Human => print(&shown::lines(&diff))?,
        DiffFormat::Markdown => print(&shown::markdown(&diff))?,
        DiffFormat::Json => each(&diff, shown::json)?,
        DiffFormat::Github => each(&diff, |change| shown::github(change, fail_on, &new_root))?,
    }
    let fails = fail_on.is_some_and(|least| diff.verdict() >= Some(least));
    Ok(ExitCode::from(u8::from(fails)))
}

fn each(diff: &Diff, show: impl Fn(&qq_cgi_diff::Change) -> String) -> Result<(), Failure> {
    diff.changes.iter().try_for_each(|change| print(&show(change)))
}

/// Both specs, and the root of the new one.
fn both(args: &DiffArgs) -> Result<(Checked, Checked, std::path::PathBuf), Failure> {
    match (&args.against, args.specs.as_slice()) {
        (None, [old, new]) => {
            let (old, new) = (root::of(old)?, root::of(new)?);
            Ok((from_disk(&old)?, from_disk(&new)?, new))
        }
        (Some(revision), [] | [_]) => {
            let new = args.specs.first().map_or_else(root::of_here, |new| root::of(new))?;
            let (disk, name) = Disk::of(&new);
            let git = revision::Revision { name: revision.clone(), disk };
            git.must_be_known()?;
            Ok((sound(&git, &name, &new)?, from_disk(&new)?, new))
        }
        (None, _) => Err(Failure::usage("two specs are compared: OLD NEW, or --against REV [NEW]")),
        (Some(_), _) => Err(Failure::usage("with --against, only the new spec is given: the old one comes from git")),
    }
}

fn from_disk(root: &Path) -> Result<Checked, Failure> {
    let (disk, name) = Disk::of(root);
    sound(&disk, &name, root)
}

/// A spec without mistakes: two that cannot be understood cannot be compared. Its base is looked up from `root`.
fn sound(files: &dyn Files, name: &str, root: &Path) -> Result<Checked, Failure> {
    let mut loaded = load(files, name);
    base::add(&mut loaded, root);
    let checked = check(loaded);
    if !checked.has_errors() {
        return Ok(checked);
    }
    complain(&spec::findings(&checked));
    complain(&spec::summary(&checked, Some(Path::new(&files.shown(name)))));
    Err(Failure::reported())
}
