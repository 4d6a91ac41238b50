//! The tools from PyPI.

use std::{
    env,
    ffi::OsString,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder with all that is needed.
pub(crate) struct Tools(PathBuf);

const NEEDED: [&str; 3] = ["openapi-spec-validator", "openapi-python-client", "python3"];
const INSTALL: &str = "python3 -m venv V && V/bin/pip install openapi-spec-validator openapi-python-client, then QQ_CGI_OPENAPI_TOOLS=V/bin";

impl Tools {
    /// `None` where they are skipped.
    pub(crate) fn find() -> Option<Self> {
        let found = places().into_iter().find(|place| NEEDED.iter().all(|name| place.join(name).is_file()));
        if found.is_none() {
            let asks = |name: &str| env::var_os(name).filter(|value| !value.is_empty() && value != "false");
            let forbidden = ["CI", "QQ_CGI_REQUIRE_OPENAPI_TOOLS"].into_iter().find(|name| asks(name).is_some());
            if let Some(name) = forbidden {
                panic!("there are no OpenAPI tools here, and {name} is set: {INSTALL}");
            }
            // `eprintln!` is not shown of a test that passes.
            let _ = writeln!(std::io::stderr(), "SKIPPED: there are no OpenAPI tools here: {INSTALL}");
        }
        found.map(Self)
    }

    /// A tool that finds the others.
    pub(crate) fn run(&self, name: &str) -> Command {
        let path = env::var_os("PATH").unwrap_or_default();
        let path: OsString = env::join_paths([self.0.clone()].into_iter().chain(env::split_paths(&path))).unwrap();
        let mut command = Command::new(self.0.join(name));
        command.env("PATH", path).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    /// The Python package of a client for `document`, in `folder`.
    pub(crate) fn generate(&self, document: &Path, folder: &Path) {
        let mut generator = self.run("openapi-python-client");
        generator.args(["generate", "--meta", "none", "--fail-on-warning", "--path"]).arg(document);
        let ran = generator.arg("--output-path").arg(folder).output().unwrap();
        assert!(
            ran.status.success(),
            "{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}

fn places() -> Vec<PathBuf> {
    let given = env::var_os("QQ_CGI_OPENAPI_TOOLS").map(PathBuf::from);
    // Tests run in their package's folder, and whoever gives a relative path means it from where Cargo was called.
    let given = given.map(|place| crate::workspace().join(place));
    given.into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())).collect()
}
