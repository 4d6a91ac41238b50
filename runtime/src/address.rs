//! Where a request goes.

/// A URL in the two pieces that [`crate::ClientBuilder::origin`] may tear apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address<'a> {
    /// Scheme and authority of another server; empty where the gateway's own are meant.
    pub(crate) origin: &'a str,
    /// The gateway's URL, with an `origin` its path and query alone.
    pub(crate) rest: &'a str,
}

impl<'a> Address<'a> {
    pub(crate) const fn new(url: &'a str) -> Self {
        Self { origin: "", rest: url }
    }

    /// The path and query of `url` on the server `origin`.
    pub(crate) fn on(origin: &'a str, url: &'a str) -> Self {
        Self { origin, rest: after_authority(url) }
    }

    /// From the first `/`, without the query.
    pub(crate) fn path(&self) -> &'a str {
        let rest = if self.origin.is_empty() { after_authority(self.rest) } else { self.rest };
        let path = rest.find(['?', '#']).and_then(|end| rest.get(..end)).unwrap_or(rest);
        // HTTP asks for the root where a URL has no path.
        if path.is_empty() { "/" } else { path }
    }
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
            assert_eq!(Address::new(url).path(), path, "{url}");
            assert_eq!(Address::on("http://o", url).path(), path, "{url}");
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
