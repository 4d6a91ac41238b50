//! Where a file of a spec has keys of the language, names and words: found from the TOML's events and the language's
//! table of keys, so that every occurrence counts, also those in headers.

use core::ops::Range;

use qq_cgi_model::syntax::{LANGUAGE, Shape};
use toml_parser::{
    Source,
    parser::{Event, EventKind, parse_document},
};

use super::Kind;

/// Something that can be misspelt.
pub(super) struct Spot {
    pub(super) kind: Kind,
    /// The key, or the text with its quotes.
    pub(super) at: Range<usize>,
}

impl Spot {
    pub(super) fn what(&self, text: &str) -> String {
        format!("{:?} {} misspelt", self.kind, &text[self.at.clone()])
    }

    /// Two letters more at the end of the name.
    pub(super) fn misspelt(&self, text: &str) -> String {
        let written = &text[self.at.clone()];
        let name = written.trim_end_matches(['"', '\'', ')']);
        format!("{name}zz{}", &written[name.len()..])
    }
}

/// What refers to something, by the title of its table and its key.
const REFERENCES: &[(&str, &[&str])] = &[
    ("[spec]", &["files"]),
    ("a command", &["gateway", "reply", "verify"]),
    ("a reply code", &["field", "message", "errors"]),
    ("an example", &["params"]),
    ("a parameter", &["type", "from"]),
    ("a gateway", &["sign", "errors"]),
    ("an output form", &["param", "callback"]),
    ("a sign scheme", &["param"]),
    ("a part of a source string", &["param"]),
    ("the pairs of a source string", &["exclude"]),
    ("a type table", &[]),
    ("a column of a type table", &["type"]),
    ("a row of a type table", &["type", "columns"]),
    ("a callback", &["sign", "payload", "key"]),
    ("an example of a callback", &["params"]),
    ("the apps of a callback", &["table", "secret", "known"]),
    ("a table of records", &["key", "stages"]),
    ("a field of a record", &["type", "references"]),
    ("a stage", &["then"]),
    ("an example of a page", &["params"]),
    ("a row of a matrix", &["matrix", "row", "cells"]),
    ("an answer", &["reply", "errors", "failures", "success", "cancelled"]),
    ("a detail of an answer", &["errors", "success"]),
];

/// Where the walk stands: what is held there, and under which key of which table.
#[derive(Clone, Copy)]
struct Place {
    shape: &'static Shape,
    table: &'static str,
    key: &'static str,
}

impl Place {
    fn refers(self) -> bool {
        REFERENCES.iter().any(|(table, keys)| *table == self.table && keys.contains(&self.key))
    }

    fn item(self) -> Self {
        match self.shape {
            Shape::List(item) => Self { shape: item, ..self },
            _ => self,
        }
    }

    /// What a key leads to, and what the key itself is.
    fn down(self, key: &str) -> (Self, Option<Kind>) {
        match self.item().shape {
            Shape::Table(table) => {
                let known = table.all_keys().find(|known| known.name == key).expect("only known keys are shipped");
                (Self { shape: known.shape, table: table.title, key: known.name }, Some(Kind::Key))
            }
            Shape::Map(inner) => {
                let place = Self { shape: inner, ..self };
                (place, place.refers().then_some(Kind::Reference))
            }
            other => panic!("`{key}` in {other:?}"),
        }
    }

    /// What a scalar is.
    fn scalar(self, written: &str) -> Option<Kind> {
        let value = written.trim_matches(['"', '\'']);
        let is_text = value.len() != written.len();
        match self.shape {
            _ if !is_text => None,
            Shape::Word(_) | Shape::BoolOr(_) | Shape::IntegerOr(_) => Some(Kind::Word),
            // A class of the platform's side is anything.
            Shape::Text | Shape::Type | Shape::Constant if self.refers() && !value.contains("host:") => {
                // In the values of examples nothing is named.
                (self.key != "params" && self.key != "cells").then_some(Kind::Reference)
            }
            _ => None,
        }
    }
}

/// Everything in `text` that can be misspelt.
pub(super) fn spots(text: &str) -> Vec<Spot> {
    let mut events: Vec<Event> = Vec::new();
    let tokens = Source::new(text).lex().into_vec();
    parse_document(&tokens, &mut events, &mut ());
    let root = Place { shape: &Shape::Table(LANGUAGE), table: "", key: "" };
    let mut spots = Vec::new();
    // Where keys begin: the header's table, then inline tables and lists inside each other.
    let mut outer = vec![(root, false)];
    let mut now = root;
    let mut in_path = false;
    for event in &events {
        let at = event.span().start()..event.span().end();
        let written = &text[at.clone()];
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => (now, in_path) = (root, true),
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                outer = vec![(now.item(), false)];
                in_path = false;
            }
            EventKind::SimpleKey => {
                if !in_path {
                    now = outer.last().map_or(root, |(place, _)| *place);
                }
                let (place, kind) = now.down(written.trim_matches(['"', '\'']));
                spots.extend(kind.map(|kind| Spot { kind, at }));
                (now, in_path) = (place, true);
            }
            EventKind::KeyValSep => in_path = false,
            EventKind::InlineTableOpen => outer.push((now.item(), false)),
            EventKind::ArrayOpen => {
                now = now.item();
                outer.push((now, true));
            }
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                outer.pop();
                in_path = false;
            }
            EventKind::ValueSep => {
                if let Some((place, true)) = outer.last() {
                    now = *place;
                }
                in_path = false;
            }
            EventKind::Scalar => spots.extend(now.scalar(written).map(|kind| Spot { kind, at })),
            EventKind::KeySep | EventKind::Whitespace | EventKind::Comment | EventKind::Newline | EventKind::Error => {}
        }
    }
    spots
}
