//! Reading TOML by a table of keys.

use core::ops::Range;

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{
    broken,
    shape::{Key, Shape, TEXT_KEYS, TableShape},
};
use crate::{
    diagnostic::{Diagnostic, Edit, MISSING_KEY, Report, TOO_LARGE, UNKNOWN_KEY, UNKNOWN_WORD, WRONG_KIND},
    model::Constant,
    source::{FileId, Located, Span},
    suggest::nearest,
};

/// A TOML value and where it stands.
pub(crate) type Toml<'t> = Spanned<DeValue<'t>>;

/// The most values in a file, tables and lists included.
pub const MOST_VALUES: usize = 100_000;

/// Reads one file's text; `None` where its syntax is broken, which is reported.
pub(crate) fn parse<T: Read>(text: &str, file: FileId, report: &mut Report) -> Option<T> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let whole = table.span();
    let root = Spanned::new(whole, DeValue::Table(table.into_inner()));
    if !errors.is_empty() {
        if errors.iter().all(broken::stands_twice) {
            // What stands under a misspelt key takes the place of something else: the key is the cause.
            let mut all = Report::default();
            T::read(&root, &mut Reader { file, report: &mut all });
            report.take(all, UNKNOWN_KEY);
        }
        broken::find(text, file, errors, report);
        return None;
    }
    if let Err(beyond) = spend(&root, &mut { MOST_VALUES }) {
        let span = Span { file, start: beyond.start, end: beyond.end };
        let found = Diagnostic::new(TOO_LARGE, span, "a file of too many values");
        report.add(found.label(format!("at most {MOST_VALUES}, tables and lists included")));
        return None;
    }
    T::read(&root, &mut Reader { file, report })
}

/// Counts values down; gives the place of the first that is one too many.
fn spend(value: &Toml<'_>, left: &mut usize) -> Result<(), Range<usize>> {
    *left = left.checked_sub(1).ok_or_else(|| value.span())?;
    match value.get_ref() {
        DeValue::Table(table) => table.iter().try_for_each(|(_, value)| spend(value, left)),
        DeValue::Array(items) => items.iter().try_for_each(|item| spend(item, left)),
        _ => Ok(()),
    }
}

/// Something that a TOML value can be read as.
pub(crate) trait Read: Sized {
    /// What it looks like.
    const SHAPE: &'static Shape;

    /// Reads it; `None` after reporting why not.
    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self>;
}

/// A table whose keys the author chooses, in file order.
pub(crate) type Map<T> = Vec<(Located<String>, T)>;

/// Reads the values of one file.
pub(crate) struct Reader<'a> {
    file: FileId,
    report: &'a mut Report,
}

/// A table of the language with its keys, the misspelt ones under the names that were meant.
pub(crate) struct Opened<'v, 't> {
    table: &'v DeTable<'t>,
    misspelt: Vec<Misspelt<'v, 't>>,
}

/// A key that is none of the language: what was meant, where it stands, and what it holds.
struct Misspelt<'v, 't> {
    meant: &'static str,
    span: Span,
    value: &'v Toml<'t>,
}

impl<'v, 't> Opened<'v, 't> {
    /// The value of a key, and where the key stands if it is misspelt.
    fn get(&self, key: &str) -> Option<(&'v Toml<'t>, Option<Span>)> {
        let meant =
            || self.misspelt.iter().find(|found| found.meant == key).map(|found| (found.value, Some(found.span)));
        self.table.get(key).map(|value| (value, None)).or_else(meant)
    }
}

