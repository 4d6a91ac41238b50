//! What can be asked for about two specs.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use qq_cgi_diff::Verdict;

#[derive(ClapArgs)]
pub(crate) struct DiffArgs {
    /// The old spec and the new one, each as its root file or the folder that holds it; with `--against`, the new one alone
    #[arg(value_name = "OLD NEW", num_args = 0..=2)]
    pub(crate) specs: Vec<PathBuf>,
    /// The old spec as it stands in a revision of git: HEAD, a tag, main
    ///
    /// The new one is the file or folder that is given; unless one is, the root in the present folder, or else the one that the
    /// package here names in [package.metadata.qq-cgi]. A base is looked up as it is now.
    #[arg(long, value_name = "REV")]
    pub(crate) against: Option<String>,
    /// Ends with exit code 1 where a change is as grave as this
    #[arg(long, value_name = "patch|minor|major", value_enum)]
    pub(crate) fail_on: Option<VerdictWord>,
    /// `human`; the others are for programs
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: DiffFormat,
}

/// How grave a change is.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum VerdictWord {
    /// Any change
    Patch,
    /// Something more, or worse
    Minor,
    /// What worked does not
    Major,
}

impl From<VerdictWord> for Verdict {
    fn from(word: VerdictWord) -> Self {
        match word {
            VerdictWord::Patch => Self::Patch,
            VerdictWord::Minor => Self::Minor,
            VerdictWord::Major => Self::Major,
        }
    }
}

/// How changes are said.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Human,
    /// One object per change and line
    Json,
    /// Workflow commands of GitHub Actions, one per change and line
    Github,
    /// A list for release notes or a pull request
    Markdown,
}
