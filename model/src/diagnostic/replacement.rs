//! What was meant, as TOML.

use std::fmt::Write as _;

use super::Diagnostic;
use crate::source::{Sources, Span};

impl Diagnostic {
    /// What was meant as TOML that can stand in place of the span: in quotes where what stands there has some, and where
    /// a bare key cannot hold it. `None` where nothing is suggested.
    #[must_use]
    pub fn replacement(&self, sources: &Sources) -> Option<String> {
        let meant = self.suggestion.as_deref()?;
        let Span { file, start, end } = self.span?;
        let written = sources.get(file)?.text.get(start..end)?;
        Some(match written.chars().next() {
            Some('\'') if is_literal(meant) => format!("'{meant}'"),
            Some('\'' | '"') => in_quotes(meant),
            _ if is_bare(meant) => meant.to_owned(),
            _ => in_quotes(meant),
        })
    }
}

/// Whether `text` needs no quotes as a key.
fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether `text` can stand between single quotes.
fn is_literal(text: &str) -> bool {
    !text.contains(|character: char| character == '\'' || character.is_control())
}

/// `text` as a basic string of TOML.
fn in_quotes(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{in_quotes, is_bare, is_literal};

    #[test]
    fn a_key_is_bare_where_toml_lets_it() {
        assert!(is_bare("-5") && is_bare("a_B-9"));
        assert!(!is_bare("") && !is_bare("a.b") && !is_bare("颜色"));
    }

    #[test]
    fn single_quotes_hold_what_needs_no_escape() {
        assert!(is_literal("") && is_literal("a\"\\红"));
        assert!(!is_literal("it's") && !is_literal("a\tb"));
    }

    #[test]
    fn quotes_and_controls_are_escaped() {
        assert_eq!(in_quotes("a\"\\\t红"), "\"a\\\"\\\\\\u0009红\"");
    }
}
