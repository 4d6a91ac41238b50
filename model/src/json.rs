//! JSON texts: read with their numbers as they are written, and written without blanks.
//!
//! `serde_json` and what it needs were a quarter of what a user's first build compiled before the macro ran.

use std::fmt::{self, Write as _};

use hifijson::{
    SliceLexer,
    token::Lex as _,
    value::{self, Value},
};

/// How deep lists and objects may lie in each other: as deep as `serde_json` takes them, with which clients read.
const DEEPEST: usize = 128;

/// A JSON value.
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// A number as it is written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// Names and values in the order in which they stand. Where a name stands twice, the last value counts.
pub(crate) struct Object(Vec<(String, Json)>);

impl Json {
    /// Reads a text that is one value.
    ///
    /// # Errors
    /// What is wrong with it and where, in words.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut lexer = SliceLexer::new(text.as_bytes());
        lexer
            .exactly_one(SliceLexer::ws_peek, |next, lexer| value::parse_bounded(DEEPEST, next, lexer))
            .map(Self::of)
            .map_err(|error: hifijson::Error| format!("{error} {}", place(text, lexer.as_slice().len())))
    }

    fn of<N: AsRef<str>, T: AsRef<str>>(value: Value<N, T>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number((text, _)) => Self::Number(text.as_ref().to_owned()),
            Value::String(text) => Self::Text(text.as_ref().to_owned()),
            Value::Array(items) => Self::List(items.into_iter().map(Self::of).collect()),
            Value::Object(members) => {
                let members = members.into_iter().map(|(name, value)| (name.as_ref().to_owned(), Self::of(value)));
                Self::Object(members.collect())
            }
        }
    }

    /// A whole number of 64 bits, signed or not. `1.0`, `1e3` and `-0` are none here: a client never writes them.
    pub(crate) fn whole(&self) -> Option<i128> {
        let Self::Number(text) = self else { return None };
        let number = text.parse().ok().filter(|_| text != "-0")?;
        (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&number).then_some(number)
    }
}

impl Object {
    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().rfind(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

impl FromIterator<(String, Json)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

/// Where in `text` its last `left` bytes begin; lines and columns from 1.
fn place(text: &str, left: usize) -> String {
    let read = text.len().checked_sub(left).and_then(|end| text.get(..end)).unwrap_or(text);
    let (line, column) = match read.rsplit_once('\n') {
        Some((before, last)) => (before.matches('\n').count() + 2, last.chars().count() + 1),
        None => (1, read.chars().count() + 1),
    };
    format!("at line {line} column {column}")
}

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Number(text) => out.write_str(text),
            Self::Text(text) => quoted(out, text),
            Self::List(items) => sequence(out, ['[', ']'], items, |out, item| write!(out, "{item}")),
            Self::Object(Object(members)) => sequence(out, ['{', '}'], members, |out, (name, value)| {
                quoted(out, name)?;
                write!(out, ":{value}")
            }),
        }
    }
}

fn sequence<T>(
    out: &mut fmt::Formatter<'_>,
    [open, close]: [char; 2],
    items: &[T],
    item: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    out.write_char(open)?;
    for (index, value) in items.iter().enumerate() {
        if index > 0 {
            out.write_char(',')?;
        }
        item(out, value)?;
    }
    out.write_char(close)
}

/// Escapes what JSON does not allow in a text, and nothing else, in the shortest form.
fn quoted(out: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(out, "\\{character}")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            '\u{8}' => out.write_str("\\b")?,
            '\u{c}' => out.write_str("\\f")?,
            '\0'..='\u{1f}' => write!(out, "\\u{:04x}", u32::from(character))?,
            _ => out.write_char(character)?,
        }
    }
    out.write_char('"')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    /// Texts that are often JSON, and often nearly.
    fn near_json() -> impl Strategy<Value = String> {
        const PIECES: [&str; 34] = [
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\"a\"",
            "\"b\":",
            "\"a\":1",
            "null",
            "true",
            "false",
            "nul",
            "0",
            "-",
            "-0",
            "7",
            ".",
            "1.5",
            "e",
            "E+2",
            "1e3",
            " ",
            "\n",
            "\t",
            "\\u0041",
            "\\ud83d\\ude00",
            "\\ud83d",
            "中",
            "\u{1}",
            "\"\\n\"",
            "18446744073709551615",
        ];
        prop_oneof![
            proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..12).prop_map(|pieces| pieces.concat()),
            value().prop_map(|value| value.to_string()),
            value().prop_map(|value| format!("{value:#}")),
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            ".*".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec((".*", inner), 0..4).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    /// The same value in the other library's words.
    fn same(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Number(text) => serde_json::from_str(text).unwrap(),
            Json::Text(text) => Value::String(text.clone()),
            Json::List(items) => items.iter().map(same).collect(),
            Json::Object(Object(members)) => members.iter().map(|(name, value)| (name.clone(), same(value))).collect(),
        }
    }

    proptest! {
        #[test]
        fn what_is_json_is_what_serde_json_takes_for_it(text in near_json()) {
            match (Json::parse(&text), serde_json::from_str::<Value>(&text)) {
                (Ok(ours), Ok(theirs)) => {
                    prop_assert_eq!(same(&ours), theirs);
                    prop_assert_eq!(Json::parse(&ours.to_string()).unwrap().to_string(), ours.to_string());
                }
                (Err(_), Err(_)) => {}
                // It gives up numbers that a float cannot hold.
                (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("number out of range"), "{error}"),
                (Err(error), Ok(_)) => prop_assert!(false, "{error}"),
            }
        }

        #[test]
        fn what_is_written_is_what_serde_json_writes(value in value()) {
            let text = value.to_string();
            prop_assert_eq!(Json::parse(&text).unwrap().to_string(), text);
        }

        #[test]
        fn whole_numbers_are_those_of_serde_json(text in "-?(0|[1-9][0-9]{0,20})(\\.0)?(e1)?") {
            let theirs: Option<Value> = serde_json::from_str(&text).ok();
            let theirs = theirs.and_then(|value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)));
            prop_assert_eq!(Json::parse(&text).unwrap().whole(), theirs);
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let wrong = |text: &str| Json::parse(text).err();
        for (text, message) in [
            ("", "value expected at line 1 column 1"),
            ("[1,]", "value expected at line 1 column 4"),
            ("{\n \"中\" 1}", "colon expected at line 2 column 6"),
            ("\"a", "unterminated string at line 1 column 3"),
            ("{} {}", "end of file expected at line 1 column 4"),
        ] {
            assert_eq!(wrong(text).as_deref(), Some(message), "{text}");
        }
        assert_eq!(wrong(&"[".repeat(DEEPEST + 1)).as_deref(), Some("maximal depth exceeded at line 1 column 129"));
        assert!(Json::parse(&("[".repeat(DEEPEST) + &"]".repeat(DEEPEST))).is_ok());
    }

    #[test]
    fn of_a_name_that_stands_twice_the_last_value_counts() {
        let Json::Object(object) = Json::parse(r#"{"a":1,"b":2,"a":3}"#).unwrap() else { unreachable!() };
        assert_eq!(object.get("a").and_then(Json::whole), Some(3));
    }
}
