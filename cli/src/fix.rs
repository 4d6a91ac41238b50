//! `qq-cgi check --fix`: mends what can only have been meant one way, and begins what is missing.

use std::{cell::RefCell, collections::BTreeMap, path::Path, process::ExitCode};

use qq_cgi_model::{
    Disk, Files, check,
    fix::{Mended, Texts, mend},
    load,
};
use similar::TextDiff;

use crate::{
    args::CheckArgs,
    base,
    check::show,
    output::{Failure, complain, on_one_line, print},
    replace::{self, Change},
    spec::{counted, findings},
};

pub(crate) fn run(root: &Path, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let (disk, name) = Disk::of(root);
    let read = RefCell::default();
    let mut base = base::Found::default();
    let mended = mend(&mut |texts| {
        let mut loaded = load(&Changed { disk: &disk, read: &read, texts }, &name);
        base.add(&mut loaded, root);
        check(loaded)
    });
    let read = read.into_inner();
    let changes = changes(&disk, &read, &mended);
    if args.dry_run {
        return preview(&changes, &mended);
    }
    replace::all(&disk.folder, &changes).map_err(Failure::new)?;
    if let Some(counts) = counts(&changes, &mended, ["fixed", "added", "created", "sorted"]) {
        complain(&counts);
    }
    show(&mended.after, args)
}

/// Shows what would be changed; nothing was, so that every mistake is still there.
fn preview(changes: &[Change<'_>], mended: &Mended) -> Result<ExitCode, Failure> {
    for Change { shown, old, new, .. } in changes {
        let name = on_one_line(shown);
        let (before, old) = old.map_or(("/dev/null", ""), |old| (name.as_str(), old));
        let diff = TextDiff::from_lines(old, *new).unified_diff().header(before, &name).to_string();
        print(diff.strip_suffix('\n').unwrap_or(&diff))?;
    }
    if !mended.after.diagnostics.is_empty() {
        complain(&format!("{}\n", findings(&mended.after)));
    }
    let counts = counts(changes, mended, ["would fix", "add", "create", "sort"]);
    match &counts {
        Some(counts) => complain(counts),
        None => complain("no mistakes to fix"),
    }
    Ok(ExitCode::from(u8::from(counts.is_some())))
}

/// `fixed 3 of 5 mistakes, added 2 stubs in 2 files`, where there are mistakes or changes.
fn counts(changes: &[Change<'_>], mended: &Mended, verbs: [&str; 4]) -> Option<String> {
    let [fix, add, create, sort] = verbs;
    let all = mended.fixed + mended.after.errors();
    let more = [(add, mended.stubs, "stub"), (create, mended.files, "file"), (sort, mended.sorted, "row group")];
    let more = more.into_iter().filter(|(_, count, _)| *count > 0);
    let more: Vec<_> = more.map(|(verb, count, noun)| format!(", {verb} {}", counted(count, noun))).collect();
    let files = if changes.is_empty() { String::new() } else { format!(" in {}", counted(changes.len(), "file")) };
    let is_any = all > 0 || !changes.is_empty();
    is_any.then(|| format!("{fix} {} of {}{}{files}", mended.fixed, counted(all, "mistake"), more.concat()))
}

fn changes<'a>(disk: &Disk, read: &'a BTreeMap<String, Result<String, String>>, mended: &'a Mended) -> Vec<Change<'a>> {
    let change = |(path, old): (&'a String, &'a Result<String, String>)| {
        // What could not be read is made only where nothing stands.
        let (shown, old) = (disk.shown(path), old.as_deref().ok());
        let new = mended.changed.get(&shown).filter(|new| Some(new.as_str()) != old)?;
        Some(Change { path, shown, old, new })
    };
    read.iter().filter_map(change).collect()
}

/// Files of a folder, some of them with other texts; each is read once.
struct Changed<'a> {
    disk: &'a Disk,
    read: &'a RefCell<BTreeMap<String, Result<String, String>>>,
    texts: &'a Texts,
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
}
