//! What is compared, in words and by its keys in the TOML.

/// An item, or something in it.
#[derive(Debug, Clone)]
pub(crate) struct At {
    /// The keys that lead to it: `command`, `buy`, `params`, `count`.
    pub(crate) keys: Vec<String>,
    /// In words: ``command `buy`, param `count` ``.
    pub(crate) words: String,
}

impl At {
    /// ``command `buy` ``, by the kind's key.
    pub(crate) fn item(kind: &str, name: &str) -> Self {
        Self { keys: vec![kind.to_owned(), name.to_owned()], words: format!("{kind} `{name}`") }
    }

    /// The spec itself.
    pub(crate) fn spec() -> Self {
        Self { keys: vec!["spec".to_owned()], words: "the spec".to_owned() }
    }

    /// Something with a name, which stands under `key`: ``…, param `count` ``.
    pub(crate) fn inner(&self, key: &str, noun: &str, name: &str) -> Self {
        let mut keys = self.keys.clone();
        keys.extend([key.to_owned(), name.to_owned()]);
        Self { keys, words: format!("{}, {noun} `{name}`", self.words) }
    }

    /// One of its keys: ``…, `secret` ``. Of `envelope.code`, each part is a key.
    pub(crate) fn key(&self, path: &str) -> Self {
        let mut keys = self.keys.clone();
        keys.extend(path.split('.').map(str::to_owned));
        Self { keys, words: format!("{}, `{path}`", self.words) }
    }
}
