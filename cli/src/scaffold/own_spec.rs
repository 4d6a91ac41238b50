//! A spec that is written to: read, changed in memory, checked, and only then written.

use std::{
    cell::RefCell,
    fs,
    path::{Component, Path, PathBuf},
};

use qq_cgi_model::{
    Checked, Diagnostic, Disk, check,
    diagnostic::Level,
    fix::Texts,
    load,
    source::{FileId, SourceFile},
    suggest::nearest,
};

use crate::{
    args::OwnSpecArgs,
    base,
    changed::{self, Changed, WasRead, changes},
    output::{Failure, complain},
    replace, spec,
};

/// Rules whose findings hide what else is there: names cannot be known, or places not be found.
const HIDING: [&str; 4] = ["unreadable-file", "syntax", "base", "too-large"];

/// What a stub is until somebody refers to it.
const UNUSED: &str = "unused-item";

/// Texts in one language where there are to be both.
const MISSING_TEXT: &str = "missing-text";

/// What is said of a name that nothing has.
const UNKNOWN: [&str; 2] = ["unknown-name", "unknown-type"];

/// What is said of an item that takes the place of another.
const COLLIDING: [&str; 2] = ["duplicate", "rust-clash"];

pub(super) struct OwnSpec {
    root: PathBuf,
    disk: Disk,
    name: String,
    base: RefCell<base::Found>,
    read: RefCell<WasRead>,
    pub(super) before: Checked,
}

impl OwnSpec {
    /// Reads the spec; it may have mistakes, since what is missing may be what is to be begun.
    pub(super) fn open(args: &OwnSpecArgs) -> Result<Self, Failure> {
        let root = match &args.root {
            Some(root) => root.clone(),
            None => spec::root_of_package()?,
        };
        let (disk, name) = Disk::of(&root);
        let (base, read) = (RefCell::default(), RefCell::default());
        let before = check_with(&disk, &name, &root, &base, &read, &Texts::new());
        let own = Self { root, disk, name, base, read, before };
        let hiding = own.before.diagnostics.iter().filter(|found| HIDING.contains(&found.rule.name));
        let hiding: Vec<_> = hiding.map(|found| found.to_text(&own.before.sources)).collect();
        if hiding.is_empty() {
            return Ok(own);
        }
        complain(&hiding.join("\n\n"));
        Err(Failure::new(format!("`{}` cannot be written to as long as it cannot be read", own.root.display())))
    }

    fn check(&self, texts: &Texts) -> Checked {
        check_with(&self.disk, &self.name, &self.root, &self.base, &self.read, texts)
    }

