//! Mending what can only have been meant one way, and beginning what is missing.
//!
//! In: a checked spec ([`fixes`]), or a way to check texts ([`mend`]). Out: texts. Words are put right, items that are
//! referred to and not there begun as stubs, listed files that are not there made, files beside the root that hold what
//! is missing listed, and rows sorted where a lint asks for it. **Invariants**: of what stands there only the words that a
//! finding is about are replaced and whole rows moved, so that comments, layout and line endings stay; a word that can have
//! been meant in two ways stays; no fact is invented, so that a stub is a mistake until somebody fills it in; reads and
//! writes no file.
//!
//! ```
//! use qq_cgi_model::{Embedded, check, fix, load};
//!
//! let text = "[spec]\nname = 'shop' # ours\n[enum.Colour.values]\nRed = { 'valeu' = 1 }\n";
//! let mended = fix::mend(&mut |changed| {
//!     let text = changed.get("shop.toml").map_or(text, String::as_str);
//!     check(load(&Embedded(&[("shop.toml", text)]), "shop.toml"))
//! });
//! assert_eq!(mended.changed["shop.toml"], text.replace("valeu", "value"));
//! ```

pub(crate) mod rows;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::Checked,
    diagnostic::{BASE, Diagnostic, Edit, Level, Rule, SYNTAX, UNREADABLE, new_file},
    source::{FileId, Sources, Span},
};

/// A text to put in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// What is put there.
    pub replacement: String,
}

/// The texts of changed files by their shown paths.
pub type Texts = BTreeMap<String, String>;

/// What came of mending.
#[derive(Debug)]
pub struct Mended {
    /// Files that are other than before, and new ones.
    pub changed: Texts,
    /// How many mistakes were mended: another word stands in place of one, or the only word where none stood.
    pub fixed: usize,
    /// How many stubs of items were added. What is missing in them is found in `after`.
    pub stubs: usize,
    /// How many member files were made.
    pub files: usize,
    /// How many groups of rows were sorted; a table is one unless something divides it.
    pub sorted: usize,
    /// The spec with the changed files.
    pub after: Checked,
}

impl Mended {
    fn count(&mut self, kind: Kind, count: usize) {
        let counter = match kind {
            Kind::Word => &mut self.fixed,
            Kind::File => &mut self.files,
            Kind::Item => &mut self.stubs,
            Kind::Rows => &mut self.sorted,
        };
        *counter += count;
    }
}

/// What is done in one round, in this order: what one does may show what another has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A word is put in place of another, or where one is missing.
    Word,
    /// A member file is made.
    File,
    /// A stub is added.
    Item,
    /// Rows are sorted.
    Rows,
}

const KINDS: [Kind; 4] = [Kind::Word, Kind::File, Kind::Item, Kind::Rows];

/// Findings that keep others from being found: fewer findings beside one more of these are no gain.
const HIDING: [&Rule; 3] = [UNREADABLE, SYNTAX, BASE];

/// One round mends all that is known; a further one what came to light, or what has a second place.
const MOST_ROUNDS: usize = 256;

/// Mends by round after round of checks until nothing more can be mended.
///
/// `check` gives the spec with the texts that it is handed in place of its files of these (shown) paths, and as its files
/// where there are none. A change that makes more findings than there were is taken back; what is missing in a stub, and
/// what a missing file hid, does not count.
pub fn mend(check: &mut dyn FnMut(&Texts) -> Checked) -> Mended {
    let texts = Texts::new();
    let after = check(&texts);
    let mut mended = Mended { changed: texts, fixed: 0, stubs: 0, files: 0, sorted: 0, after };
    for _ in 0..MOST_ROUNDS {
        let has_changed = |kind: &Kind| {
            let mut round = Round {
                kind: *kind,
                start: mended.changed.clone(),
                sources: mended.after.sources.clone(),
                taken: Vec::new(),
            };
            round.take(&changes(*kind, &mended.after), &mut mended, check);
            mended.count(*kind, round.taken.len());
            !round.taken.is_empty()
        };
        if !KINDS.iter().any(has_changed) {
            break;
        }
    }
    mended
}

/// The words that can be mended at once in the own files: no two fixes overlap, of two that would the first one stays.
#[must_use]
pub fn fixes(checked: &Checked) -> Vec<Fix> {
    changes(Kind::Word, checked).iter().filter_map(Change::fix).cloned().collect()
}

