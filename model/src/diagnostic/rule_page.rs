//! The page of a rule: why it exists, what breaks it and what does not.
//!
//! The pages stand in `pages/ID.md`: the reasons, then `## Wrong` and `## Right` with TOML in fences. What stands in one
//! fence alone is the member file [`MEMBER`] of the spec [`GROUND`]; with a line `file: NAME` before each fence an example
//! is a spec of its own, whose first file is the root. A file of its base has the line `base: NAME`.

use super::{Diagnostic, Level, Rule};
use crate::{
    check::{Checked, check_embedded},
    source::Sources,
};

/// The root file on which most examples stand: path and text.
pub const GROUND: (&str, &str) = ("shop.toml", include_str!("pages/shop.toml"));

/// The file of [`GROUND`] that such an example is.
pub const MEMBER: &str = "order.toml";

/// What there is to say about a rule beyond its purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePage {
    /// Why the rule exists: a paragraph in lines of at most 100 characters.
    pub why: &'static str,
    /// What breaks the rule, and no other.
    pub wrong: Example,
    /// The same as it should be.
    pub right: Example,
}

/// A spec that shows something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// The files that show it, by path and text; the root first, unless the example stands on [`GROUND`].
    pub files: Vec<(&'static str, &'static str)>,
    /// The files of its base, if it has one.
    pub base: Vec<(&'static str, &'static str)>,
    /// Whether it is the file [`MEMBER`] of the spec [`GROUND`].
    pub on_ground: bool,
}

impl Rule {
    /// Its page, read from the text.
    #[must_use]
    pub fn page(&self) -> RulePage {
        let (why, examples) = self.text.split_once("\n## Wrong\n").unwrap_or((self.text, ""));
        let (wrong, right) = examples.split_once("\n## Right\n").unwrap_or((examples, ""));
        RulePage { why: why.trim(), wrong: Example::parse(wrong), right: Example::parse(right) }
    }

    /// What breaks it.
    #[must_use]
    pub fn wrong(&self) -> Example {
        self.page().wrong
    }

    /// The same as it should be.
    #[must_use]
    pub fn right(&self) -> Example {
        self.page().right
    }

    /// The rule that is called `id_or_name`.
    #[must_use]
    pub fn find(id_or_name: &str) -> Option<&'static Self> {
        let is_it = |rule: &&Self| rule.id.eq_ignore_ascii_case(id_or_name) || rule.name == id_or_name;
        super::RULES.iter().copied().find(is_it)
    }
}

impl Example {
    fn parse(text: &'static str) -> Self {
        let mut example = Self::default();
        let mut rest = text;
        while let Some((heading, (toml, after))) =
            rest.split_once("```toml\n").and_then(|(heading, fence)| Some((heading, fence.split_once("```")?)))
        {
            rest = after;
            let heading = heading.trim();
            if let Some(name) = heading.strip_prefix("file: ") {
                example.files.push((name, toml));
            } else if let Some(name) = heading.strip_prefix("base: ") {
                example.base.push((name, toml));
            } else {
                example.files.push((MEMBER, toml));
                example.on_ground = true;
            }
        }
        example
    }

    /// The whole spec, checked.
    #[must_use]
    pub fn check(&self) -> Checked {
        let ground = self.on_ground.then_some(GROUND);
        check_embedded(&ground.into_iter().chain(self.files.iter().copied()).collect::<Vec<_>>(), &self.base)
    }

    /// What is said about it, for the page of `rule`: every error, and whatever else that rule finds.
    #[must_use]
    pub fn findings(&self, rule: &Rule) -> (Vec<Diagnostic>, Sources) {
        let Checked { mut diagnostics, sources, .. } = self.check();
        diagnostics.retain(|found| found.rule == rule || found.rule.level == Level::Error);
        (diagnostics, sources)
    }

    /// The same as the command line shows it, a blank line between two.
    #[must_use]
    pub fn said(&self, rule: &Rule) -> String {
        let (found, sources) = self.findings(rule);
        found.iter().map(|found| found.to_text(&sources)).collect::<Vec<_>>().join("\n\n")
    }
}
