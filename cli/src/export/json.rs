//! `qq-cgi export json`.

use std::process::ExitCode;

use qq_cgi_export::json;

use super::write;
use crate::{args::JsonArgs, output::Failure, spec};

pub(super) fn run(args: &JsonArgs) -> Result<ExitCode, Failure> {
    let document = if args.schema { json::schema() } else { json::document(&spec::sound(args.spec.given())?) };
    write(args.out.as_deref(), &format!("{document:#}"))
}
