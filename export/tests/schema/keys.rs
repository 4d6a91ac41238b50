//! Where the keys of the language stand in a file's text: each time that one is written.

use std::{collections::BTreeSet, ops::Range};

use qq_cgi_model::syntax::{LANGUAGE, Shape};
use toml::de::{DeTable, DeValue};

static ROOT: &Shape = &Shape::Table(LANGUAGE);

/// The keys of the language, each time that one is written.
pub(crate) fn of_the_language(text: &str) -> Vec<Range<usize>> {
    let mut found = BTreeSet::new();
    let table = DeTable::parse(text).unwrap();
    of_value(&DeValue::Table(table.into_inner()), ROOT, &mut found);
    of_headers_and_dotted_keys(text, &mut found);
    found.into_iter().map(|(start, end)| start..end).collect()
}

/// A parsed table knows a key's first place only: where `[command.a]` precedes `[command.b]`, the second is not there.
fn of_value(value: &DeValue<'_>, shape: &'static Shape, found: &mut BTreeSet<(usize, usize)>) {
    match value {
        DeValue::Table(table) => {
            for (key, value) in table {
                let (inner, is_of_the_language) = step(shape, key.get_ref());
                if is_of_the_language {
                    found.insert((key.span().start, key.span().end));
                }
                of_value(value.get_ref(), inner, found);
            }
        }
        DeValue::Array(items) => {
            let Shape::List(shape) = shape else { panic!("a list where {shape:?} is") };
            items.iter().for_each(|item| of_value(item.get_ref(), shape, found));
        }
        _ => {}
    }
}

fn of_headers_and_dotted_keys(text: &str, found: &mut BTreeSet<(usize, usize)>) {
    let mut table = ROOT;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let inside = line.trim_start_matches('[');
        let path = segments(text, at + line.len() - inside.len());
        let end = path.last().map_or(at, |last| last.end);
        if line.starts_with('[') {
            table = walk(text, ROOT, &path, found);
        } else if path.len() > 1 && text[end..].trim_start_matches(' ').starts_with('=') {
            walk(text, table, &path, found);
        }
        at += line.len();
    }
}

/// `a."b.c".d` at `start`.
fn segments(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut path = Vec::new();
    let mut at = start;
    loop {
        let rest = &text[at..];
        let length = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map_or(0, |end| end + 2),
            _ => rest.find(|next: char| !next.is_ascii_alphanumeric() && !"_-".contains(next)).unwrap_or(0),
        };
        if length == 0 {
            return path;
        }
        path.push(at..at + length);
        at += length;
        if !text[at..].starts_with('.') {
            return path;
        }
        at += 1;
    }
}

fn walk(
    text: &str,
    from: &'static Shape,
    path: &[Range<usize>],
    found: &mut BTreeSet<(usize, usize)>,
) -> &'static Shape {
    let mut shape = from;
    for key in path {
        // `[[command.a.example]]`: the list's last item is meant.
        if let Shape::List(item) = shape {
            shape = item;
        }
        let (inner, is_of_the_language) = step(shape, text[key.clone()].trim_matches(['"', '\'']));
        if is_of_the_language {
            found.insert((key.start, key.end));
        }
        shape = inner;
    }
    if let Shape::List(item) = shape { item } else { shape }
}

/// What is under a key, and whether the key is the language's, not the author's.
fn step(shape: &'static Shape, key: &str) -> (&'static Shape, bool) {
    match shape {
        Shape::Map(value) => (value, false),
        Shape::Table(table) => {
            let known = table.all_keys().find(|known| known.name == key);
            (known.unwrap_or_else(|| panic!("{key} in {}", table.title)).shape, true)
        }
        _ => panic!("{key} in {shape:?}"),
    }
}
