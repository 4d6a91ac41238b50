//! `coverage/document.toml`: what the document prints.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// `2017-11-02`, and ` 15:27` after it.
const DAY: usize = 10;
const MINUTE: usize = 16;

/// The list.
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) pages: Vec<Page>,
    /// Titles of pages in other editions, and the basis of the items that may cite them.
    elsewhere: Vec<(String, Vec<String>)>,
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
        let root = Table { text, keys: root.get_ref(), known: &["title", "elsewhere", "page"] };
        let elsewhere = root.tables("elsewhere").map(|(_, table)| {
            let table = Table { text, keys: table, known: &["basis", "titles"] };
            (table.text("basis"), table.words("titles"))
        });
        Self {
            title: root.text("title"),
            elsewhere: elsewhere.collect(),
            pages: root.tables("page").map(|(line, table)| Page::read(text, line, table)).collect(),
        }
    }

    /// The pages that a source can mean: one, if it is right.
    pub(crate) fn cited_by(&self, source: &str) -> Vec<&Page> {
        self.pages.iter().filter(|page| page.is_cited_by(source)).collect()
    }

    /// Whether an item of this basis may cite a page of this title.
    pub(crate) fn is_elsewhere(&self, source: &str, basis: Option<&str>) -> bool {
        let of_basis = self.elsewhere.iter().filter(|(known, _)| Some(known.as_str()) == basis);
        of_basis.flat_map(|(_, titles)| titles).any(|title| title == source)
    }

    /// How items cite a page: by the minute where the day alone would mean two.
    pub(crate) fn source_of(&self, page: &Page) -> String {
        let until = |length: usize| format!("{} {}", page.title, page.updated.get(..length).unwrap_or(&page.updated));
        let day = until(DAY);
        if self.cited_by(&day).len() > 1 { until(MINUTE) } else { day }
    }
}

impl Page {
    fn is_cited_by(&self, source: &str) -> bool {
        let when = source.strip_prefix(&self.title).and_then(|rest| rest.strip_prefix(' '));
        when.is_some_and(|when| when.len() >= DAY && self.updated.starts_with(when))
    }

    fn read(text: &str, line: usize, table: &DeTable<'_>) -> Self {
        let table = Table { text, keys: table, known: &["chapter", "title", "updated", "part"] };
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

    /// Every part of an item that carries something of it.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        let at = self.at.iter().chain(self.rows.iter().filter_map(|row| row.at.as_ref()));
        at.map(String::as_str)
    }

    fn read(text: &str, line: usize, table: &DeTable<'_>) -> Self {
        let table = Table { text, keys: table, known: &["heading", "under", "of", "at", "rows"] };
        let rows = match table.get("rows") {
            Some(DeValue::Array(rows)) => rows.iter().map(|row| Row::read(text, row)).collect(),
            _ => Vec::new(),
        };
        Self {
            heading: table.text("heading"),
            under: table.maybe("under"),
            of: table.maybe("of"),
            at: table.words("at"),
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
        let table = Table { text, keys: table, known: &["key", "is", "at"] };
        let key = table.text("key");
        Self { is: table.maybe("is").unwrap_or_else(|| key.clone()), key, at: table.maybe("at") }
    }
}

/// A table of the list; a misspelt key of it fails.
struct Table<'t, 'v> {
    text: &'t str,
    keys: &'v DeTable<'t>,
    known: &'static [&'static str],
}

impl<'t, 'v> Table<'t, 'v> {
    fn get(&self, key: &str) -> Option<&'v DeValue<'t>> {
        for known in self.keys.keys() {
            assert!(self.known.contains(&known.get_ref().as_ref()), "document.toml: unknown key `{}`", known.get_ref());
        }
        self.keys.get(key).map(Spanned::get_ref)
    }

    fn maybe(&self, key: &str) -> Option<String> {
        self.get(key).map(word)
    }

    fn text(&self, key: &str) -> String {
        self.maybe(key).unwrap_or_else(|| panic!("document.toml: `{key}` is missing"))
    }

    /// One text or a list of them.
    fn words(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(DeValue::Array(words)) => words.iter().map(|path| word(path.get_ref())).collect(),
            one => one.map(word).into_iter().collect(),
        }
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
        DeValue::Boolean(yes) => yes.to_string(),
        other => panic!("document.toml: {other:?} is neither a text nor a number nor a truth value"),
    }
}