impl Reader<'_> {
    pub(crate) fn span(&self, value: &Toml<'_>) -> Span {
        self.span_of(value.span())
    }

    /// Opens a table of the language: reports its unknown and its missing keys.
    pub(crate) fn open<'v, 't>(&mut self, value: &'v Toml<'t>, shape: &TableShape) -> Option<Opened<'v, 't>> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_kind(value, "a table");
            return None;
        };
        let mut misspelt = Vec::new();
        for (key, value) in table {
            if shape.all_keys().all(|known| known.name != key.get_ref()) {
                let meant = self.report_unknown_key(key, table, shape);
                misspelt.extend(meant.map(|meant| Misspelt { meant, span: self.span_of(key.span()), value }));
            }
        }
        self.doubt_rivals(&misspelt, shape);
        let opened = Opened { table, misspelt };
        for key in shape.all_keys().filter(|key| key.required && opened.get(key.name).is_none()) {
            self.report.add(
                Diagnostic::new(
                    MISSING_KEY,
                    self.span(value),
                    format!("the key `{}` is missing in {}", key.name, shape.title),
                )
                .label(format!("`{}` is missing here", key.name))
                .help(format!("`{}` holds {}: {}", key.name, key.shape.expected(), key.doc))
                .edit(only_word(key)),
            );
        }
        Some(opened)
    }

    /// Gives the key that was probably meant.
    fn report_unknown_key(
        &mut self,
        key: &Spanned<DeString<'_>>,
        table: &DeTable<'_>,
        shape: &TableShape,
    ) -> Option<&'static str> {
        // A key that is there cannot be meant once more, but for those that hold tables by name.
        let free = |known: &&Key| matches!(known.shape, Shape::Map(_)) || !table.contains_key(known.name);
        let candidates = || shape.all_keys().filter(free).map(|known| known.name);
        let meant = nearest(key.get_ref(), candidates());
        let known: Vec<_> = shape.all_keys().map(|known| known.name).collect();
        let message = format!("unknown key `{}` in {}", key.get_ref(), shape.title);
        self.report.add(
            Diagnostic::new(UNKNOWN_KEY, self.span_of(key.span()), message)
                .label("unknown key")
                .meant_among(key.get_ref(), candidates())
                .help(format!("{} has the keys {}", shape.title, known.join(", "))),
        );
        meant
    }

    /// Of two keys that both may have meant a third one, at least one did not.
    fn doubt_rivals(&mut self, misspelt: &[Misspelt<'_, '_>], shape: &TableShape) {
        let is_map = |name| shape.all_keys().any(|key| key.name == name && matches!(key.shape, Shape::Map(_)));
        for found in misspelt.iter().filter(|found| !is_map(found.meant)) {
            if misspelt.iter().filter(|other| other.meant == found.meant).count() > 1 {
                self.report.doubt_at(found.span);
            }
        }
    }

    /// Reads a key of an open table.
    pub(crate) fn key<T: Read>(&mut self, table: &Opened<'_, '_>, key: &str) -> Option<Located<T>> {
        let (value, misspelt) = table.get(key)?;
        let span = self.span(value);
        let read = T::read(value, self).map(|value| Located { value, span });
        if let (Some(misspelt), None) = (misspelt, &read) {
            // Perhaps something else was meant: the key is the mistake, not what it holds.
            self.report.forget_at(span);
            self.report.doubt_at(misspelt);
        }
        read
    }

    /// Reads one of a few words.
    pub(crate) fn word(&mut self, value: &Toml<'_>, shape: &'static Shape) -> Option<&'static str> {
        let Shape::Word(words) = shape else { return None };
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(value, &shape.expected());
            return None;
        };
        let found = words.iter().map(|word| word.text).find(|word| *word == text);
        if found.is_none() {
            self.report.add(
                Diagnostic::new(UNKNOWN_WORD, self.span(value), format!("unknown word \"{text}\""))
                    .label(format!("expected {}", shape.expected()))
                    .meant_among(text, words.iter().map(|word| word.text)),
            );
        }
        found
    }

    /// Reports a text that is not the one word which a key takes besides other kinds of values.
    pub(super) fn wrong_word(&mut self, value: &Toml<'_>, text: &str, word: &'static str, shape: &Shape) {
        let found = Diagnostic::new(UNKNOWN_WORD, self.span(value), format!("unknown word \"{text}\""));
        self.report.add(found.label(format!("expected {}", shape.expected())).meant_among(text, [word]));
    }

    pub(super) fn wrong_kind(&mut self, value: &Toml<'_>, expected: &str) {
        let given = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a fraction",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report.add(
            Diagnostic::new(WRONG_KIND, self.span(value), format!("expected {expected}, found {given}"))
                .label(format!("expected {expected}")),
        );
    }

    fn integer(&mut self, value: &Toml<'_>) -> Option<i64> {
        let number = value.get_ref().as_integer()?;
        let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
        if read.is_none() {
            self.wrong_kind(value, "a whole number of at most 64 bits");
        }
        read
    }

    fn span_of(&self, range: Range<usize>) -> Span {
        Span { file: self.file, start: range.start, end: range.end }
    }
}

