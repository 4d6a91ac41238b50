//! The list against the items, both ways. Each finding is one line that begins with its place.

use std::collections::BTreeSet;

use qq_cgi_model::suggest::nearest;

use crate::{
    document::{Document, Page, Part, Row},
    items::{Entry, Item, Items},
};

/// Pages that no item cites.
pub(crate) fn uncited_pages(list: &Document, items: &Items<'_>) -> Vec<String> {
    let sources = items.all.iter().flat_map(|item| &item.about.source);
    let cited: Vec<_> =
        sources.map(|source| list.cited_by(source)).filter(|pages| pages.len() == 1).flatten().collect();
    let uncited = list.pages.iter().filter(|page| !cited.iter().any(|cited| cited.line == page.line));
    let finding = |page: &Page| format!("document.toml:{}: no item cites \"{}\"", page.line, list.source_of(page));
    uncited.map(finding).collect()
}

/// Sources of items, and of anything in them, that are no page, or two.
pub(crate) fn misnamed_sources(list: &Document, items: &Items<'_>) -> Vec<String> {
    let known: Vec<_> = list.pages.iter().map(|page| list.source_of(page)).collect();
    let mut findings = Vec::new();
    for (path, about) in items.abouts() {
        for source in about.source.iter().filter(|source| !list.is_elsewhere(source, about.basis.as_deref())) {
            let wrong = match list.cited_by(source).as_slice() {
                [_] => continue,
                [] => format!("no page \"{source}\"{}", suggestion(source, known.iter().map(String::as_str), '"')),
                pages => {
                    let pages: Vec<_> = pages.iter().map(|page| format!("\"{}\"", list.source_of(page))).collect();
                    format!("\"{source}\" is more than one page; say {}", pages.join(" or "))
                }
            };
            findings.push(format!("{}:{}: {path}: {wrong}", about.place.file, about.place.line));
        }
    }
    findings
}

/// Rows and headings of the list that are not where it says.
pub(crate) fn missing_rows(list: &Document, items: &Items<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    for part in list.pages.iter().flat_map(|page| &page.parts) {
        let place = format!("document.toml:{}: {}", part.line, part.label());
        findings.extend(missing_of(part, items).into_iter().map(|finding| format!("{place}: {finding}")));
    }
    findings
}

/// Of an item that rests on the document and nothing else: this excuses nothing.
const DOCUMENT_ONLY: &str = "document only";

/// What the spec says, the list does not have, and nothing excuses: no `basis` of its own or of its item.
pub(crate) fn beyond(list: &Document, items: &Items<'_>) -> Vec<String> {
    let listed = Listed::of(list, items);
    let mut findings = Vec::new();
    let by_document = |item: &&Item<'_>| item.about.basis.as_deref().is_none_or(|basis| basis == DOCUMENT_ONLY);
    for item in items.all.iter().filter(by_document) {
        for part in item.parts.iter().filter(|part| part.printed) {
            for entry in &part.entries {
                let known = entry.about.is_none_or(|about| about.basis.is_some()) || listed.has(item, entry);
                if !known {
                    let name = entry.names.first().map(String::as_str).unwrap_or_default();
                    let path = format!("{}.{}", item.path(), part.name);
                    let place = entry
                        .about
                        .map_or_else(|| item.place(), |about| format!("{}:{}", about.place.file, about.place.line));
                    findings.push(format!("{place}: {path}: `{name}` is not in the document and has no basis"));
                }
            }
        }
    }
    findings
}

/// The path of an item in the list, taken apart.
pub(crate) fn resolve<'i, 'm>(
    path: &str,
    items: &'i Items<'m>,
) -> Result<(&'i Item<'m>, Option<&'i [Entry<'m>]>), String> {
    let mut words = path.splitn(3, '.');
    let mut next = || words.next().unwrap_or_default();
    let (kind, name, part) = (next(), next(), next());
    let Some(item) = items.get(kind, name) else {
        let known: Vec<_> = items.all.iter().map(Item::path).collect();
        let meant = format!("{kind}.{name}");
        let help = suggestion(&meant, known.iter().map(String::as_str), '`');
        return Err(format!("no item `{meant}`{help}"));
    };
    if part.is_empty() {
        return Ok((item, None));
    }
    let found = item.part(part).ok_or_else(|| {
        let help = suggestion(part, item.parts.iter().map(|part| part.name), '`');
        format!("{} has no `{part}`{help}", item.path())
    })?;
    Ok((item, Some(&found.entries)))
}

fn missing_of(part: &Part, items: &Items<'_>) -> Vec<String> {
    let unknown: BTreeSet<_> = part.paths().filter_map(|path| resolve(path, items).err()).collect();
    if !unknown.is_empty() {
        return unknown.into_iter().collect();
    }
    let lacking = part.rows.iter().filter(|row| !candidates(part, row).any(|path| carries(path, row, items)));
    let findings: Vec<_> = lacking.map(|row| missing(part, row, items)).collect();
    if !findings.is_empty() || part.rows.is_empty() {
        return findings;
    }
    let carries_one = |path: &str| part.rows.iter().any(|row| row.at.is_none() && carries(path, row, items));
    let idle = part.at.iter().filter(|path| !carries_one(path));
    idle.map(|path| format!("{path} carries none of the rows")).collect()
}

/// Where a row may be found.
fn candidates<'p>(part: &'p Part, row: &'p Row) -> impl Iterator<Item = &'p str> {
    let own = row.at.iter();
    let tables = part.at.iter().filter(|_| row.at.is_none());
    own.chain(tables).map(String::as_str)
}

fn carries(path: &str, row: &Row, items: &Items<'_>) -> bool {
    match resolve(path, items) {
        Ok((_, Some(entries))) => entries.iter().any(|entry| entry.is(&row.is)),
        Ok((item, None)) => item.says(&row.is),
        Err(_) => false,
    }
}

fn missing(part: &Part, row: &Row, items: &Items<'_>) -> String {
    let paths: Vec<_> = candidates(part, row).collect();
    let parts = paths.iter().filter_map(|path| resolve(path, items).ok()?.1);
    let known = parts.flatten().flat_map(|entry| &entry.names).map(String::as_str);
    let printed = if row.key == row.is { String::new() } else { format!(" (printed `{}`)", row.key) };
    format!("`{}`{printed} is not in {}{}", row.is, paths.join(" or "), suggestion(&row.is, known, '`'))
}

fn suggestion<'k>(word: &str, known: impl IntoIterator<Item = &'k str>, quote: char) -> String {
    nearest(word, known).map(|meant| format!("; did you mean {quote}{meant}{quote}?")).unwrap_or_default()
}

/// What the list names, by item. A row found in a view of a part (`required`, `find`) counts for its item all the same.
struct Listed<'l>(Vec<(String, &'l str)>);

impl<'l> Listed<'l> {
    fn of(list: &'l Document, items: &Items<'_>) -> Self {
        let mut listed = Vec::new();
        for part in list.pages.iter().flat_map(|page| &page.parts) {
            for row in &part.rows {
                let found = candidates(part, row).filter_map(|path| resolve(path, items).ok());
                listed.extend(found.map(|(item, _)| (item.path(), row.is.as_str())));
            }
        }
        Self(listed)
    }

    fn has(&self, item: &Item<'_>, entry: &Entry<'_>) -> bool {
        let path = item.path();
        self.0.iter().any(|(listed, row)| *listed == path && entry.is(row))
    }
}
