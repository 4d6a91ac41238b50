//! Every key that stands in a spec, and what else could stand there.

use std::{collections::BTreeSet, ops::Range};

use qq_cgi_model::syntax::{Key, LANGUAGE, Shape, TableShape};
use toml::de::{DeTable, DeValue};

/// A key of the language: the table's name and its own.
pub(crate) type Name = (&'static str, &'static str);

/// Every key of every table.
pub(crate) fn language() -> BTreeSet<Name> {
    let names = tables().into_iter().flat_map(|shape| shape.all_keys().map(|key| (shape.name, key.name)));
    names.collect()
}

fn tables() -> Vec<&'static TableShape> {
    let mut found: Vec<&TableShape> = vec![LANGUAGE];
    let mut next = 0;
    while let Some(shape) = found.get(next) {
        let inner: Vec<_> = shape.keys.iter().filter_map(|key| inner_table(key.shape)).collect();
        for table in inner {
            if found.iter().all(|known| known.name != table.name) {
                found.push(table);
            }
        }
        next += 1;
    }
    found
}

fn inner_table(shape: &'static Shape) -> Option<&'static TableShape> {
    match shape {
        Shape::Table(table) => Some(table),
        Shape::Map(inner) | Shape::List(inner) => inner_table(inner),
        _ => None,
    }
}

/// A key where it stands, with what it holds.
pub(crate) struct Spot<'t> {
    pub(crate) name: Name,
    /// The keys that lead to it, its own the last.
    pub(crate) path: Vec<String>,
    /// The language's keys among these, without its own.
    pub(crate) parents: Vec<Name>,
    required: bool,
    shape: &'static Shape,
    text: &'t str,
    key: Range<usize>,
    value: Range<usize>,
}

/// Every key in `text`, from the outside in.
pub(crate) fn spots(text: &str) -> Vec<Spot<'_>> {
    let mut walk = Walk { text, spots: Vec::new() };
    walk.table(LANGUAGE, DeTable::parse(text).unwrap().get_ref(), &Way::default());
    walk.spots
}

struct Walk<'t> {
    text: &'t str,
    spots: Vec<Spot<'t>>,
}

/// How one came to a table.
#[derive(Default, Clone)]
struct Way {
    path: Vec<String>,
    names: Vec<Name>,
}

impl Way {
    fn then(&self, step: &str, name: Option<Name>) -> Self {
        let mut way = self.clone();
        way.path.push(step.to_owned());
        way.names.extend(name);
        way
    }
}

impl Walk<'_> {
    fn table(&mut self, shape: &'static TableShape, table: &DeTable<'_>, way: &Way) {
        for (written, value) in table {
            let key: &'static Key = shape.all_keys().find(|key| key.name == written.get_ref().as_ref()).unwrap();
            let name = (shape.name, key.name);
            let inner = way.then(key.name, Some(name));
            self.spots.push(Spot {
                name,
                path: inner.path.clone(),
                parents: way.names.clone(),
                required: key.required,
                shape: key.shape,
                text: self.text,
                key: written.span(),
                value: value.span(),
            });
            self.inside(key.shape, value.get_ref(), &inner);
        }
    }

    fn inside(&mut self, shape: &'static Shape, value: &DeValue<'_>, way: &Way) {
        match (shape, value) {
            (Shape::Table(shape), DeValue::Table(inner)) => self.table(shape, inner, way),
            (Shape::Map(shape), DeValue::Table(inner)) => {
                for (key, value) in inner {
                    self.inside(shape, value.get_ref(), &way.then(key.get_ref(), None));
                }
            }
            (Shape::List(shape), DeValue::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.inside(shape, value.get_ref(), &way.then(&index.to_string(), None));
                }
            }
            _ => {}
        }
    }
}

