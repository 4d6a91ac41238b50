//! Files as git keeps them.

use std::process::{Command, Output, Stdio};

use qq_cgi_model::{Disk, Files, text_of};

use crate::output::Failure;

/// The files of a folder as they stand in a revision.
pub(super) struct Revision {
    /// What git calls it: `HEAD`, a tag, a branch.
    pub(super) name: String,
    /// The folder as it is now.
    pub(super) disk: Disk,
}

impl Revision {
    /// Says what is wrong where nothing at all could be read: no git, no repository, no such revision.
    pub(super) fn must_be_known(&self) -> Result<(), Failure> {
        let wanted = format!("{}^{{commit}}", self.name);
        self.git(&["rev-parse", "--quiet", "--verify", "--end-of-options", &wanted]).map(drop).map_err(|why| {
            let why = if why.is_empty() { "there is no such revision".to_owned() } else { why };
            Failure::new(format!("cannot read `{}` from git: {why}", self.name))
        })
    }

    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        let folder = if self.disk.folder.as_os_str().is_empty() { ".".as_ref() } else { self.disk.folder.as_path() };
        let mut git = Command::new("git");
        // What git says is shown, in whatever language; nothing of it is understood.
        let asked = git.arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output();
        let Output { status, stdout, stderr } = asked.map_err(|error| format!("cannot run `git`: {error}"))?;
        if status.success() { Ok(stdout) } else { Err(String::from_utf8_lossy(&stderr).trim().to_owned()) }
    }
}

impl Files for Revision {
    fn read(&self, path: &str) -> Result<String, String> {
        // `./`: from the folder on, not from where the repository begins.
        let bytes = self.git(&["show", "--end-of-options", &format!("{}:./{path}", self.name)])?;
        text_of(bytes)
    }

    /// `HEAD:spec/social.toml`: what is gone has no place on disk.
    fn shown(&self, path: &str) -> String {
        format!("{}:{}", self.name, self.disk.shown(path))
    }
}
