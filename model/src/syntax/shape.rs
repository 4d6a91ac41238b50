//! The language as data.

/// What a key can hold.
#[derive(Debug)]
pub enum Shape {
    /// Any text.
    Text,
    /// The name of a type: `u32`, `json:list:Address`.
    Type,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Bool,
    /// A whole number, a text, or `true`/`false`.
    Constant,
    /// A whole number or one word.
    IntegerOr(&'static str),
    /// `true`, `false` or one word.
    BoolOr(&'static str),
    /// One of a few words.
    Word(&'static [Word]),
    /// A list.
    List(&'static Shape),
    /// A table whose keys the author chooses.
    Map(&'static Shape),
    /// A table of the language.
    Table(&'static TableShape),
}

/// A word that a key takes.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub text: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// A table of the language.
#[derive(Debug)]
pub struct TableShape {
    /// Its name, which no other table has: `GatewayTable`.
    pub name: &'static str,
    /// What it is called in messages: `a gateway`.
    pub title: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Whether it carries the texts that every item has, `zh` to `note`.
    pub texts: bool,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub shape: &'static Shape,
    /// What it says.
    pub doc: &'static str,
}

/// The texts of every item.
pub const TEXT_KEYS: &[Key] = &[
    Key { name: "zh", required: false, shape: &Shape::Text, doc: "The document's own words." },
    Key { name: "en", required: false, shape: &Shape::Text, doc: "The same in English." },
    Key {
        name: "source",
        required: false,
        shape: &Shape::List(&Shape::Text),
        doc: "Sections of the document, each with its date.",
    },
    Key {
        name: "basis",
        required: false,
        shape: &Shape::Text,
        doc: "What the item rests on where that is not a table of the document: `sample`, `public page`, ….",
    },
    Key {
        name: "note",
        required: false,
        shape: &Shape::Text,
        doc: "Where the document contradicts itself or is silent, and what was done.",
    },
];

impl TableShape {
    /// All keys, the texts included.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        let texts = if self.texts { TEXT_KEYS } else { &[] };
        self.keys.iter().chain(texts)
    }
}

impl Shape {
    /// What is expected, in words.
    #[must_use]
    pub fn expected(&self) -> String {
        match self {
            Self::Text | Self::Type => "a text".into(),
            Self::Integer => "a whole number".into(),
            Self::Bool => "`true` or `false`".into(),
            Self::Constant => "a whole number, a text, or `true`/`false`".into(),
            Self::BoolOr(word) => format!("`true`, `false` or \"{word}\""),
            Self::IntegerOr(word) => format!("a whole number or \"{word}\""),
            Self::Word(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("\"{}\"", word.text)).collect();
                format!("one of {}", words.join(", "))
            }
            Self::List(item) => format!("a list, each item {}", item.expected()),
            Self::Map(_) | Self::Table(_) => "a table".into(),
        }
    }
}