    /// The own files, the root first.
    pub(super) fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.before.sources.iter().filter(|(_, file)| !file.from_base)
    }

    pub(super) fn root_file(&self) -> Option<&SourceFile> {
        self.files().next().map(|(_, root)| root)
    }

    /// The own file that is shown as `shown`.
    pub(super) fn file(&self, shown: &str) -> Option<&SourceFile> {
        self.files().map(|(_, file)| file).find(|file| file.shown == shown)
    }

    /// A file's path below the root's folder, by the path that is shown.
    pub(super) fn below<'s>(&self, shown: &'s str) -> &'s str {
        shown.strip_prefix(self.disk.prefix.as_str()).unwrap_or(shown)
    }

    pub(super) fn shown(&self, below: &str) -> String {
        format!("{}{below}", self.disk.prefix)
    }

    /// Whether anything stands at a path below the root's folder.
    pub(super) fn is_there(&self, below: &str) -> bool {
        fs::symlink_metadata(self.disk.folder.join(below)).is_ok()
    }

    /// A member that somebody named from here, or from the root's folder: its path below that.
    pub(super) fn member(&self, given: &Path) -> Result<String, Failure> {
        let text = given.to_string_lossy().replace('\\', "/");
        let text = text.strip_prefix("./").unwrap_or(&text);
        if self.files().any(|(_, file)| file.shown == text) {
            return Ok(self.below(text).to_owned());
        }
        let below = text.strip_prefix(self.disk.prefix.as_str()).filter(|_| !self.disk.prefix.is_empty());
        let below = below.unwrap_or(text);
        let path = Path::new(below);
        let is_below = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !is_below || path.extension().is_none_or(|extension| extension != "toml") {
            return Err(Failure::new(format!(
                "`{}` cannot be a member of `{}`: expected a TOML file below its folder",
                given.display(),
                self.root.display()
            )));
        }
        Ok(below.to_owned())
    }

    /// Checks the spec with other texts; what is found that was not found before is a failure, and is shown.
    pub(super) fn accept(&self, texts: &Texts, what: &str) -> Result<(), Failure> {
        let after = self.check(texts);
        refuse(&after, &self.new_findings(&after), what)
    }

    /// The same for a new item in the file that is shown as `file`. Where somebody refers to it already, what that somebody
    /// expects of it is no mistake of the item: such findings are given, to be shown.
    pub(super) fn accept_item(&self, texts: &Texts, what: &str, name: &str, file: &str) -> Result<String, Failure> {
        let after = self.check(texts);
        let old = self.file(file).map_or(0, |file| file.text.len());
        let shown_in = |found: &Diagnostic| {
            let span = found.span?;
            after.sources.get(span.file).map(|file| (file.shown.as_str(), span.start))
        };
        let is_its_own = |found: &Diagnostic| {
            let in_item = shown_in(found).is_none_or(|(shown, start)| shown == file && start >= old);
            in_item || COLLIDING.contains(&found.rule.name)
        };
        let is_missed =
            |found: &Diagnostic| UNKNOWN.contains(&found.rule.name) && found.message.ends_with(&format!("`{name}`"));
        let was_missed = self.before.diagnostics.iter().any(is_missed);
        let (own, of_others): (Vec<_>, Vec<_>) =
            self.new_findings(&after).into_iter().partition(|found| !was_missed || is_its_own(found));
        refuse(&after, &own, what)?;
        let shown: Vec<_> = of_others.iter().map(|found| found.to_text(&after.sources)).collect();
        Ok(shown.join("\n\n"))
    }

    /// What is found after a change and was not before; that a new item is not used yet is no finding.
    fn new_findings<'c>(&self, after: &'c Checked) -> Vec<&'c Diagnostic> {
        let mut known: Vec<_> = self.before.diagnostics.iter().map(|found| told(found, &self.before)).collect();
        let mut new = Vec::new();
        for found in after.diagnostics.iter().filter(|found| found.rule.name != UNUSED) {
            match known.iter().position(|known| *known == told(found, after)) {
                Some(at) => drop(known.swap_remove(at)),
                None => new.push(found),
            }
        }
        new
    }

    /// Whether the spec wants texts in both languages, and these have one.
    pub(super) fn lacks_chinese(&self, texts: &Texts) -> bool {
        let after = self.check(texts);
        self.new_findings(&after).iter().any(|found| found.rule.name == MISSING_TEXT)
    }

    /// Writes what `accept` took, or shows it.
    pub(super) fn write(&self, texts: &Texts, dry_run: bool) -> Result<(), Failure> {
        let read = self.read.borrow();
        let mut changes = changes(&self.disk, &read, texts);
        // A file that nobody lists yet does no harm; a list with a file that is not there would.
        changes.sort_by_key(|change| change.old.is_some());
        if dry_run {
            return changed::show(&changes);
        }
        replace::all(&self.disk.folder, &changes).map_err(Failure::new)
    }
}

/// Fails with what is found, if anything is.
fn refuse(after: &Checked, new: &[&Diagnostic], what: &str) -> Result<(), Failure> {
    if new.is_empty() {
        return Ok(());
    }
    let shown: Vec<_> = new.iter().map(|found| found.to_text(&after.sources)).collect();
    complain(&shown.join("\n\n"));
    let count = spec::counted(new.len(), "finding");
    Err(Failure::new(format!("nothing was written: with {what}, the spec would have {count} more")))
}

fn check_with(
    disk: &Disk,
    name: &str,
    root: &Path,
    base: &RefCell<base::Found>,
    read: &RefCell<WasRead>,
    texts: &Texts,
) -> Checked {
    let mut loaded = load(&Changed { disk, read, texts }, name);
    base.borrow_mut().add(&mut loaded, root);
    check(loaded)
}

/// What a finding says, wherever it stands by now.
fn told<'d>(found: &'d Diagnostic, checked: &'d Checked) -> (&'static str, Level, &'d str, &'d str, Option<&'d str>) {
    let file = found.span.and_then(|span| checked.sources.get(span.file)).map(|file| file.shown.as_str());
    (found.rule.id, found.level, &found.message, &found.label, file)
}

/// A name that nothing has; says which was probably meant, and which there are.
pub(super) fn unknown(title: &str, name: &str, known: &[&str]) -> Failure {
    let meant = nearest(name, known.iter().copied()).map(|meant| format!("; did you mean `{meant}`?"));
    let there = match known {
        [] => format!("the spec has no {title}"),
        known => format!("defined are {}", known.join(", ")),
    };
    Failure::new(format!("unknown {title} `{name}`{}; {there}", meant.unwrap_or_default()))
}