impl Spot<'_> {
    /// What it holds, as it is written.
    pub(crate) fn written(&self) -> &str {
        &self.text[self.value.clone()]
    }

    /// Whether it holds no further keys of the language.
    pub(crate) fn is_leaf(&self) -> bool {
        inner_table(self.shape).is_none()
    }

    /// The key, and those that hold it.
    pub(crate) fn names(&self) -> impl Iterator<Item = Name> {
        self.parents.iter().copied().chain([self.name])
    }

    /// Whether both are keys of one table.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.path.split_last().map(|(_, rest)| rest) == other.path.split_last().map(|(_, rest)| rest)
    }

    /// The spec without the key, and with something else there. Not all of these are sound.
    pub(crate) fn mutants(&self, spots: &[Self]) -> Vec<String> {
        let of_others = spots.iter().filter(|spot| spot.name == self.name).map(|spot| spot.written().to_owned());
        let values = others(self.shape, self.written()).into_iter().chain(of_others);
        self.without().into_iter().chain(self.with_each(values)).collect()
    }

    /// The spec with the name of anything there, if a text stands there.
    pub(crate) fn with_names(&self, spots: &[Self]) -> Vec<String> {
        if !matches!(self.shape, Shape::Text | Shape::Constant) {
            return Vec::new();
        }
        self.with_each(spots.iter().flat_map(|spot| &spot.path).map(|name| format!("\"{name}\""))).collect()
    }

    fn with_each(&self, values: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
        let (before, after) = (&self.text[..self.value.start], &self.text[self.value.end..]);
        let mut seen = BTreeSet::from([self.written().to_owned()]);
        let new = values.filter(move |value| seen.insert(value.clone()));
        new.map(move |value| format!("{before}{value}{after}"))
    }

    /// The spec with one more line or entry before the key.
    pub(crate) fn preceded_by(&self, entry: &str) -> String {
        let (before, after) = self.text.split_at(self.key.start);
        let divider = if before.ends_with('\n') { "\n" } else { ", " };
        format!("{before}{entry}{divider}{after}")
    }

    /// Without the key, where it stands on one line.
    fn without(&self) -> Option<String> {
        let between = self.text.get(self.key.end..self.value.start)?;
        if self.required || between.trim() != "=" {
            return None;
        }
        let (before, after) = (&self.text[..self.key.start], &self.text[self.value.end..]);
        if let Some(after) = after.strip_prefix(", ") {
            return Some(format!("{before}{after}"));
        }
        if let Some(before) = before.strip_suffix(", ") {
            return Some(format!("{before}{after}"));
        }
        let after = after.strip_prefix('\n')?;
        before.ends_with('\n').then(|| format!("{before}{after}"))
    }
}

/// Other values of the same kind.
fn others(shape: &'static Shape, written: &str) -> Vec<String> {
    let quoted = |text: &str| format!("\"{text}\"");
    let inner = written.trim_matches('"');
    match shape {
        Shape::Text => vec![format!("\"{inner}x\""), format!("\"X{inner}\"")],
        Shape::Type => ["u64", "u32", "string", "i64"].map(quoted).to_vec(),
        Shape::Bool => vec![(written != "true").to_string()],
        Shape::IntegerOr(word) => [numbers(written), vec![quoted(word)]].concat(),
        Shape::BoolOr(word) => vec!["true".to_owned(), "false".to_owned(), quoted(word)],
        Shape::Constant if written.starts_with('"') => vec![format!("\"{inner}x\"")],
        Shape::Constant if matches!(written, "true" | "false") => vec![(written != "true").to_string()],
        Shape::Integer | Shape::Constant => numbers(written),
        Shape::Word(words) => words.iter().map(|word| quoted(word.text)).collect(),
        // One entry less, others, and one more.
        Shape::List(item) => {
            let entries: Vec<String> = written.trim_matches(['[', ']']).split(", ").map(str::to_owned).collect();
            let new: Vec<String> = entries.iter().filter_map(|entry| others(item, entry).into_iter().next()).collect();
            let more = entries.iter().chain(new.first()).cloned().collect();
            let less = entries[..entries.len() - 1].to_vec();
            [less, new, more].map(|entries| format!("[{}]", entries.join(", "))).to_vec()
        }
        // What is inside is changed by itself.
        Shape::Map(_) | Shape::Table(_) => Vec::new(),
    }
}

fn numbers(written: &str) -> Vec<String> {
    let number: i64 = written.parse().unwrap_or_default();
    [number + 1, number - 1].map(|number| number.to_string()).to_vec()
}
