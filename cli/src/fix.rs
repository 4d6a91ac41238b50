//! `qq-cgi check --fix`: mends what can only have been meant one way, and begins what is missing.

use std::{cell::RefCell, path::Path, process::ExitCode};

use qq_cgi_model::{
    Disk, check,
    fix::{Mended, mend},
    load,
};

use crate::{
    args::CheckArgs,
    base,
    changed::{self, Changed, changes},
    check::show,
    output::{Failure, complain},
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
    let changes = changes(&disk, &read, &mended.changed);
    if args.dry_run {
        return preview(&changes, &mended);
    }
    replace::all(&disk.folder, &changes).map_err(Failure::new)?;
    if let Some(counts) = counts(&changes, &mended, ["fixed", "added", "created", "sorted"]) {
        complain(&counts);
    }
    show(&mended.after, Some(root), args.format)
}

/// Shows what would be changed; nothing was, so that every mistake is still there.
fn preview(changes: &[Change<'_>], mended: &Mended) -> Result<ExitCode, Failure> {
    changed::show(changes)?;
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
