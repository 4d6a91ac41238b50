//! The values of a request, seen alike by the limit check, the signer and the URL writer.

use std::fmt::Write as _;

use qq_cgi_wire::{InvalidParam, Limits, Sink, Text};

use crate::{param::Param, rows::Rows};

/// One value of a request, borrowed from it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Value<'a> {
    /// An optional value that was not set: neither signed nor sent.
    Unset,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Uint(u64),
    /// A whole number that may be negative.
    Int(i64),
    /// `true` or `false`.
    Bool(bool),
    /// Bytes. SDK calls only; in JSON they would be a list of numbers.
    Bytes(&'a [u8]),
    /// A JSON object.
    Record(&'a dyn Record),
    /// A JSON array.
    List(&'a dyn List),
    /// The rows of a type table, a JSON array.
    Rows(&'a Rows),
}

/// Something that is one [`Value`].
pub trait AsValue {
    /// The value.
    fn as_value(&self) -> Value<'_>;
}

/// A JSON object whose fields stand in a table.
pub trait Record: Send + Sync {
    /// The fields in wire order.
    fn fields(&self) -> &'static [Param];
    /// The value of the caller's field `index`, see [`crate::Source::Caller`].
    fn field(&self, index: usize) -> Value<'_>;
}

/// A JSON array.
pub trait List: Send + Sync {
    /// How many items it has.
    fn count(&self) -> usize;
    /// The item `index`, [`Value::Unset`] beyond the last.
    fn item(&self, index: usize) -> Value<'_>;
}

impl Value<'_> {
    /// How many items a list or a set of rows has; 0 for anything else.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::List(list) => list.count(),
            Self::Rows(rows) => rows.len(),
            _ => 0,
        }
    }

    /// Whether it is [`Value::Unset`].
    #[must_use]
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// Checks the value and everything in it.
    #[inline]
    pub(crate) fn check(&self, limits: &Limits, path: &dyn Fn() -> String) -> Result<(), InvalidParam> {
        match self {
            Self::Unset | Self::Bool(_) | Self::Bytes(_) => Ok(()),
            Self::Text(text) if is_short_work(text, limits) => Ok(()),
            Self::Uint(_) | Self::Int(_) if limits.min.is_none() && limits.max.is_none() => Ok(()),
            _ => self.check_thoroughly(limits, path),
        }
    }

    fn check_thoroughly(&self, limits: &Limits, path: &dyn Fn() -> String) -> Result<(), InvalidParam> {
        let own = match self {
            Self::Text(text) => limits.check_text(text),
            Self::Uint(number) => limits.check_number(i128::from(*number)),
            Self::Int(number) => limits.check_number(i128::from(*number)),
            Self::List(_) | Self::Rows(_) => limits.check_count(self.count()),
            Self::Unset | Self::Bool(_) | Self::Bytes(_) | Self::Record(_) => Ok(()),
        };
        own.map_err(|violation| InvalidParam::new(path(), violation))?;
        match self {
            Self::Record(record) => record.fields().iter().try_for_each(|field| {
                let path = || format!("{}.{}", path(), field.name);
                field.record_value(*record).check(&field.limits, &path)
            }),
            // The limits of a list of texts or numbers bind its items too; an item is no list, so nothing binds twice.
            Self::List(list) => (0..list.count()).try_for_each(|index| {
                let path = || format!("{}[{index}]", path());
                list.item(index).check(limits, &path)
            }),
            Self::Rows(rows) => rows.check(path),
            _ => Ok(()),
        }
    }

    /// Writes the value as compact JSON.
    pub(crate) fn write_json<S: Sink>(&self, out: &mut S) {
        match self {
            Self::Unset => out.push("null"),
            Self::Text(text) => write_json_text(text, out),
            Self::Uint(_) | Self::Int(_) | Self::Bool(_) => self.write_to(out),
            Self::Bytes(bytes) => write_json_items(bytes.len(), |index, out| write_byte(bytes, index, out), out),
            Self::Record(record) => write_json_record(*record, out),
            Self::List(list) => write_json_items(list.count(), |index, out| list.item(index).write_json(out), out),
            Self::Rows(rows) => rows.write_json(out),
        }
    }
}

/// Whether the number of bytes shows already that `text` is within its limits. Counting characters takes time, and a text
/// has no more of them than bytes, and no fewer than a quarter as many.
#[inline]
fn is_short_work(text: &str, limits: &Limits) -> bool {
    limits.min_chars.is_none_or(|min| min <= text.len().div_ceil(4))
        && limits.max_chars.is_none_or(|max| text.len() <= max)
        && !limits.https_only
}

