//! Values that arrive as text, from a command line, a query or a vector, checked against the Model.
//!
//! In: a text and what the spec says of it. Out: the value as a tree, or everything that is wrong with it.
//! **Invariant**: the faults have the words and the paths that a typed client has for the same mistake, and never the
//! value itself, which may be a secret.

mod json;
mod object;
mod rows;

use qq_cgi_wire::{Limits, Violation};

use crate::model::{Constant, Enum, Model, Origin, Type};

/// A value that has the form of its type and keeps its limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A whole number, a point in time or a length of time.
    Int(i128),
    /// `true` or `false`.
    Bool(bool),
    /// A text.
    Text(String),
    /// A value of an enum.
    Enum {
        /// Which of the enum's known values; `None` for another value of an open enum.
        index: Option<usize>,
        /// The value as it stands in a query.
        text: String,
    },
    /// A struct: index of each field that is there, and its value, in the order of the spec.
    Struct(Vec<(usize, Typed)>),
    /// A list.
    List(Vec<Typed>),
    /// The rows of a type table.
    Rows(Vec<TypedRow>),
}

/// One row of a type table's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedRow {
    /// Which of the table's known rows; `None` for another row of an open table.
    pub row: Option<usize>,
    /// Its id.
    pub id: i64,
    /// Its value.
    pub value: Typed,
    /// Its further numbers, in the order of the table's columns.
    pub columns: Vec<i64>,
}

/// Something wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The way down from the parameter to the mistake: empty, `[0].openid`, `.list[2].data (type 3)`.
    pub path: String,
    /// What is wrong there.
    pub violation: Violation,
}

/// Reads `text` as a value of the type `ty` within `limits`. Numbers are plain decimals: no plus, no leading zero, no blank.
///
/// # Errors
/// Everything that is wrong with it, in the order in which a typed client would find it.
pub fn parse(model: &Model, ty: &Type, limits: &Limits, text: &str) -> Result<Typed, Vec<Fault>> {
    let mut parser = Parser { model, faults: Vec::new() };
    match parser.text(ty, limits, text, "") {
        Some(typed) if parser.faults.is_empty() => Ok(typed),
        _ => Err(parser.faults),
    }
}

/// Gathers faults. A method that gives `None` has left at least one; one that gives a value may have left some too.
struct Parser<'m> {
    model: &'m Model,
    faults: Vec<Fault>,
}

impl Parser<'_> {
    fn text(&mut self, ty: &Type, limits: &Limits, text: &str, path: &str) -> Option<Typed> {
        match ty {
            Type::Text | Type::Unknown | Type::Bytes | Type::Bundle | Type::Host(_) => {
                self.bounded_text(limits, text, path)
            }
            Type::Bool => match text {
                "true" => Some(Typed::Bool(true)),
                "false" => Some(Typed::Bool(false)),
                _ => self.malformed(path, TRUE_OR_FALSE),
            },
            Type::Enum(name) => match self.model.enum_(name) {
                Some(known) => self.enum_text(known, limits, text, path),
                None => self.bounded_text(limits, text, path),
            },
            Type::Struct(_) | Type::List(_) | Type::Rows(_) | Type::Json(_) => {
                self.json_text(ty.inner(), limits, text, path)
            }
            Type::U32 | Type::U64 | Type::I32 | Type::I64 | Type::UnixSeconds | Type::Seconds => {
                self.bounded_number(ty, limits, whole_number(text), path)
            }
        }
    }

    fn bounded_text(&mut self, limits: &Limits, text: &str, path: &str) -> Option<Typed> {
        self.check(limits.check_text(text), path)?;
        Some(Typed::Text(text.to_owned()))
    }

    fn bounded_number(&mut self, ty: &Type, limits: &Limits, number: Option<i128>, path: &str) -> Option<Typed> {
        let (least, most) = number_range(ty);
        let Some(number) = number.filter(|number| (least..=most).contains(number)) else {
            return self.malformed(path, format!("a whole number from {least} to {most}"));
        };
        self.check(limits.check_number(number), path)?;
        Some(Typed::Int(number))
    }

    fn enum_text(&mut self, known: &Enum, limits: &Limits, text: &str, path: &str) -> Option<Typed> {
        let number = whole_number(text).and_then(|number| i64::try_from(number).ok());
        match number.filter(|_| known.is_numeric()) {
            Some(number) => self.enum_value(known, limits, &Constant::Int(number), path),
            None => self.enum_value(known, limits, &Constant::Text(text.to_owned()), path),
        }
    }

    /// `value` has the enum's kind only if it is a known value, or a number (text) like all of an open enum's values.
    fn enum_value(&mut self, known: &Enum, limits: &Limits, value: &Constant, path: &str) -> Option<Typed> {
        let index = known.values.iter().position(|candidate| candidate.value == *value);
        let of_its_kind = matches!(value, Constant::Int(_)) == known.is_numeric();
        match value {
            _ if index.is_none() && !(known.open && of_its_kind) => return self.malformed(path, words_for(known)),
            Constant::Int(number) => self.check(limits.check_number(i128::from(*number)), path)?,
            Constant::Text(text) => self.check(limits.check_text(text), path)?,
            Constant::Bool(_) => {}
        }
        Some(Typed::Enum { index, text: value.wire_text() })
    }

    fn check(&mut self, checked: Result<(), Violation>, path: &str) -> Option<()> {
        checked.map_err(|violation| self.fault(path, violation)).ok()
    }

    fn malformed<T>(&mut self, path: &str, expected: impl Into<String>) -> Option<T> {
        self.fault(path, Violation::Malformed { expected: expected.into() });
        None
    }

    fn fault(&mut self, path: &str, violation: Violation) {
        self.faults.push(Fault { path: path.to_owned(), violation });
    }
}

impl Typed {
    /// The value as it stands in a query; `None` for what is written as JSON.
    #[must_use]
    pub fn wire_text(&self) -> Option<String> {
        match self {
            Self::Int(number) => Some(number.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Text(text) | Self::Enum { text, .. } => Some(text.clone()),
            Self::Struct(_) | Self::List(_) | Self::Rows(_) => None,
        }
    }
}

/// What is wrong with another value than the only right one, `expected`, of what the sender fixes or computes.
pub(crate) fn other_than(expected: String, origin: &Origin) -> Violation {
    match origin {
        Origin::LengthOf(list) => {
            Violation::Malformed { expected: format!("{expected}, the number of items of `{list}`") }
        }
        _ => Violation::Fixed { expected },
    }
}

const TRUE_OR_FALSE: &str = "`true` or `false`";

fn words_for(known: &Enum) -> String {
    if known.open {
        return if known.is_numeric() { "a whole number" } else { "a text" }.to_owned();
    }
    let values: Vec<_> = known.values.iter().map(|value| value.value.wire_text()).collect();
    format!("one of {}", values.join(", "))
}

fn whole_number(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !(digits.is_empty() || digits.starts_with('0'));
    (plain && canonical).then(|| text.parse().ok()).flatten()
}

/// What a client's type for it can hold.
fn number_range(ty: &Type) -> (i128, i128) {
    match ty {
        Type::U32 => (0, i128::from(u32::MAX)),
        Type::U64 | Type::Seconds => (0, i128::from(u64::MAX)),
        Type::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    }
}
