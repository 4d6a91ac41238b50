//! Which examples and tests run what becomes Rust.
//!
//! **The rule.** A file runs an item if it names the component (`qq_game_social`) and, as a word of its code, the item's
//! Rust name; comments and texts do not count. A command, SDK call, page, callback, table and its stages must be named so
//! themselves. What they are made of (gateways, structs, enums, type and error tables, matrices) may instead be run
//! through an item that uses it and is run. Sign schemes and notes do not become Rust; a scheme runs with what it signs.

use std::{collections::BTreeSet, fs, path::Path};

use proc_macro2::{TokenStream, TokenTree};

use crate::items::{Item, Items};

/// Where examples and tests are, the most telling first.
const FOLDERS: &[&str] =
    &["examples", "receiver/examples", "spec/tests", "tests", "sandbox/tests", "runtime/tests", "cli/tests"];
/// These tests name items, and run none.
const NAMED_ONLY: &[&str] = &["spec/tests/coverage", "tests/readme.rs"];
/// The crate of the component.
const COMPONENT: &str = "qq_game_social";

/// A Rust file and the words of its code.
pub(crate) struct SourceFile {
    path: String,
    words: BTreeSet<String>,
}

/// What runs each item, in the order of the items.
pub(crate) struct Runs<'i, 'm>(Vec<(&'i Item<'m>, Run)>);

/// How an item is run.
#[derive(Clone)]
pub(crate) enum Run {
    /// These files name it.
    By(Vec<String>),
    /// These files name an item that uses it: its path.
    Through(String, Vec<String>),
    /// Nothing runs it.
    Never,
}

impl SourceFile {
    /// Every example and test of the workspace at `root` that names the component.
    pub(crate) fn all(root: &Path) -> Vec<Self> {
        let mut files = Vec::new();
        for folder in FOLDERS {
            let mut paths = Vec::new();
            rust_files(&root.join(folder), &mut paths);
            paths.sort();
            for path in paths {
                let shown = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                if !NAMED_ONLY.iter().any(|named_only| shown.starts_with(named_only)) {
                    files.extend(Self::read(shown, &fs::read_to_string(&path).unwrap()));
                }
            }
        }
        files
    }

    /// `None` if it is not about the component, or not Rust (there are tests of that too).
    pub(crate) fn read(path: String, text: &str) -> Option<Self> {
        let mut words = BTreeSet::new();
        collect(text.parse().ok()?, &mut words);
        words.contains(COMPONENT).then_some(Self { path, words })
    }
}

impl<'i, 'm> Runs<'i, 'm> {
    pub(crate) fn of(items: &'i Items<'m>, files: &[SourceFile]) -> Self {
        let mut runs: Vec<_> = items.all.iter().map(|item| (item, named_in(item, files))).collect();
        // What a run item uses is run too, and what that uses: until nothing is added.
        loop {
            let found: Vec<_> =
                runs.iter().enumerate().filter_map(|(at, run)| Some((at, through(run, &runs)?))).collect();
            if found.is_empty() {
                return Self(runs);
            }
            for (at, run) in found {
                runs[at].1 = run;
            }
        }
    }

    /// What runs an item.
    pub(crate) fn get(&self, item: &Item<'_>) -> Run {
        let mut runs = self.0.iter();
        runs.find(|(known, _)| known.path() == item.path()).map_or(Run::Never, |(_, run)| run.clone())
    }

    /// What becomes Rust and is not run.
    pub(crate) fn missing(&self) -> Vec<String> {
        let never = self.0.iter().filter(|(_, run)| matches!(run, Run::Never));
        let of_rust = never.filter_map(|(item, _)| Some((item, item.rust?)));
        let finding = |(item, rust): (&&Item<'_>, &str)| {
            let lack = if item.called {
                format!("`{rust}` stands in no example and no test")
            } else {
                format!("neither `{rust}` nor what uses it stands in an example or a test")
            };
            format!("{}: {}: {lack}", item.place(), item.path())
        };
        of_rust.map(finding).collect()
    }
}

fn named_in(item: &Item<'_>, files: &[SourceFile]) -> Run {
    let naming = files.iter().filter(|file| item.rust.is_some_and(|rust| file.words.contains(rust)));
    match naming.map(|file| file.path.clone()).collect::<Vec<_>>() {
        files if files.is_empty() => Run::Never,
        files => Run::By(files),
    }
}

/// How an item that nothing names is run by what uses it.
fn through((item, run): &(&Item<'_>, Run), runs: &[(&Item<'_>, Run)]) -> Option<Run> {
    if item.called || !matches!(run, Run::Never) {
        return None;
    }
    runs.iter().filter(|(user, _)| user.uses.contains(&(item.kind, item.name))).find_map(|(user, run)| match run {
        Run::By(files) => Some(Run::Through(user.path(), files.clone())),
        Run::Through(user, files) => Some(Run::Through(user.clone(), files.clone())),
        Run::Never => None,
    })
}

fn collect(code: TokenStream, words: &mut BTreeSet<String>) {
    for token in code {
        match token {
            TokenTree::Group(group) => collect(group.stream(), words),
            TokenTree::Ident(word) => _ = words.insert(word.to_string()),
            _ => {}
        }
    }
}

fn rust_files(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}