/// Plain text for scalars, compact JSON for everything else.
impl Text for Value<'_> {
    #[inline]
    fn write_to<S: Sink>(&self, out: &mut S) {
        match self {
            Self::Unset => {}
            Self::Text(text) => out.push(text),
            Self::Uint(number) => out.push(itoa::Buffer::new().format(*number)),
            Self::Int(number) => out.push(itoa::Buffer::new().format(*number)),
            Self::Bool(value) => out.push(if *value { "true" } else { "false" }),
            Self::Bytes(_) | Self::Record(_) | Self::List(_) | Self::Rows(_) => self.write_json(out),
        }
    }
}

fn write_byte<S: Sink>(bytes: &[u8], index: usize, out: &mut S) {
    out.push(itoa::Buffer::new().format(bytes.get(index).copied().unwrap_or_default()));
}

fn write_json_record<S: Sink>(record: &dyn Record, out: &mut S) {
    out.push("{");
    let mut first = true;
    for field in record.fields() {
        let value = field.record_value(record);
        if value.is_unset() {
            continue;
        }
        if !first {
            out.push(",");
        }
        first = false;
        write_json_text(field.name, out);
        out.push(":");
        if field.quoted {
            write_json_quoted(&value, out);
        } else {
            value.write_json(out);
        }
    }
    out.push("}");
}

/// Numbers and truth values hold nothing that a JSON string would escape.
fn write_json_quoted<S: Sink>(value: &Value<'_>, out: &mut S) {
    if matches!(value, Value::Uint(_) | Value::Int(_) | Value::Bool(_)) {
        out.push("\"");
        value.write_to(out);
        out.push("\"");
    } else {
        value.write_json(out);
    }
}

pub(crate) fn write_json_items<S: Sink>(count: usize, write: impl Fn(usize, &mut S), out: &mut S) {
    out.push("[");
    for index in 0..count {
        if index > 0 {
            out.push(",");
        }
        write(index, out);
    }
    out.push("]");
}

/// Writes a JSON string: quotes, backslashes and control characters escaped, everything else as it is.
pub(crate) fn write_json_text<S: Sink>(text: &str, out: &mut S) {
    out.push("\"");
    let mut rest = text;
    while let Some(at) = rest.find(|character: char| character < ' ' || matches!(character, '"' | '\\')) {
        let (plain, tail) = rest.split_at(at);
        out.push(plain);
        let mut chars = tail.chars();
        match chars.next() {
            Some('"') => out.push("\\\""),
            Some('\\') => out.push("\\\\"),
            Some('\n') => out.push("\\n"),
            Some('\r') => out.push("\\r"),
            Some('\t') => out.push("\\t"),
            Some('\u{8}') => out.push("\\b"),
            Some('\u{c}') => out.push("\\f"),
            Some(control) => write_display(&format_args!("\\u{:04x}", u32::from(control)), out),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push(rest);
    out.push("\"");
}

pub(crate) fn write_display<S: Sink>(value: &dyn std::fmt::Display, out: &mut S) {
    struct Adapter<'a, S>(&'a mut S);
    impl<S: Sink> std::fmt::Write for Adapter<'_, S> {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.push(text);
            Ok(())
        }
    }
    // The adapter never fails.
    let _ = write!(Adapter(out), "{value}");
}

macro_rules! scalar {
    ($($ty:ty => |$value:ident| $make:expr;)*) => {$(
        impl AsValue for $ty {
            fn as_value(&self) -> Value<'_> {
                let $value = self;
                $make
            }
        }
    )*};
}

scalar! {
    u32 => |value| Value::Uint(u64::from(*value));
    u64 => |value| Value::Uint(*value);
    i32 => |value| Value::Int(i64::from(*value));
    i64 => |value| Value::Int(*value);
    bool => |value| Value::Bool(*value);
    str => |value| Value::Text(value);
    String => |value| Value::Text(value);
    crate::UnixSeconds => |value| Value::Int(value.seconds());
    core::time::Duration => |value| Value::Uint(value.as_secs());
    Rows => |value| Value::Rows(value);
}

impl<T: AsValue> AsValue for Option<T> {
    fn as_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Unset, AsValue::as_value)
    }
}

impl<T: AsValue + Send + Sync> AsValue for Vec<T> {
    fn as_value(&self) -> Value<'_> {
        Value::List(self)
    }
}

impl<T: AsValue + Send + Sync> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Value<'_> {
        self.get(index).map_or(Value::Unset, AsValue::as_value)
    }
}
