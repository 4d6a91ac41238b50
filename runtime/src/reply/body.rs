//! The body of an answer: JSON, or JSONP around it.

use serde_json::Value;

use super::DecodeError;

/// Parses a body. What the content type says does not matter: gateways answer JSON as `text/html`.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = core::str::from_utf8(bytes).map_err(|_| DecodeError::new("the body is not UTF-8"))?.trim();
    if text.is_empty() {
        return Err(DecodeError::new("the body is empty"));
    }
    let json = jsonp_argument(text).unwrap_or(text);
    // serde_json refuses nesting deeper than 128.
    serde_json::from_str(json).or_else(|error| {
        // Some vendors write a comma before a closing bracket.
        let mended = without_trailing_commas(json).and_then(|json| serde_json::from_str(&json).ok());
        mended.ok_or_else(|| DecodeError::new(format!("the body is not JSON: {error}")))
    })
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

/// The argument of `name( … );`, whatever the function is called.
fn jsonp_argument(text: &str) -> Option<&str> {
    let text = text.strip_suffix(';').unwrap_or(text).trim_end();
    let (name, argument) = text.strip_suffix(')')?.split_once('(')?;
    name.trim_end().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.')).then_some(argument)
}
