//! What can be written beside, or in another order, so that a finding goes or says what is to be filled in.

use std::path::Path;

use super::Diagnostic;
use crate::{
    source::{Sources, Span},
    syntax::{LANGUAGE, Shape, TableShape},
};

/// How a finding can be mended other than by one word in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// What is referred to is written as a stub: an item with nothing but its name, which says what is to be filled in.
    Item {
        /// The kind's key in a file: `enum`.
        key: &'static str,
        /// The item's name.
        name: String,
        /// Whether a set of known values, an `enum`, would do as well.
        or_enum: bool,
    },
    /// A missing key gets the one word that it takes.
    Key {
        /// The key.
        key: &'static str,
        /// The word.
        word: &'static str,
    },
    /// A member file that is not there is made, without an item.
    File {
        /// Its path below the root's folder.
        path: String,
        /// Its path as people should see it.
        shown: String,
    },
    /// A file beside the root is listed as its member.
    Listed {
        /// Where the root lists its files.
        list: Span,
        /// Its path below the root's folder.
        path: String,
    },
    /// Rows are put in order.
    Rows {
        /// Where they stand.
        span: Span,
        /// The same lines in order.
        sorted: String,
    },
}

impl Edit {
    /// What it does, as a line of help.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Item { key, name, .. } => format!("write a stub of `[{key}.{name}]`"),
            Self::Key { key, word } => format!("write the only value that `{key}` takes: \"{word}\""),
            Self::File { shown, .. } => format!("create `{shown}`"),
            Self::Listed { path, .. } => format!("list `{path}` in `files`"),
            Self::Rows { .. } => "sort the rows".to_owned(),
        }
    }
}

impl Diagnostic {
    /// Where the finding's edit changes a text, and what is to stand there. `None` where it has none, or makes a file.
    #[must_use]
    pub fn edit_text(&self, sources: &Sources) -> Option<(Span, String)> {
        let found = self.span?;
        let text = &sources.get(found.file)?.text;
        match self.edit.as_ref()? {
            Edit::Item { key, name, or_enum } => {
                let end = Span { file: found.file, start: text.len(), end: text.len() };
                Some((end, behind(text, &item(key, name, *or_enum)?)))
            }
            Edit::Key { key, word } => {
                let (at, written) = key_in(text, found, &format!("{key} = \"{word}\""))?;
                Some((Span { file: found.file, start: at, end: at }, written))
            }
            Edit::Rows { span, sorted } => Some((*span, sorted.clone())),
            Edit::Listed { list, path } => {
                let list_text = sources.get(list.file)?.text.get(list.start..list.end)?;
                Some((*list, longer(list_text, path)?))
            }
            Edit::File { .. } => None,
        }
    }
}

/// A list with one more text at its end; `None` where a comment may stand there.
fn longer(list: &str, text: &str) -> Option<String> {
    let items = list.strip_suffix(']')?;
    if items.contains('#') {
        return None;
    }
    let before = items.trim_end();
    let comma = if before.ends_with(['[', ',']) { "" } else { "," };
    let space = if before.ends_with('[') { "" } else { " " };
    Some(format!("{before}{comma}{space}\"{text}\"{}", list.get(before.len()..)?))
}

/// The text of a new member file: the first line names the schema if the root's does, by the way from its own folder.
#[must_use]
pub fn new_file(path: &str, sources: &Sources) -> String {
    let root = sources.iter().next().map(|(_, root)| root);
    let text = root.map(|root| root.text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let schema = text.lines().next().and_then(|first| first.strip_prefix(SCHEMA)).map(str::trim);
    let line = match schema.filter(|schema| !schema.is_empty()) {
        None => format!("# A member of {}.", root.map(|root| root.shown.as_str()).unwrap_or_default()),
        Some(schema) if schema.contains("://") || schema.starts_with('/') => format!("{SCHEMA} {schema}"),
        Some(schema) => match Path::new(path).components().count().saturating_sub(1) {
            0 => format!("{SCHEMA} {schema}"),
            depth => format!("{SCHEMA} {}{}", "../".repeat(depth), schema.trim_start_matches("./")),
        },
    };
    format!("{line}{}", line_break(text))
}

/// What Taplo reads of a file's first line.
const SCHEMA: &str = "#:schema";

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// `lines` as what is added at the end of `text`, a blank line before them.
fn behind(text: &str, lines: &[String]) -> String {
    let break_ = line_break(text);
    let end_of_line = if text.is_empty() || text.ends_with('\n') { "" } else { break_ };
    format!("{end_of_line}{break_}{}{break_}", lines.join(break_))
}

/// A stub of an item: what must be there as comments, one line each, but for words that are the only ones.
fn item(key: &str, name: &str, or_enum: bool) -> Option<Vec<String>> {
    let shape = table_of(key)?;
    let mut lines = vec![format!("# A stub: whoever knows the document fills it in."), format!("[{key}.{name}]")];
    lines.extend(required(shape).map(|key| match key.shape {
        Shape::Word([only]) => format!("{} = \"{}\"", key.name, only.text),
        shape => format!("# {} # {}", with_placeholder(key.name, shape), key.doc),
    }));
    if or_enum {
        let values = table_of("enum")?.keys.iter().find(|key| key.required)?;
        lines.push(format!("# Or, if it is a set of known values: [enum.{name}], and in it"));
        lines.push(format!("# {}", with_placeholder(values.name, values.shape)));
    }
    Some(lines)
}

/// The table of an item, by its kind's key in a file.
fn table_of(key: &str) -> Option<&'static TableShape> {
    match LANGUAGE.keys.iter().find(|known| known.name == key)?.shape {
        Shape::Map(Shape::Table(table)) => Some(table),
        _ => None,
    }
}

