//! `qq-cgi export openapi`.

use std::process::ExitCode;

use qq_cgi_export::openapi::{Options, document};
use qq_cgi_model::{
    model::{Command, Model},
    suggest::nearest,
};

use super::{language, write};
use crate::{args::OpenapiArgs, output::Failure, spec};

/// A spec has no version of its own; the shipped one has that of its package, which is that of all packages here.
const SHIPPED_VERSION: &str = env!("CARGO_PKG_VERSION");
const NO_VERSION: &str = "unversioned";

pub(super) fn run(args: &OpenapiArgs) -> Result<ExitCode, Failure> {
    let root = spec::root(args.spec.given())?;
    let model = spec::sound(root.as_deref())?;
    let command = args.command.as_deref().map(|name| find(&model, name)).transpose()?;
    let default = if root.is_none() { SHIPPED_VERSION } else { NO_VERSION };
    let version = args.doc_version.as_deref().unwrap_or(default);
    let document = document(&model, &Options { language: language(args.lang), version, command });
    write(args.out.as_deref(), &format!("{document:#}"))
}

fn find<'m>(model: &'m Model, name: &str) -> Result<&'m Command, Failure> {
    model.command(name).ok_or_else(|| {
        let meant = nearest(name, model.commands.iter().map(|command| command.name.as_str()));
        let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
        Failure::new(format!("the spec has no command `{name}`{meant}"))
    })
}
