//! Where a key stands.
//!
//! In: the files of a spec, and keys. Out: the place of the last of them that is written. Messages then point at the
//! `max` of a parameter and not just at its command.

use core::fmt;
use std::ops::Range;

use qq_cgi_model::source::{FileId, Sources};
use toml::de::{DeTable, DeValue};

/// A place in a spec file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as shown to people.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// `shop.toml:4:8`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The files of a spec, parsed.
pub(crate) struct Places<'s> {
    sources: &'s Sources,
    files: Vec<(FileId, DeTable<'s>)>,
}

impl<'s> Places<'s> {
    pub(crate) fn of(sources: &'s Sources) -> Self {
        let parse = |text: &'s str| DeTable::parse_recoverable(text).0.into_inner();
        Self { sources, files: sources.iter().map(|(id, file)| (id, parse(&file.text))).collect() }
    }

    /// The last of `keys` that is written in some file; `None` if not even an item is, or, where the item is all there is,
    /// its first key.
    pub(crate) fn find(&self, keys: &[String]) -> Option<Place> {
        let found = self.files.iter().filter_map(|(id, table)| {
            let (depth, span) = follow(table, keys)?;
            Some((depth, *id, span))
        });
        // The base may have an item of the same kind: the first file in which the most keys are found is meant.
        let (depth, id, span) = found.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        if depth < keys.len().min(2) {
            return None;
        }
        let (line, column) = self.sources.position(id, span.start);
        Some(Place { file: self.sources.get(id)?.shown.clone(), line, column })
    }
}

/// How many of the keys are there, and where the last of these stands.
fn follow(table: &DeTable<'_>, keys: &[String]) -> Option<(usize, Range<usize>)> {
    let (first, rest) = keys.split_first()?;
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == first.as_str())?;
    let inner = match value.get_ref() {
        DeValue::Table(inner) => follow(inner, rest),
        _ => None,
    };
    Some(inner.map_or_else(|| (1, key.span()), |(depth, span)| (depth + 1, span)))
}
