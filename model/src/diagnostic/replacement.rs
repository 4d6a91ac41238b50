//! What was meant, as TOML.

use super::{Diagnostic, SYNTAX};
use crate::source::{Sources, Span};

impl Diagnostic {
    /// What was meant as TOML that can stand in place of the span: in the quotes of what stands there, or in some where a
    /// bare key cannot hold it. `None` where nothing is suggested, or no name or text stands there.
    #[must_use]
    pub fn replacement(&self, sources: &Sources) -> Option<String> {
        let meant = self.suggestion.as_deref()?;
        // What is no TOML has no form.
        if self.rule == SYNTAX {
            return Some(meant.to_owned());
        }
        let Span { file, start, end } = self.span?;
        in_the_form_of(sources.get(file)?.text.get(start..end)?, meant)
    }
}

/// `meant` as a TOML key or text, in the quotes of what stands there.
fn in_the_form_of(written: &str, meant: &str) -> Option<String> {
    let is_bare = |text: &str| !text.is_empty() && text.chars().all(is_bare_character);
    if is_bare(written) {
        return Some(if is_bare(meant) { meant.to_owned() } else { format!("\"{}\"", plain(meant)?) });
    }
    let mut quotes = ["\"\"\"", "'''", "\"", "'"].into_iter();
    let quote = quotes
        .find(|quote| written.len() >= 2 * quote.len() && written.starts_with(quote) && written.ends_with(quote))?;
    Some(format!("{quote}{}{quote}", plain(meant)?))
}

fn is_bare_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

/// A text that reads the same in quotes of every kind.
fn plain(text: &str) -> Option<&str> {
    text.chars().all(|next| !next.is_control() && !matches!(next, '"' | '\'' | '\\')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::in_the_form_of;

    #[test]
    fn quotes_stay_and_come_where_they_are_needed() {
        for (written, meant, expected) in [
            ("valeu", "value", Some("value")),
            ("\"valeu\"", "value", Some("\"value\"")),
            ("'valeu'", "len(a)", Some("'len(a)'")),
            ("\"\"\"valeu\"\"\"", "value", Some("\"\"\"value\"\"\"")),
            ("'''valeu'''", "value", Some("'''value'''")),
            ("valeu", "a.b", Some("\"a.b\"")),
            ("-05", "-5", Some("-5")),
            ("\"-05\"", "-5", Some("\"-5\"")),
            ("valeu", "a\"b", None),
            ("'valeu'", "a'b", None),
            ("\"\"", "a", Some("\"a\"")),
            ("\"", "a", None),
            ("{ a = 1 }", "a", None),
            ("", "a", None),
        ] {
            assert_eq!(in_the_form_of(written, meant).as_deref(), expected, "{written}");
        }
    }
}
