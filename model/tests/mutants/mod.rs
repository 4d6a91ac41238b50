//! Mutants of the shipped spec: every way in which it is made wrong, and whether anything was said about it.
//!
//! The test beside this folder tries a sample of them, the program `mutants` of the benches all.

mod same;
mod spots;

use std::panic::{AssertUnwindSafe, catch_unwind};

use qq_cgi_model::{Checked, Disk, Model, check_embedded, load};

/// Files whose mutants are tried, the root first, and what they say as they are.
pub(crate) struct Specimen {
    files: Vec<(String, String)>,
    says: String,
}

/// One change of one file.
pub(crate) struct Mutant {
    file: usize,
    /// What was done, and to what.
    pub(crate) what: String,
    /// The changed range, and what stands there now.
    at: core::ops::Range<usize>,
    now: String,
    /// Whether exactly the start of the change has to be reported; otherwise anything will do that is not silence.
    exact: bool,
}

/// The kinds of mutants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A key of the language.
    Key,
    /// A name that is defined elsewhere.
    Reference,
    /// One of a few words.
    Word,
    /// A line is gone.
    Deleted,
    /// A line stands twice.
    Doubled,
    /// A line stands behind the next one.
    Swapped,
    /// The file ends early.
    Cut,
}

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was reported; where the place is known, there.
    Reported,
    /// The Model says something else.
    Different,
    /// It is the same TOML: comments, blank lines, or the order of what has none.
    Same,
    /// A key that says its default is gone. That it is heard is shown by another value, which is reported or different.
    Default,
    /// Nobody noticed, or not at its place: the findings.
    Missed(String),
    /// The front end gave up.
    Panicked,
}

impl Kind {
    /// All kinds.
    pub(crate) const ALL: [Self; 7] =
        [Self::Key, Self::Reference, Self::Word, Self::Deleted, Self::Doubled, Self::Swapped, Self::Cut];
}

impl Specimen {
    /// The shipped files.
    pub(crate) fn shipped() -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec").into();
        let loaded = load(&Disk { folder, prefix: String::new() }, "social.toml");
        let files: Vec<_> = loaded.own_files().map(|(_, file)| (file.shown.clone(), file.text.clone())).collect();
        let mut specimen = Self { files, says: String::new() };
        specimen.says = says(&specimen.check_with(0, &specimen.files[0].1).model);
        specimen
    }

    /// Its files, by number.
    pub(crate) fn files(&self) -> core::ops::Range<usize> {
        0..self.files.len()
    }

    /// Checks it as it is.
    pub(crate) fn check(&self) -> Checked {
        self.check_with(0, &self.files[0].1)
    }

    /// All mutants of one kind of one file.
    pub(crate) fn mutants(&self, file: usize, kind: Kind) -> Vec<Mutant> {
        let (name, text) = &self.files[file];
        let mutant = |what: String, at, now| Mutant { file, what: format!("{name}: {what}"), at, now, exact: false };
        let starts: Vec<usize> =
            core::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).chain([text.len()]).collect();
        let lines = || starts.windows(2).map(|pair| pair[0]..pair[1]).enumerate();
        match kind {
            Kind::Key | Kind::Reference | Kind::Word => spots::spots(text)
                .into_iter()
                .filter(|spot| spot.kind == kind)
                .map(|spot| Mutant { exact: true, ..mutant(spot.what(text), spot.at.clone(), spot.misspelt(text)) })
                .collect(),
            Kind::Deleted => {
                lines().map(|(line, at)| mutant(format!("line {} deleted", line + 1), at, String::new())).collect()
            }
            Kind::Doubled => lines()
                .map(|(line, at)| mutant(format!("line {} doubled", line + 1), at.clone(), text[at].repeat(2)))
                .collect(),
            Kind::Swapped => starts
                .windows(3)
                .enumerate()
                .map(|(line, three)| {
                    let now = format!("{}{}", &text[three[1]..three[2]], &text[three[0]..three[1]]);
                    mutant(format!("lines {} and {} swapped", line + 1, line + 2), three[0]..three[2], now)
                })
                .collect(),
            Kind::Cut => text
                .char_indices()
                .map(|(cut, _)| mutant(format!("cut at byte {cut}"), cut..text.len(), String::new()))
                .collect(),
        }
    }

    /// Checks a mutant, draws what is found, and says what became of it.
    pub(crate) fn judge(&self, mutant: &Mutant) -> Outcome {
        let (name, text) = &self.files[mutant.file];
        let changed = format!("{}{}{}", &text[..mutant.at.start], mutant.now, &text[mutant.at.end..]);
        let judged = catch_unwind(AssertUnwindSafe(|| {
            let checked = self.check_with(mutant.file, &changed);
            let drawn: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
            if mutant.exact {
                let line = text[..mutant.at.start].matches('\n').count() + 1;
                let column = text[..mutant.at.start].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                let there = checked.diagnostics.iter().any(|found| {
                    let place = found.position(&checked.sources);
                    place.is_some_and(|place| place.file == *name && (place.line, place.column) == (line, column))
                });
                if there { Outcome::Reported } else { Outcome::Missed(format!("{line}:{column}: {drawn:#?}")) }
            } else if !drawn.is_empty() {
                Outcome::Reported
            } else if says(&checked.model) != self.says {
                Outcome::Different
            } else if same::same(text, &changed) {
                Outcome::Same
            } else if mutant.now.is_empty() && self.hears(mutant) {
                Outcome::Default
            } else {
                Outcome::Missed(String::new())
            }
        }));
        judged.unwrap_or(Outcome::Panicked)
    }

    /// Whether another value in a line makes a difference.
    fn hears(&self, mutant: &Mutant) -> bool {
        let text = &self.files[mutant.file].1;
        let line = &text[mutant.at.clone()];
        let Some((key, value)) = line.split_once(" = ") else { return false };
        // The last word of the value with a letter more.
        let Some(last) = value.rfind(|next: char| next.is_ascii_alphanumeric()) else { return false };
        let (value, after) = value.split_at(last + 1);
        let other = format!("{}{key} = {value}q{after}{}", &text[..mutant.at.start], &text[mutant.at.end..]);
        let checked = self.check_with(mutant.file, &other);
        !checked.diagnostics.is_empty() || says(&checked.model) != self.says
    }

    fn check_with(&self, file: usize, text: &str) -> Checked {
        let mut files: Vec<(&str, &str)> =
            self.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        files[file].1 = text;
        check_embedded(&files, &[])
    }
}

/// What a Model says: all of it but the places of its items.
fn says(model: &Model) -> String {
    let all = format!("{model:?}");
    let mut said = String::with_capacity(all.len());
    for (index, part) in all.split("place: Place {").enumerate() {
        let after = if index == 0 { part } else { part.split_once('}').map_or(part, |(_, after)| after) };
        said.push_str(after);
    }
    said
}
