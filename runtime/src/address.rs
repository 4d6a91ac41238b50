//! Where a request goes.

/// A gateway's URL in the pieces between which other things may stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address<'a> {
    /// Scheme and authority of another server; empty where the gateway's own are meant.
    pub(crate) origin: &'a str,
    /// The gateway's URL without its query, with an `origin` its path alone. A command's own path is added to it.
    pub(crate) rest: &'a str,
    /// From the `?` on, if there is one.
    pub(crate) query: &'a str,
}

impl<'a> Address<'a> {
    pub(crate) const fn new(url: &'a str) -> Self {
        let (rest, query) = split_at_query(url);
        Self { origin: "", rest, query }
    }

    /// The path and query of `url` on the server `origin`.
    pub(crate) fn on(origin: &'a str, url: &'a str) -> Self {
        let (rest, query) = split_at_query(after_authority(url));
        Self { origin, rest, query }
    }
}

const fn split_at_query(url: &str) -> (&str, &str) {
    let mut before = 0;
    let mut rest = url.as_bytes();
    while let [byte, tail @ ..] = rest {
        if *byte == b'?' {
            break;
        }
        before += 1;
        rest = tail;
    }
    url.split_at(before)
}

/// The path of a whole URL: from the first `/` after the authority, without the query.
pub(crate) fn path_of(url: &str) -> &str {
    let rest = after_authority(url);
    let path = rest.find(['?', '#']).and_then(|end| rest.get(..end)).unwrap_or(rest);
    // HTTP asks for the root where a URL has no path.
    if path.is_empty() { "/" } else { path }
}

fn after_authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find(['/', '?', '#']).and_then(|start| rest.get(start..)).unwrap_or_default()
}

/// Whether `text` is a scheme and an authority and nothing else: `http://127.0.0.1:1234`.
pub(crate) fn is_origin(text: &str) -> bool {
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    authority.is_some_and(|authority| !authority.is_empty() && authority.bytes().all(is_authority_byte))
}

/// What may be shown of a text that was given as an origin: no user's name and password.
pub(crate) fn shown(origin: &str) -> String {
    origin.rsplit_once('@').map_or_else(|| origin.to_owned(), |(_, host)| format!("***@{host}"))
}

/// No `@`: a password in an origin would be shown in masked URLs.
const fn is_authority_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':' | b'[' | b']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found() {
        for (url, path) in [
            ("https://h/cgi-bin/a.fcgi", "/cgi-bin/a.fcgi"),
            ("https://h/a?b=/c", "/a"),
            ("https://h?b=/c", "/"),
            ("https://h", "/"),
        ] {
            assert_eq!(path_of(url), path, "{url}");
        }
    }

    #[test]
    fn a_url_is_taken_apart_at_its_query() {
        for (url, rest, query) in [
            ("https://h/a?b=/c?", "/a", "?b=/c?"),
            ("https://h?", "", "?"),
            ("https://h/a", "/a", ""),
            ("https://h", "", ""),
        ] {
            let own = Address::new(url);
            assert_eq!((own.origin, own.rest, own.query), ("", &*format!("https://h{rest}"), query), "{url}");
            let other = Address::on("http://o", url);
            assert_eq!((other.origin, other.rest, other.query), ("http://o", rest, query), "{url}");
        }
    }

    #[test]
    fn an_origin_has_no_path() {
        for good in ["http://127.0.0.1:1234", "https://[::1]:80", "https://proxy.vip.qq.com"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in ["", "http://", "127.0.0.1:80", "ftp://h", "http://h/", "http://h/p", "http://u:p@h", "http://h ?"] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
