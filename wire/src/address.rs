//! URLs to which a query is added.

use crate::{percent, receive::Receiver, scheme::Part};

/// What stands between a URL, or the query that it ends with, and the first pair that is added to it.
///
/// ```
/// use qq_cgi_wire::separator_after;
/// assert_eq!([separator_after("https://h/p"), separator_after("https://h/p?")], ["?", ""]);
/// assert_eq!([separator_after("https://h/p?a=1"), separator_after("https://h/p?a=1&")], ["&", ""]);
/// ```
#[must_use]
pub fn separator_after(url: &str) -> &'static str {
    match url.as_bytes() {
        _ if !url.contains('?') => "?",
        [.., b'?' | b'&'] => "",
        _ => "&",
    }
}

impl Receiver<'_> {
    /// Why nothing that is sent to `url` could be received there; `None` where it could.
    ///
    /// The URL may end in `?` and may have a query already, unless the receiver would refuse that: for a name of its own,
    /// which would then stand there twice, for what is not percent-encoded, or because its scheme signs all parameters.
    #[must_use]
    pub fn wrong_url(&self, url: &str) -> Option<&'static str> {
        let scheme = |name: &str| url.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if !scheme("https://") && !scheme("http://") {
            return Some("it begins neither with https:// nor with http://");
        }
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        if rest.is_empty() || rest.starts_with(['/', '?', '#', ':']) {
            return Some("it has no host");
        }
        if url.contains('#') {
            return Some("it has a fragment, which is never sent");
        }
        if !url.chars().all(|next| next.is_ascii_graphic()) {
            return Some("it holds a blank, a control character or one beyond ASCII; percent-encode it");
        }
        self.wrong_query(rest.split_once('?').map_or("", |(_, query)| query))
    }

    fn wrong_query(&self, query: &str) -> Option<&'static str> {
        let mut pairs = query.split('&').filter(|pair| !pair.is_empty()).peekable();
        let signs_all = self.scheme.source.iter().any(|part| matches!(part, Part::Pairs(_)));
        if signs_all && pairs.peek().is_some() {
            return Some("it has a query, and the sign covers all parameters");
        }
        pairs.find_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = percent::decode(name).and_then(|name| String::from_utf8(name).ok());
            match (name, percent::decode(value)) {
                (Some(name), Some(_)) => self.known(&name).map(|_| "its query has a parameter of the callback's own"),
                _ => Some("its query is not percent-encoded text"),
            }
        })
    }
}