/// What a missing key must hold if there is but one word for it: no fact, as no spec can say otherwise.
fn only_word(key: &Key) -> Option<Edit> {
    match key.shape {
        Shape::Word([only]) => Some(Edit::Key { key: key.name, word: only.text }),
        _ => None,
    }
}

impl Read for String {
    const SHAPE: &'static Shape = &Shape::Text;

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            reader.wrong_kind(value, "a text");
        }
        text
    }
}

/// A text that names a type.
#[derive(Debug, Clone)]
pub(crate) struct TypeExpression(pub(crate) String);

impl Read for TypeExpression {
    const SHAPE: &'static Shape = &Shape::Type;

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        String::read(value, reader).map(Self)
    }
}

impl Read for i64 {
    const SHAPE: &'static Shape = &Shape::Integer;

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(value.get_ref(), DeValue::Integer(_)) {
            reader.wrong_kind(value, "a whole number");
        }
        reader.integer(value)
    }
}

impl Read for bool {
    const SHAPE: &'static Shape = &Shape::Bool;

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let read = value.get_ref().as_bool();
        if read.is_none() {
            reader.wrong_kind(value, "`true` or `false`");
        }
        read
    }
}

impl Read for Constant {
    const SHAPE: &'static Shape = &Shape::Constant;

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Integer(_) => reader.integer(value).map(Self::Int),
            DeValue::String(text) => Some(Self::Text(text.clone().into_owned())),
            DeValue::Boolean(value) => Some(Self::Bool(*value)),
            _ => {
                reader.wrong_kind(value, &Self::SHAPE.expected());
                None
            }
        }
    }
}

/// For maps, whose values have no place of their own.
impl<T: Read> Read for Located<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value);
        T::read(value, reader).map(|value| Self { value, span })
    }
}

impl<T: Read> Read for Vec<Located<T>> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Array(items) = value.get_ref() else {
            reader.wrong_kind(value, "a list");
            return None;
        };
        let mut read = Self::new();
        for item in items {
            let span = reader.span(item);
            read.extend(T::read(item, reader).map(|value| Located { value, span }));
        }
        Some(read)
    }
}

impl<T: Read> Read for Map<T> {
    const SHAPE: &'static Shape = &Shape::Map(T::SHAPE);

    fn read(value: &Toml<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_kind(value, "a table");
            return None;
        };
        let mut read = Self::new();
        for (key, value) in in_file_order(table) {
            let name = Located { value: key.get_ref().clone().into_owned(), span: reader.span_of(key.span()) };
            read.extend(T::read(value, reader).map(|value| (name, value)));
        }
        Some(read)
    }
}

/// Not generic: a sort for each kind of table was an eighth of what the compiler made of this crate.
fn in_file_order<'v, 't>(table: &'v DeTable<'t>) -> Vec<(&'v Spanned<DeString<'t>>, &'v Toml<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The texts that every item carries.
#[derive(Debug, Clone)]
pub(crate) struct Texts {
    pub(crate) zh: Option<Located<String>>,
    pub(crate) en: Option<Located<String>>,
    pub(crate) source: Option<Located<Vec<Located<String>>>>,
    pub(crate) basis: Option<Located<String>>,
    pub(crate) note: Option<Located<String>>,
}

impl Texts {
    pub(crate) fn read(table: &Opened<'_, '_>, reader: &mut Reader<'_>) -> Self {
        debug_assert_eq!(TEXT_KEYS.len(), 5, "a text key that is not read");
        Self {
            zh: reader.key(table, "zh"),
            en: reader.key(table, "en"),
            source: reader.key(table, "source"),
            basis: reader.key(table, "basis"),
            note: reader.key(table, "note"),
        }
    }
}
