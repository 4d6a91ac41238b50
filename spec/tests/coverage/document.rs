//! `coverage/document.toml`: what the document prints.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The list.
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) pages: Vec<Page>,
}

/// A page.
pub(crate) struct Page {
    /// The chapter that it begins.
    pub(crate) chapter: Option<String>,
    pub(crate) title: String,
    /// Date and time, as printed.
    pub(crate) updated: String,
    pub(crate) parts: Vec<Part>,
    pub(crate) line: usize,
}

/// A heading of a page, with the keys of the table below it.
pub(crate) struct Part {
    pub(crate) heading: String,
    /// The heading above it.
    pub(crate) under: Option<String>,
    /// What it is about, where that has no heading of its own.
    pub(crate) of: Option<String>,
    /// The parts of items that carry it.
    pub(crate) at: Vec<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) line: usize,
}

/// A row of a table.
pub(crate) struct Row {
    /// As printed.
    pub(crate) key: String,
    /// As the spec writes it.
    pub(crate) is: String,
    /// The part of an item that carries it, where that is not the table's.
    pub(crate) at: Option<String>,
}

impl Document {
    pub(crate) fn parse(text: &str) -> Self {
        let root = DeTable::parse(text).unwrap_or_else(|error| panic!("document.toml: {error}"));
        let root = Table { text, table: root.get_ref(), known: &["title", "page"] };
        Self { title: root.text("title"), pages: root.tables("page").map(|(line, table)| Page::read(text, line, table)).collect() }
    }
}

impl Page {
    /// As items cite it: the heading and the day.
    pub(crate) fn source(&self) -> String {
        format!("{} {}", self.title, self.updated.split(' ').next().unwrap_or_default())
    }

    fn read(text: &str, line: usize, table: &DeTable<'_>) -> Self {
        let table = Table { text, table, known: &["chapter", "title", "updated", "part"] };
        Self {
            chapter: table.maybe("chapter"),
            title: table.text("title"),
            updated: table.text("updated"),
            parts: table.tables("part").map(|(line, part)| Part::read(text, line, part)).collect(),
            line,
        }
    }
}

impl Part {
    /// `登录/授权 › 返回码`.
    pub(crate) fn label(&self) -> String {
        let under = self.under.iter().map(|under| format!("{under} › "));
        let of = self.of.iter().map(|of| format!(": {of}"));
        under.chain([self.heading.clone()]).chain(of).collect()
    }

    /// Each row with the part of an item that carries it, or with none where any of the table's may.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        let at = self.at.iter().chain(self.rows.iter().filter_map(|row| row.at.as_ref()));
        at.map(String::as_str)
    }

    fn read(text: &str, line: usize, table: &DeTable<'_>) -> Self {
        let table = Table { text, table, known: &["heading", "under", "of", "at", "rows"] };
        let at = match table.get("at").expect("`at` is missing") {
            DeValue::Array(paths) => paths.iter().map(|path| word(path.get_ref())).collect(),
            path => vec![word(path)],
        };
        let rows = match table.get("rows") {
            Some(DeValue::Array(rows)) => rows.iter().map(|row| Row::read(text, row)).collect(),
            _ => Vec::new(),
        };
        Self {
            heading: table.text("heading"),
            under: table.maybe("under"),
            of: table.maybe("of"),
            at,
            rows,
            line,
        }
    }
}

impl Row {
    fn read(text: &str, row: &Spanned<DeValue<'_>>) -> Self {
        let DeValue::Table(table) = row.get_ref() else {
            let key = word(row.get_ref());
            return Self { is: key.clone(), key, at: None };
        };
        let table = Table { text, table, known: &["key", "is", "at"] };
        let key = table.text("key");
        Self { is: table.maybe("is").unwrap_or_else(|| key.clone()), key, at: table.maybe("at") }
    }
}

/// A table of the list; a misspelt key of it fails.
struct Table<'t, 'v> {
    text: &'t str,
    table: &'v DeTable<'t>,
    known: &'static [&'static str],
}

impl<'t, 'v> Table<'t, 'v> {
    fn get(&self, key: &str) -> Option<&'v DeValue<'t>> {
        for known in self.table.keys() {
            assert!(self.known.contains(&known.get_ref().as_ref()), "document.toml: unknown key `{}`", known.get_ref());
        }
        self.table.get(key).map(Spanned::get_ref)
    }

    fn maybe(&self, key: &str) -> Option<String> {
        self.get(key).map(word)
    }

    fn text(&self, key: &str) -> String {
        self.maybe(key).unwrap_or_else(|| panic!("document.toml: `{key}` is missing"))
    }

    fn tables(&self, key: &str) -> impl Iterator<Item = (usize, &'v DeTable<'t>)> {
        let list = match self.get(key) {
            Some(DeValue::Array(list)) => list.iter().collect(),
            _ => Vec::new(),
        };
        let line = |at: usize| self.text[..at].matches('\n').count() + 1;
        let table = |value: &'v Spanned<DeValue<'t>>| Some((line(value.span().start), value.get_ref().as_table()?));
        list.into_iter().filter_map(table).collect::<Vec<_>>().into_iter()
    }
}

fn word(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.clone().into_owned(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        other => panic!("document.toml: {other:?} is neither a text nor a number"),
    }
}
