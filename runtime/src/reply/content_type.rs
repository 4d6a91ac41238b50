//! What a body is that is no JSON.

use super::{DecodeError, DecodeErrorKind};
use crate::{redact::Redactor, transport::HttpResponse};

/// The most characters of a content type that is shown.
const SHOWN: usize = 64;

/// Forms in which gateways send JSON and JSONP.
const USUAL: &[&str] = &[
    "application/json",
    "text/json",
    "application/javascript",
    "application/x-javascript",
    "text/javascript",
    "text/html",
    "text/plain",
];

/// `error`, or what says more: a page or a picture came. A content type alone is no error: gateways answer JSON as
/// `text/html`.
pub(super) fn look_at(response: &HttpResponse, error: DecodeError, redactor: &Redactor) -> DecodeError {
    if !matches!(error.kind(), DecodeErrorKind::NotJson | DecodeErrorKind::NotUtf8) {
        return error;
    }
    let content_type = essence(response);
    if is_page(&response.body, content_type) {
        let what = "an HTML page came where JSON was expected, most likely from a proxy";
        return DecodeError::new(DecodeErrorKind::HtmlPage, what);
    }
    match content_type.filter(|content_type| !is_usual(content_type)) {
        Some(content_type) => {
            let shown = redactor.text(content_type);
            let what = if is_short_name(&shown) {
                format!("`{shown}` came where JSON was expected")
            } else {
                "something else came where JSON was expected".to_owned()
            };
            DecodeError::new(DecodeErrorKind::WrongContentType, what)
        }
        None => error,
    }
}

/// The content type without its parameters; `None` where it is empty.
fn essence(response: &HttpResponse) -> Option<&str> {
    let content_type = response.content_type.as_deref()?;
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    (!essence.is_empty()).then_some(essence)
}

fn is_page(body: &[u8], content_type: Option<&str>) -> bool {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    let begins = |tag: &str| body.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()));
    let is_html = content_type.is_some_and(|name| name.eq_ignore_ascii_case("text/html"));
    begins("<!doctype html") || begins("<html") || is_html && begins("<")
}

fn is_usual(content_type: &str) -> bool {
    USUAL.iter().any(|usual| content_type.eq_ignore_ascii_case(usual))
}

/// Whoever wrote the header may have written anything.
fn is_short_name(text: &str) -> bool {
    text.len() <= SHOWN && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'`')
}
