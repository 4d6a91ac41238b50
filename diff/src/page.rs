//! The page of a rule: why it is as it is, a change that breaks it, and what a user's Rust says to it.
//!
//! The pages stand in `cases/ID.md`: the reasons, then `## Change` with a change of the spec [`GROUND`] in a fence `diff`,
//! `## User` with Rust in a fence, of a rule that users' Rust notices, and `## Said` with all that is found.

use crate::rules::Rule;

/// The spec that the changes of the pages change: path and text.
pub const GROUND: (&str, &str) = ("shop.toml", include_str!("../cases/shop.toml"));

/// What there is to say about a rule beyond its purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Why the rule has its verdict: a paragraph.
    pub why: &'static str,
    /// A change of [`GROUND`]: lines that begin with ` `, `-` or `+`; `@@` between two places.
    pub change: &'static str,
    /// What a user writes who notices the change, or, if the verdict is not major, who does not.
    pub user: Option<&'static str>,
    /// All that is found.
    pub said: &'static str,
}

impl Rule {
    /// Its page, read from the text.
    #[must_use]
    pub fn page(&self) -> Page {
        let why = self.text.split("\n## ").next().unwrap_or_default();
        Page {
            why: why.trim(),
            change: self.fence("diff").unwrap_or_default(),
            user: self.fence("rust"),
            said: self.fence("text").unwrap_or_default(),
        }
    }

    fn fence(&self, language: &str) -> Option<&'static str> {
        let (_, rest) = self.text.split_once(&format!("```{language}\n"))?;
        rest.split_once("```").map(|(inside, _)| inside)
    }
}

impl Page {
    /// [`GROUND`] after the change. `None` where the change does not fit it in one place each.
    #[must_use]
    pub fn changed(&self) -> Option<String> {
        self.change.split("@@\n").try_fold(GROUND.1.to_owned(), |text, hunk| {
            let lines = |without: char| -> String {
                let kept = hunk.lines().filter(|line| !line.starts_with(without));
                kept.flat_map(|line| [line.get(1..).unwrap_or_default(), "\n"]).collect()
            };
            let (was, is) = (lines('+'), lines('-'));
            // Whole lines: what is looked for stands behind a line break.
            let text = format!("\n{text}");
            let was = format!("\n{was}");
            let is_once = text.matches(was.as_str()).count() == 1;
            is_once.then(|| text.replacen(&was, &format!("\n{is}"), 1).trim_start_matches('\n').to_owned())
        })
    }
}
