//! The spec as one list of items, each with named parts of keys: what the checks need, and nothing of what it means.

mod calls;
mod data;

use qq_cgi_model::{
    Model,
    model::{About, Constant, Field, Origin, Type},
};

/// Every item of a spec.
pub(crate) struct Items<'m> {
    pub(crate) all: Vec<Item<'m>>,
}

/// An item.
pub(crate) struct Item<'m> {
    /// The table of the TOML that holds it: `command`.
    pub(crate) kind: &'static str,
    /// Its key there.
    pub(crate) name: &'m str,
    /// Its name in Rust; `None` for what does not become Rust.
    pub(crate) rust: Option<&'m str>,
    /// Whether a user calls it, opens it, receives it or keeps it; the rest is used by such items.
    pub(crate) called: bool,
    pub(crate) about: &'m About,
    /// What its TOML says in lists of texts.
    pub(crate) texts: Vec<&'m str>,
    pub(crate) parts: Vec<Part<'m>>,
    /// The items that it uses: `(kind, name)`.
    pub(crate) uses: Vec<(&'static str, &'m str)>,
}

/// A part of an item: `params`, `codes`.
pub(crate) struct Part<'m> {
    pub(crate) name: &'static str,
    pub(crate) entries: Vec<Entry<'m>>,
    /// Whether it holds what the document must print; the rest is the spec's way of saying things.
    pub(crate) printed: bool,
}

/// A key of a part.
pub(crate) struct Entry<'m> {
    /// What it is called: on the wire, in the document, in Rust.
    pub(crate) names: Vec<String>,
    pub(crate) about: Option<&'m About>,
    /// Whether its texts may name it too: the constant of an enum's value.
    pub(crate) named_in_texts: bool,
}

impl<'m> Items<'m> {
    pub(crate) fn of(model: &'m Model) -> Self {
        Self { all: calls::all(model).chain(data::all(model)).collect() }
    }

    pub(crate) fn get(&self, kind: &str, name: &str) -> Option<&Item<'m>> {
        self.all.iter().find(|item| item.kind == kind && item.name == name)
    }

    /// Every text of the spec about itself, with the path of what it is about.
    pub(crate) fn abouts(&self) -> impl Iterator<Item = (String, &'m About)> {
        self.all.iter().flat_map(|item| {
            let inner = item.parts.iter().flat_map(|part| &part.entries).filter_map(|entry| entry.about);
            core::iter::once(item.about).chain(inner).map(|about| (item.path(), about))
        })
    }
}

impl<'m> Item<'m> {
    fn new(kind: &'static str, name: &'m str, rust: &'m str, about: &'m About) -> Self {
        Self {
            kind,
            name,
            rust: Some(rust),
            called: false,
            about,
            texts: Vec::new(),
            parts: Vec::new(),
            uses: Vec::new(),
        }
    }

    /// `command.NAME`.
    pub(crate) fn path(&self) -> String {
        format!("{}.{}", self.kind, self.name)
    }

    /// `gateway.toml:12`.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.about.place.file, self.about.place.line)
    }

    pub(crate) fn part(&self, name: &str) -> Option<&Part<'m>> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// Whether its key, its texts or anything in its parts says `word`.
    pub(crate) fn says(&self, word: &str) -> bool {
        let entries = || self.parts.iter().flat_map(|part| &part.entries);
        let texts = self.texts.iter().copied().chain([self.name]);
        texts.chain(words_of(self.about)).any(|text| holds_word(text, word))
            || entries().any(|entry| entry.is(word) || entry.about.is_some_and(|about| says(about, word)))
    }

    fn called(self) -> Self {
        Self { called: true, ..self }
    }

    /// Adds what the document prints; an empty part is none.
    fn printed(self, name: &'static str, entries: impl IntoIterator<Item = Entry<'m>>) -> Self {
        self.add(name, true, entries)
    }

    /// Adds what has no key of its own in the document.
    fn written(self, name: &'static str, entries: impl IntoIterator<Item = Entry<'m>>) -> Self {
        self.add(name, false, entries)
    }

    fn add(mut self, name: &'static str, printed: bool, entries: impl IntoIterator<Item = Entry<'m>>) -> Self {
        let entries: Vec<_> = entries.into_iter().collect();
        if !entries.is_empty() {
            self.parts.push(Part { name, entries, printed });
        }
        self
    }

    fn uses(mut self, kind: &'static str, names: impl IntoIterator<Item = &'m String>) -> Self {
        self.uses.extend(names.into_iter().map(|name| (kind, name.as_str())));
        self
    }

    /// Adds the types of fields.
    fn uses_types(mut self, fields: impl IntoIterator<Item = &'m Field>) -> Self {
        self.uses.extend(fields.into_iter().filter_map(|field| named(&field.ty)));
        self
    }

    /// Adds which of its fields are always there, and which a caller may leave out: a fixed value is both.
    fn demands(self, fields: impl Iterator<Item = &'m Field> + Clone) -> Self {
        let always = |field: &&Field| field.required || field.default.is_some();
        let left_out = |field: &&Field| !field.required || field.origin != Origin::Caller;
        self.written("required", fields.clone().filter(always).map(Entry::field))
            .written("optional", fields.filter(left_out).map(Entry::field))
    }

    /// Adds named words.
    fn words(self, name: &'static str, words: impl IntoIterator<Item = &'m String>) -> Self {
        self.written(name, words.into_iter().map(|word| Entry::word(word)))
    }
}

impl<'m> Entry<'m> {
    fn new(names: impl IntoIterator<Item = String>, about: &'m About) -> Self {
        Self { names: names.into_iter().collect(), about: Some(about), named_in_texts: false }
    }

    fn word(word: &str) -> Self {
        Self { names: vec![word.to_owned()], about: None, named_in_texts: false }
    }

    fn constant(value: &Constant) -> Self {
        Self::word(&value.wire_text())
    }

    fn field(field: &'m Field) -> Self {
        Self::new([field.name.clone()], &field.about)
    }

    /// Whether `word` is one of its names.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.names.iter().any(|name| name == word)
            || self.named_in_texts && self.about.is_some_and(|about| says(about, word))
    }
}

fn named(ty: &Type) -> Option<(&'static str, &str)> {
    match ty {
        Type::Enum(name) => Some(("enum", name)),
        Type::Struct(name) => Some(("struct", name)),
        Type::Rows(name) => Some(("types", name)),
        Type::List(inner) | Type::Json(inner) => named(inner),
        _ => None,
    }
}

fn says(about: &About, word: &str) -> bool {
    words_of(about).any(|text| holds_word(text, word))
}

fn words_of(about: &About) -> impl Iterator<Item = &str> {
    [&about.zh, &about.en, &about.note].into_iter().flatten().map(String::as_str)
}

/// Whether `word` stands in `text` and is no piece of a longer name.
fn holds_word(text: &str, word: &str) -> bool {
    let of_name = |next: char| next.is_ascii_alphanumeric() || next == '_';
    text.match_indices(word).any(|(at, _)| {
        let joined =
            |inner: Option<char>, outer: Option<char>| inner.is_some_and(of_name) && outer.is_some_and(of_name);
        !joined(word.chars().next(), text[..at].chars().next_back())
            && !joined(word.chars().next_back(), text[at + word.len()..].chars().next())
    })
}
