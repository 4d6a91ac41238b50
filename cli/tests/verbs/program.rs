//! Running `qq-cgi`.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// What a run said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Every line of standard output as JSON.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{self:?}"))).collect()
    }

    /// Fails if `text` stands anywhere in what the run said.
    pub(crate) fn never_says(&self, text: &str) {
        assert!(!self.stdout.contains(text) && !self.stderr.contains(text), "{text} in {self:?}");
    }
}

pub(crate) fn qq_cgi() -> Command {
    Command::new(env!("CARGO_BIN_EXE_qq-cgi"))
}

pub(crate) fn run(arguments: &[&str]) -> Ran {
    run_in(&workspace(), arguments)
}

pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    finish(qq_cgi().current_dir(folder).args(arguments))
}

pub(crate) fn finish(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
