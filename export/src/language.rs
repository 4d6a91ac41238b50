//! English or Chinese.

use qq_cgi_model::model::{About, Code};

/// The language of a document's texts.
///
/// Where a spec says something in one language alone, that is what stands in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese: the vendor's own words.
    Zh,
}

impl Language {
    /// What an item says about itself; empty where it says nothing.
    #[must_use]
    pub fn text(self, about: &About) -> &str {
        self.of(about.en.as_deref(), about.zh.as_deref())
    }

    /// The vendor's remedy for a code; empty where there is none.
    #[must_use]
    pub fn remedy(self, code: &Code) -> &str {
        self.of(code.en_remedy.as_deref(), code.zh_remedy.as_deref())
    }

    /// The one of two that is in this language.
    pub(crate) fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    fn of<'t>(self, en: Option<&'t str>, zh: Option<&'t str>) -> &'t str {
        let (own, other) = self.pick((en, zh), (zh, en));
        own.or(other).unwrap_or_default()
    }
}