/// `text` of `file` with the fixes in this file; one that does not fit the text, or overlaps an earlier one, is left out.
#[must_use]
pub fn apply(file: FileId, text: &str, fixes: &[Fix]) -> String {
    let mut here: Vec<&Fix> = fixes.iter().filter(|fix| fix.span.file == file).collect();
    here.sort_by_key(|fix| fix.span);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Fix { span, replacement } in here {
        if let (Some(kept), Some(_)) = (text.get(done..span.start), text.get(span.start..span.end)) {
            out.push_str(kept);
            out.push_str(replacement);
            done = span.end;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A change of one file.
#[derive(Debug, Clone)]
enum Change {
    Text(Fix),
    /// A new file: its path as shown, and its text.
    New(String, String),
}

/// All changes of one kind that can be made at once.
fn changes(kind: Kind, checked: &Checked) -> Vec<Change> {
    let sources = &checked.sources;
    let is_own = |found: &&Diagnostic| found.span.is_some_and(|span| !sources.is_from_base(span.file));
    let own = checked.diagnostics.iter().filter(is_own);
    if kind == Kind::File {
        let new = own.filter_map(|found| match found.edit.as_ref()? {
            Edit::File { path, shown } => Some(Change::New(shown.clone(), new_file(path, sources))),
            _ => None,
        });
        return new.collect();
    }
    // An item that is missed in several places is missing once.
    let mut known = BTreeSet::new();
    // A type is a struct or an enum, and never both of one name.
    let identity = |found: &Diagnostic| match found.stub() {
        Some(("struct" | "enum", name)) => Some(name.to_owned()),
        _ => found.edit.as_ref().map(Edit::title),
    };
    let mut own: Vec<_> = own.collect();
    // Where a set of known values alone can stand, nothing else is meant elsewhere.
    own.sort_by_key(|found| found.stub().is_none_or(|(key, _)| key != "enum"));
    let own = own.into_iter().filter(|found| kind != Kind::Item || known.insert(identity(found)));
    let mut fixes: Vec<Fix> = own.filter_map(|found| fix(kind, found, sources)).collect();
    fixes.sort_by_key(|fix| fix.span);
    fixes.dedup_by(|later, earlier| later.span.file == earlier.span.file && later.span.start < earlier.span.end);
    fixes.into_iter().map(Change::Text).collect()
}

fn fix(kind: Kind, found: &Diagnostic, sources: &Sources) -> Option<Fix> {
    let (span, replacement) = match (kind, &found.edit) {
        (Kind::Word, None) => (found.span.filter(|_| found.certain)?, found.replacement(sources)?),
        (Kind::Word, Some(Edit::Key { .. } | Edit::Listed { .. }))
        | (Kind::Item, Some(Edit::Item { .. }))
        | (Kind::Rows, Some(Edit::Rows { .. })) => found.edit_text(sources)?,
        _ => return None,
    };
    (sources.get(span.file)?.text.get(span.start..span.end)? != replacement).then_some(Fix { span, replacement })
}

/// Changes of one kind to one state of the files.
struct Round {
    kind: Kind,
    start: Texts,
    sources: Sources,
    taken: Vec<Change>,
}

impl Round {
    /// Makes all changes if that makes nothing worse, otherwise those of them that do not.
    fn take(&mut self, changes: &[Change], mended: &mut Mended, check: &mut dyn FnMut(&Texts) -> Checked) {
        if changes.is_empty() {
            return;
        }
        let all = [&self.taken, changes].concat();
        let texts = self.texts(&all);
        let after = check(&texts);
        if !self.is_worse(&all, &after, &mended.after) {
            (mended.changed, mended.after, self.taken) = (texts, after, all);
        } else if let (first, second @ [_, ..]) = changes.split_at(changes.len().div_ceil(2)) {
            self.take(first, mended, check);
            self.take(second, mended, check);
        }
    }

    fn texts(&self, changes: &[Change]) -> Texts {
        let mut texts = self.start.clone();
        let fixes: Vec<Fix> = changes.iter().filter_map(Change::fix).cloned().collect();
        for (id, file) in self.sources.iter().filter(|(id, _)| fixes.iter().any(|fix| fix.span.file == *id)) {
            texts.insert(file.shown.clone(), apply(id, &file.text, &fixes));
        }
        for change in changes {
            if let Change::New(shown, text) = change {
                texts.insert(shown.clone(), text.clone());
            }
        }
        texts
    }

    fn is_worse(&self, made: &[Change], after: &Checked, before: &Checked) -> bool {
        let hiding =
            |checked: &Checked| checked.diagnostics.iter().filter(|found| HIDING.contains(&found.rule)).count();
        let open = |checked: &Checked| changes(self.kind, checked).len();
        hiding(after) > hiding(before)
            || match self.kind {
                // What was hidden comes to light, and is to.
                Kind::Word => hiding(after) == hiding(before) && after.errors() > before.errors(),
                Kind::File => open(after) >= open(before),
                Kind::Item => self.errors_beside(made, after) > before.errors() || open(after) >= open(before),
                Kind::Rows => after.errors() > before.errors() || open(after) >= open(before),
            }
    }

    /// Errors elsewhere than in stubs, which stand at the ends of files.
    fn errors_beside(&self, made: &[Change], after: &Checked) -> usize {
        let is_in_stub = |span: Span| {
            let length = self.sources.get(span.file).map_or(0, |file| file.text.len());
            span.start >= length && made.iter().filter_map(Change::fix).any(|fix| fix.span.file == span.file)
        };
        let errors = after.diagnostics.iter().filter(|found| found.level == Level::Error);
        errors.filter(|found| !found.span.is_some_and(is_in_stub)).count()
    }
}

impl Change {
    fn fix(&self) -> Option<&Fix> {
        match self {
            Self::Text(fix) => Some(fix),
            Self::New(..) => None,
        }
    }
}
