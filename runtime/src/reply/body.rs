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
    serde_json::from_str(json).map_err(|error| DecodeError::new(format!("the body is not JSON: {error}")))
}

/// The argument of `name( … );`, whatever the function is called.
fn jsonp_argument(text: &str) -> Option<&str> {
    let text = text.strip_suffix(';').unwrap_or(text).trim_end();
    let (name, argument) = text.strip_suffix(')')?.split_once('(')?;
    name.trim_end().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.')).then_some(argument)
}
