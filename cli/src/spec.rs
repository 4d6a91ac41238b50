//! The spec that a verb works on: files on disk with their base, or the shipped component.

mod of_package;

use std::path::{Path, PathBuf};

use qq_cgi_model::{Checked, Disk, Model, check, check_embedded, diagnostic::Level, load};
use qq_game_social::social as shipped;

use crate::{
    base,
    output::{Failure, complain},
};

/// The path by which a spec names the shipped component as its base.
pub(crate) const SHIPPED: &str = "qq_game_social::social";

pub(crate) use of_package::root_of_package;

/// The root of the spec that is meant: the one that is given, else that of the package here; `None` is the shipped one.
pub(crate) fn chosen(given: Option<&Path>) -> Result<Option<PathBuf>, Failure> {
    match given {
        Some(given) => Ok(Some(given.to_owned())),
        None if of_package::has_none()? => Ok(None),
        None => root_of_package().map(Some),
    }
}

/// The same for a verb whose output does not say which it is: where nobody gave it, that is said here.
pub(crate) fn root(given: Option<&Path>) -> Result<Option<PathBuf>, Failure> {
    let root = chosen(given)?;
    if let (None, Some(root)) = (given, &root) {
        complain(&format!("`{}` is the spec of this package; --spec names another", root.display()));
    }
    Ok(root)
}

/// Reads and checks the spec whose root is `root`, the shipped one where there is none.
pub(crate) fn read(root: Option<&Path>) -> Checked {
    let Some(root) = root else { return check_embedded(shipped::SPEC_FILES, shipped::BASE_FILES) };
    let (disk, name) = Disk::of(root);
    let mut loaded = load(&disk, &name);
    base::add(&mut loaded, root);
    check(loaded)
}

/// The same for a verb that needs a spec without mistakes: they are reported here.
pub(crate) fn sound(given: Option<&Path>) -> Result<Model, Failure> {
    let root = root(given)?;
    let checked = read(root.as_deref());
    if !checked.has_errors() {
        return Ok(checked.model);
    }
    complain(&findings(&checked));
    complain(&summary(&checked, root.as_deref()));
    Err(Failure::reported())
}

/// All findings as text, a blank line between two.
pub(crate) fn findings(checked: &Checked) -> String {
    let texts: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
    texts.join("\n\n")
}

/// `social.toml: 3 errors, 1 warning`.
pub(crate) fn summary(checked: &Checked, root: Option<&Path>) -> String {
    let name = match root {
        Some(root) => root.display().to_string(),
        None => {
            let name = shipped::SPEC_FILES.first().map(|(name, _)| *name).unwrap_or_default();
            format!("{name} of the shipped component")
        }
    };
    let count = |level| checked.diagnostics.iter().filter(|found| found.level == level).count();
    let counts = [Level::Error, Level::Warning].map(|level| (count(level), level.as_str()));
    let counts: Vec<_> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(count, noun)).collect();
    if !counts.is_empty() {
        return format!("{name}: {}", counts.join(", "));
    }
    let files = checked.sources.iter().filter(|(_, file)| !file.from_base).count();
    let commands = checked.model.commands.iter().filter(|command| !command.about.from_base).count();
    let base = checked.model.base.as_ref().map(|base| format!(", on {base}")).unwrap_or_default();
    format!("{name}: no mistakes ({}, {}{base})", counted(files, "file"), counted(commands, "command"))
}

/// The files of the shipped component, if that is the base that `base` names.
pub(crate) fn shipped_files(base: &str) -> Option<impl Iterator<Item = (&'static str, &'static str)>> {
    (base == SHIPPED).then(|| shipped::SPEC_FILES.iter().chain(shipped::BASE_FILES).copied())
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
