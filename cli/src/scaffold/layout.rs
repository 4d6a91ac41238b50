//! How a file's TOML is laid out: which statement stands where, down to the entries of inline tables.
//!
//! In: the text of sound TOML. Out: places in it. **Invariant**: says where things stand and changes nothing. A writer of
//! TOML would lay out anew what it did not touch: line endings, a byte order mark, the order of dotted keys.

use std::{borrow::Cow, ops::Range};

use toml_parser::{
    Source,
    parser::{Event, EventKind, parse_document},
};

/// A text with its statements, in order.
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) statements: Vec<Statement>,
}

/// One thing that a document says.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) what: What,
    /// All lines on which it stands but for the last one's break.
    pub(super) lines: Range<usize>,
}

#[derive(Debug)]
pub(super) enum What {
    /// `[a.b]`; of `[[a.b]]` too.
    Header(Vec<Key>),
    /// `a.b = 1`, over however many lines.
    Pair(Entry),
    /// A comment on lines of its own.
    Comment,
    Blank,
}

/// One part of a dotted key.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) start: usize,
}

/// `a.b = 1`, in a table or between braces.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) keys: Vec<Key>,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) struct Value {
    pub(super) at: Range<usize>,
    pub(super) kind: ValueKind,
}

#[derive(Debug)]
pub(super) enum ValueKind {
    Scalar,
    List(Vec<Value>),
    Table(Vec<Entry>),
}

/// A definition and its full path: a header, a pair, or an entry of an inline table.
pub(super) struct Site<'l> {
    pub(super) path: Vec<&'l str>,
    pub(super) statement: usize,
    pub(super) how: How<'l>,
}

#[derive(Clone, Copy)]
pub(super) enum How<'l> {
    Header(&'l [Key]),
    /// `above` counts the keys of the header.
    Pair {
        above: usize,
        entry: &'l Entry,
    },
    /// The entry `index` of the table `holder`; `above` counts the keys that lead to that.
    Inline {
        above: usize,
        holder: &'l Value,
        index: usize,
        entry: &'l Entry,
    },
}

impl<'t> Layout<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let source = Source::new(text);
        let mut events: Vec<Event> = Vec::new();
        parse_document(&source.lex().into_vec(), &mut events, &mut ());
        let mut cursor = Cursor { source, events: &events, next: 0 };
        // What a byte order mark says is of the whole file.
        let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut statements = Vec::new();
        while cursor.peek().is_some() {
            let what = cursor.statement();
            let end = cursor.peek().map_or(text.len(), |end| end.span().start());
            if end > start || cursor.peek().is_some() {
                statements.push(Statement { what, lines: start..end });
            }
            start = cursor.take().map_or(text.len(), |end| end.span().end());
        }
        Self { text, statements }
    }

    /// How lines end here.
    pub(super) fn line_break(&self) -> &'static str {
        line_break(self.text)
    }

    /// All definitions, in the order of the text.
    pub(super) fn sites(&self) -> Vec<Site<'_>> {
        let mut sites = Vec::new();
        let mut header: &[Key] = &[];
        for (statement, found) in self.statements.iter().enumerate() {
            match &found.what {
                What::Header(keys) => {
                    header = keys;
                    sites.push(Site { path: names(keys).collect(), statement, how: How::Header(keys) });
                }
                What::Pair(entry) => {
                    let above: Vec<&str> = names(header).collect();
                    let path: Vec<&str> = above.iter().copied().chain(names(&entry.keys)).collect();
                    let how = How::Pair { above: above.len(), entry };
                    sites.push(Site { path: path.clone(), statement, how });
                    inline_sites(&entry.value, &path, statement, &mut sites);
                }
                What::Comment | What::Blank => {}
            }
        }
        sites
    }
}

/// `\r\n` where the text has it.
pub(super) fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn names(keys: &[Key]) -> impl Iterator<Item = &str> {
    keys.iter().map(|key| key.name.as_str())
}

/// All that stands between the braces of a value.
fn inline_sites<'l>(value: &'l Value, path: &[&'l str], statement: usize, sites: &mut Vec<Site<'l>>) {
    let ValueKind::Table(entries) = &value.kind else { return };
    for (index, entry) in entries.iter().enumerate() {
        let own: Vec<&str> = path.iter().copied().chain(names(&entry.keys)).collect();
        let how = How::Inline { above: path.len(), holder: value, index, entry };
        sites.push(Site { path: own.clone(), statement, how });
        inline_sites(&entry.value, &own, statement, sites);
    }
}

struct Cursor<'e> {
    source: Source<'e>,
    events: &'e [Event],
    next: usize,
}

impl<'e> Cursor<'e> {
    fn peek(&self) -> Option<&'e Event> {
        self.events.get(self.next)
    }

    fn take(&mut self) -> Option<&'e Event> {
        let event = self.peek();
        self.next += usize::from(event.is_some());
        event
    }

    /// Everything up to a line's end that ends a statement, which is left there.
    fn statement(&mut self) -> What {
        let mut what = What::Blank;
        while let Some(event) = self.peek() {
            match (event.kind(), &mut what) {
                (EventKind::Newline, _) => break,
                (EventKind::StdTableOpen | EventKind::ArrayTableOpen, What::Blank) => what = What::Header(Vec::new()),
                (EventKind::SimpleKey, What::Blank) => {
                    what = What::Pair(self.entry());
                    continue;
                }
                (EventKind::SimpleKey, What::Header(keys)) => keys.push(self.key(event)),
                (EventKind::Comment, What::Blank) => what = What::Comment,
                _ => {}
            }
            self.next += 1;
        }
        what
    }

    /// `a.b = 1`, from its first key to its value.
    fn entry(&mut self) -> Entry {
        let mut keys = Vec::new();
        while let Some(event) = self.take() {
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.key(event)),
                EventKind::KeyValSep => break,
                _ => {}
            }
        }
        while self.peek().is_some_and(|event| is_space(event.kind())) {
            self.next += 1;
        }
        Entry { keys, value: self.value() }
    }

    fn value(&mut self) -> Value {
        let Some(open) = self.take() else { return Value { at: 0..0, kind: ValueKind::Scalar } };
        let start = open.span().start();
        let (mut items, mut entries, mut end) = (Vec::new(), Vec::new(), open.span().end());
        let kind = open.kind();
        if matches!(kind, EventKind::ArrayOpen | EventKind::InlineTableOpen) {
            while let Some(event) = self.peek() {
                match event.kind() {
                    EventKind::ArrayClose | EventKind::InlineTableClose => {
                        end = event.span().end();
                        self.next += 1;
                        break;
                    }
                    EventKind::SimpleKey => entries.push(self.entry()),
                    EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => items.push(self.value()),
                    _ => self.next += 1,
                }
            }
        }
        let kind = match kind {
            EventKind::ArrayOpen => ValueKind::List(items),
            EventKind::InlineTableOpen => ValueKind::Table(entries),
            _ => ValueKind::Scalar,
        };
        Value { at: start..end, kind }
    }

    fn key(&self, event: &Event) -> Key {
        let mut name = Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut ());
        }
        Key { name: name.into_owned(), start: event.span().start() }
    }
}

const fn is_space(kind: EventKind) -> bool {
    matches!(kind, EventKind::Whitespace | EventKind::Newline | EventKind::Comment)
}
