//! The body of an answer: JSON, or JSONP around it.

use super::{DecodeError, DecodeErrorKind, document::Document};
use crate::command::Called;

/// Parses a body. `asked` gives the function that JSONP must call; `None` takes any.
pub(super) fn parse(bytes: &[u8], asked: impl FnOnce() -> Option<Called>) -> Result<Document, DecodeError> {
    parse_text(core::str::from_utf8(bytes).map_err(not_text)?, asked)
}

/// [`parse`], with a replacement character for each byte that is no UTF-8: some say what is wrong in a code page of their
/// own. Nothing but numbers may be taken for true in what comes of it.
pub(super) fn parse_lossy(bytes: &[u8], asked: impl FnOnce() -> Option<Called>) -> Result<Document, DecodeError> {
    parse_text(&String::from_utf8_lossy(bytes), asked)
}

fn parse_text(text: &str, asked: impl FnOnce() -> Option<Called>) -> Result<Document, DecodeError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    if text.is_empty() {
        return Err(DecodeError::new(DecodeErrorKind::Empty, "the body is empty"));
    }
    let Some((function, argument)) = call(text) else { return json(text) };
    if let Some(Called { name, is_default }) = asked().filter(|asked| asked.name != function) {
        let why = if is_default { "is the gateway's default" } else { "was asked for" };
        let what = format!("it calls another function than `{name}`, which {why}");
        return Err(DecodeError::new(DecodeErrorKind::WrongCallback, what));
    }
    match argument.strip_suffix(';').unwrap_or(argument).trim_end().strip_suffix(')') {
        Some(argument) => json(argument),
        // Whatever is wrong with the argument is said first.
        None => Err(json(argument).err().unwrap_or_else(|| truncated("its bracket is never closed"))),
    }
}

/// The function and the rest after the bracket of `name( … `; JSON never begins like that.
fn call(text: &str) -> Option<(&str, &str)> {
    let (function, rest) = text.split_once('(')?;
    let function = function.trim_end();
    let is_name = function.chars().all(|next| next.is_alphanumeric() || matches!(next, '_' | '$' | '.'));
    is_name.then_some((function, rest))
}

fn json(text: &str) -> Result<Document, DecodeError> {
    Document::parse(text).or_else(|error| {
        // Some vendors write a comma before a closing bracket.
        let mended = without_trailing_commas(text).and_then(|text| Document::parse(&text).ok());
        mended.ok_or_else(|| not_json(&error))
    })
}

fn not_text(error: core::str::Utf8Error) -> DecodeError {
    match error.error_len() {
        None => truncated("it ends inside a character"),
        Some(_) => DecodeError::new(DecodeErrorKind::NotUtf8, "the body is not UTF-8"),
    }
}

fn truncated(why: impl core::fmt::Display) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Truncated, format!("the body breaks off: {why}"))
}

/// The parser's messages hold no part of the text. It tells some errors apart in words alone; the tests hold it to them.
fn not_json(error: &serde_json::Error) -> DecodeError {
    let text = error.to_string();
    let kind = match text.as_str() {
        _ if error.is_eof() => return truncated(text),
        text if text.starts_with("recursion limit exceeded") => DecodeErrorKind::TooDeep,
        text if text.starts_with("number out of range") => DecodeErrorKind::NumberOutOfRange,
        // Nothing else is refused that is JSON.
        _ if error.is_data() => DecodeErrorKind::DuplicateField,
        _ => DecodeErrorKind::NotJson,
    };
    DecodeError::new(kind, format!("the body is not JSON: {text}"))
}

/// `json` without each comma that stands after a value and before a closing bracket; `None` where there is none.
fn without_trailing_commas(json: &str) -> Option<String> {
    let mut kept = String::with_capacity(json.len());
    let mut in_string = false;
    let mut escaped = false;
    // What came last but for blanks, and where it stands in `kept`.
    let mut last = ('[', 0);
    for next in json.chars() {
        match (in_string, next) {
            (true, _) => (in_string, escaped) = (escaped || next != '"', !escaped && next == '\\'),
            (false, '"') => in_string = true,
            (false, '}' | ']') if last.0 == ',' => drop(kept.remove(last.1)),
            _ => {}
        }
        if !next.is_ascii_whitespace() {
            // A comma after nothing is no trailing one.
            let is_comma = !in_string && next == ',' && !matches!(last.0, '[' | '{' | ',');
            last = (if next == ',' && !is_comma { '[' } else { next }, kept.len());
        }
        kept.push(next);
    }
    (kept.len() < json.len()).then_some(kept)
}