fn required(table: &TableShape) -> impl Iterator<Item = &'static crate::syntax::Key> + use<> {
    table.all_keys().filter(|key| key.required)
}

/// A key and what is to be written there. `…` is no name and no number: nobody takes it for one.
fn with_placeholder(key: &str, shape: &Shape) -> String {
    match shape {
        Shape::Map(inner) => format!("{key}.… = {}", placeholder(inner)),
        shape => format!("{key} = {}", placeholder(shape)),
    }
}

fn placeholder(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Type => "\"…\"".to_owned(),
        Shape::Integer | Shape::Bool | Shape::Constant | Shape::IntegerOr(_) | Shape::BoolOr(_) => "…".to_owned(),
        Shape::Word(words) => format!("\"{}\"", words.iter().map(|word| word.text).collect::<Vec<_>>().join("|")),
        Shape::List(inner) => format!("[{}]", placeholder(inner)),
        Shape::Map(inner) => format!("{{ … = {} }}", placeholder(inner)),
        Shape::Table(table) => match required(table).collect::<Vec<_>>().as_slice() {
            [] => "{ … }".to_owned(),
            keys => {
                let keys = keys.iter().map(|key| with_placeholder(key.name, key.shape));
                format!("{{ {} }}", keys.collect::<Vec<_>>().join(", "))
            }
        },
    }
}

/// Where `pair` goes in the table that stands at `table`: behind the brace of an inline table, below a header.
fn key_in(text: &str, table: Span, pair: &str) -> Option<(usize, String)> {
    let written = text.get(table.start..table.end)?;
    if let Some(inside) = written.strip_prefix('{') {
        let comma = match inside.trim_start().strip_prefix('}') {
            Some(_) if inside.starts_with('}') => " ",
            Some(_) => "",
            None => ",",
        };
        return Some((table.start + 1, format!(" {pair}{comma}")));
    }
    let header = written.starts_with('[').then_some(table.end)?;
    let rest = text.get(header..)?;
    let line = rest.split('\n').next().unwrap_or_default();
    let end = line.strip_suffix('\r').unwrap_or(line).len();
    Some((header + end, format!("{}{pair}", line_break(text))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::{behind, item, key_in, new_file, table_of};
    use crate::{
        source::{SourceFile, Sources, Span},
        syntax::LANGUAGE,
    };

    fn files(text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add(SourceFile { shown: "root.toml".to_owned(), text: text.to_owned(), from_base: false });
        sources
    }

    #[test]
    fn every_kind_of_item_has_a_stub_that_is_toml_and_names_each_key_that_must_be_there() {
        for kind in LANGUAGE.keys.iter().filter(|kind| kind.name != "spec") {
            let text = behind("", &item(kind.name, "X", false).unwrap());
            assert!(toml::de::DeTable::parse(&text).is_ok(), "{text}");
            for key in table_of(kind.name).unwrap().keys {
                let begins = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{} = ", key.name));
                let begins_rows = |line: &str| line.starts_with(&format!("# {}.… = ", key.name));
                let named = text.lines().any(|line| begins(line) || begins_rows(line));
                assert!(named == key.required, "{}: {text}", key.name);
            }
        }
    }

    #[test]
    fn a_new_file_names_the_schema_by_its_own_way_to_it() {
        for (root, path, expected) in [
            ("#:schema ./s.json\n[spec]\n", "a.toml", "#:schema ./s.json\n"),
            ("#:schema ./s.json\r\n[spec]\r\n", "a/b/c.toml", "#:schema ../../s.json\r\n"),
            ("\u{feff}#:schema ../s.json\n", "a/b.toml", "#:schema ../../s.json\n"),
            ("#:schema https://example.com/s.json\n", "a/b.toml", "#:schema https://example.com/s.json\n"),
            ("[spec]\n#:schema ./s.json\n", "a.toml", "# A member of root.toml.\n"),
        ] {
            assert_eq!(new_file(path, &files(root)), expected, "{root}");
        }
    }

    #[test]
    fn a_key_goes_into_the_table_that_lacks_it() {
        for (text, table, expected) in [
            ("a = {}", "{}", "a = { k = 1 }"),
            ("a = { }", "{ }", "a = { k = 1 }"),
            ("a = { b = 1 }", "{ b = 1 }", "a = { k = 1, b = 1 }"),
            ("[a] # here\r\nb = 1\r\n", "[a]", "[a] # here\r\nk = 1\r\nb = 1\r\n"),
            ("[[a]]", "[[a]]", "[[a]]\nk = 1"),
        ] {
            let sources = files(text);
            let start = text.find(table).unwrap();
            let span = Span { file: sources.iter().next().unwrap().0, start, end: start + table.len() };
            let (at, written) = key_in(text, span, "k = 1").unwrap();
            assert_eq!(format!("{}{written}{}", &text[..at], &text[at..]), expected);
        }
    }
}
