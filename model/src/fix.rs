//! Mending what can only have been meant one way.
//!
//! In: a checked spec ([`fixes`]), or a way to check texts ([`mend`]). Out: texts. **Invariants**: only the words that
//! a finding is about are replaced, so that comments, layout and line endings stay; a word that can have been meant in
//! two ways stays; no fact is invented; reads and writes no file.
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

use std::collections::BTreeMap;

use crate::{
    check::Checked,
    diagnostic::{BASE, Diagnostic, Rule, SYNTAX, UNREADABLE},
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
    /// Files that are other than before.
    pub changed: Texts,
    /// How many mistakes were mended.
    pub fixed: usize,
    /// The spec with the changed files.
    pub after: Checked,
}

/// Findings that keep others from being found: fewer findings beside one more of these are no gain.
const HIDING: [&Rule; 3] = [UNREADABLE, SYNTAX, BASE];

/// One round mends all that is known; a further one what came to light, or what has a second place.
const MOST_ROUNDS: usize = 256;

/// Mends by round after round of checks until nothing more can be mended.
///
/// `check` gives the spec with the texts that it is handed in place of its files of these (shown) paths. A change that
/// makes more findings than there were is taken back.
pub fn mend(check: &mut dyn FnMut(&Texts) -> Checked) -> Mended {
    let texts = Texts::new();
    let after = check(&texts);
    let mut mended = Mended { changed: texts, fixed: 0, after };
    for _ in 0..MOST_ROUNDS {
        let found = fixes(&mended.after);
        let mut round =
            Round { start: mended.changed.clone(), sources: mended.after.sources.clone(), taken: Vec::new() };
        round.take(&found, &mut mended, check);
        if round.taken.is_empty() {
            break;
        }
        mended.fixed += round.taken.len();
    }
    mended
}

/// What can be mended at once in the own files: no two fixes overlap, of two that would the first one stays.
#[must_use]
pub fn fixes(checked: &Checked) -> Vec<Fix> {
    let mut found: Vec<Fix> = checked.diagnostics.iter().filter_map(|found| fix(found, &checked.sources)).collect();
    found.sort_by_key(|fix| fix.span);
    found.dedup_by(|later, earlier| later.span.file == earlier.span.file && later.span.start < earlier.span.end);
    found
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

/// Fixes of one state of the files.
struct Round {
    start: Texts,
    sources: Sources,
    taken: Vec<Fix>,
}

impl Round {
    /// Takes all fixes if that makes nothing worse, otherwise those of them that do not.
    fn take(&mut self, fixes: &[Fix], mended: &mut Mended, check: &mut dyn FnMut(&Texts) -> Checked) {
        if fixes.is_empty() {
            return;
        }
        let all = [&self.taken, fixes].concat();
        let texts = self.texts(&all);
        let after = check(&texts);
        if !is_worse(&after, &mended.after) {
            (mended.changed, mended.after, self.taken) = (texts, after, all);
        } else if let (first, second @ [_, ..]) = fixes.split_at(fixes.len().div_ceil(2)) {
            self.take(first, mended, check);
            self.take(second, mended, check);
        }
    }

    fn texts(&self, fixes: &[Fix]) -> Texts {
        let mut texts = self.start.clone();
        for (id, file) in self.sources.iter().filter(|(id, _)| fixes.iter().any(|fix| fix.span.file == *id)) {
            texts.insert(file.shown.clone(), apply(id, &file.text, fixes));
        }
        texts
    }
}

fn is_worse(after: &Checked, before: &Checked) -> bool {
    let hiding = |checked: &Checked| checked.diagnostics.iter().filter(|found| HIDING.contains(&found.rule)).count();
    after.errors() > before.errors() || hiding(after) > hiding(before)
}

fn fix(found: &Diagnostic, sources: &Sources) -> Option<Fix> {
    let span = found.span.filter(|_| found.certain)?;
    let file = sources.get(span.file).filter(|file| !file.from_base)?;
    let replacement = found.replacement(sources)?;
    (file.text.get(span.start..span.end)? != replacement).then_some(Fix { span, replacement })
}
