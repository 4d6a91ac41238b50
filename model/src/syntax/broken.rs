//! What is not TOML.
//!
//! In: a text and the parser's errors. Out: a finding for each cause, not for what comes of it.

use core::ops::Range;

use toml::de::Error;

use super::lookalike::{self, Lookalike};
use crate::{
    diagnostic::{Diagnostic, Report, SYNTAX},
    source::{FileId, Span},
};

/// One syntax error tends to cause others.
const MOST_SYNTAX_ERRORS: usize = 3;

/// What the parser says of a key or table that stands twice.
const TWICE: &str = "duplicate key";

/// How the parser's message about a gap without a comma begins.
const NO_COMMA: &str = "missing comma between key-value pairs";

/// Whether what is wrong is that a key or table stands twice.
pub(super) fn stands_twice(error: &Error) -> bool {
    error.message().contains(TWICE)
}

/// Reports what is wrong with the text.
pub(super) fn find(text: &str, file: FileId, mut errors: Vec<Error>, report: &mut Report) {
    let start = |error: &Error| error.span().map_or(0, |span| span.start);
    let line = |error: &Error| line_of(text, start(error));
    errors.sort_by_key(start);
    errors.dedup_by_key(|error| line(error));
    let lookalikes = lookalike::find(text);
    // The cause is said, and not what comes of it on the same line.
    let lines: Vec<_> = lookalikes.iter().map(|found| line_of(text, found.place.start)).collect();
    errors.retain(|error| !lines.contains(&line(error)));
    for found in lookalikes {
        report.add(looks_alike(text, file, &found));
    }
    for error in errors.iter().take(MOST_SYNTAX_ERRORS) {
        let place = error.span().unwrap_or_default();
        report.add(match missing_comma(text, &place, error.message()) {
            Some((gap, key)) => {
                let label = format!("a comma is missing before `{key}`");
                let found = not_toml(file, gap, label).help("write `, ` here");
                replaced(found, ", ", true)
            }
            None => not_toml(file, place, error.message()),
        });
    }
}

fn not_toml(file: FileId, place: Range<usize>, label: impl Into<String>) -> Diagnostic {
    let span = Span { file, start: place.start, end: place.end };
    Diagnostic::new(SYNTAX, span, "this is not TOML").label(label)
}

/// What can stand there instead, as it is: what is no TOML has no quotes to keep.
fn replaced(mut found: Diagnostic, by: &str, is_certain: bool) -> Diagnostic {
    found.suggestion = Some(by.to_owned());
    found.certain(is_certain)
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count()
}

fn looks_alike(text: &str, file: FileId, found: &Lookalike) -> Diagnostic {
    let Lookalike { place, meant, certain } = found;
    let written = text.get(place.clone()).unwrap_or_default();
    let code = written.chars().next().map(|first| format!("U+{:04X}", u32::from(first))).unwrap_or_default();
    let (label, help) = match meant.as_str() {
        "" => (format!("{code} cannot be seen, and TOML has none"), "take it out".to_owned()),
        blank if blank.trim().is_empty() => {
            (format!("{code} looks like a space; TOML wants the ASCII one"), "write an ASCII space".to_owned())
        }
        meant => {
            let label = format!("{code} `{written}` looks like `{meant}`; TOML wants the ASCII one");
            (label, format!("did you mean `{meant}`?"))
        }
    };
    replaced(not_toml(file, place.clone(), label).help(help), meant, *certain)
}

/// Where a value and the next key with its `=` have only a gap between them: the gap, and that key.
fn missing_comma<'t>(text: &'t str, at: &Range<usize>, message: &str) -> Option<(Range<usize>, &'t str)> {
    const BLANKS: [char; 2] = [' ', '\t'];
    // `1 max` is one value to the parser; where the value ends in a quote or a bracket, it finds the key.
    let (start, key) = if message.starts_with(NO_COMMA) {
        (at.start, text.get(at.start..)?.split(&[' ', '\t', '=']).next()?)
    } else {
        let written = text.get(at.clone())?.trim_end_matches(BLANKS);
        let key = written.rsplit_once(BLANKS)?.1;
        (at.start + written.len() - key.len(), key)
    };
    let is_key = !key.is_empty() && key.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-'));
    let has_value = text.get(start + key.len()..)?.trim_start_matches(BLANKS).starts_with('=');
    let gap = text.get(..start)?.trim_end_matches(BLANKS).len()..start;
    (is_key && has_value).then_some((gap, key))
}
