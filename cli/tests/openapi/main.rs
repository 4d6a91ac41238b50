//! The export in the hands of others: a validator, and a client that a public generator makes of it.
//!
//! The tools are `openapi-spec-validator` and `openapi-python-client` from PyPI, in the `bin` folder of a virtual environment
//! that `QQ_CGI_OPENAPI_TOOLS` names, or on the PATH. Where they are missing, these tests say so and pass, unless `CI` or
//! `QQ_CGI_REQUIRE_OPENAPI_TOOLS` is set.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod client;
mod sandbox;
mod tools;
mod validator;

use std::{path::Path, process::Command};

const OWN: &str = "examples/own_spec/specs/game.toml";

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn qq_cgi(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qq-cgi"));
    command.current_dir(workspace()).args(arguments);
    command
}

/// `qq-cgi export openapi` with `options`, into `out`.
fn export(options: &[&str], out: &Path) {
    let ran = qq_cgi(&["export", "openapi", "--out"]).arg(out).args(options).output().unwrap();
    assert!(ran.status.success() && ran.stdout.is_empty() && ran.stderr.is_empty(), "{ran:?}");
}
