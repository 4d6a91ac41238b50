//! `qq-cgi`: checks specs, signs requests, explains codes, compares specs, runs the sandbox, receives callbacks.
//!
//! In: a verb, and files of a spec or the shipped component. Out: text or JSON, and an exit code: 0, 1 for what is
//! wrong with what was given, 2 for wrong usage. **Invariant**: stands on the Model alone, knows no command, code or
//! parameter by itself, and never shows a secret.
#![forbid(unsafe_code)]

mod admin;
mod args;
mod base;
mod budget;
mod callback;
mod changed;
mod check;
mod clock;
mod diff;
mod expand;
mod explain;
mod export;
mod fix;
mod github;
mod list;
mod log_file;
mod orders;
mod output;
mod packages;
mod quarantine;
mod receive;
mod replace;
mod sandbox;
mod scaffold;
mod schema;
mod secret;
mod sign;
mod span;
mod spec;
mod stop;
mod store;
mod watch;

use std::process::ExitCode;

use args::{Args, Verb};
use clap::{
    CommandFactory as _, Parser as _,
    error::{ContextKind, ContextValue, ErrorKind},
};
use output::Failure;

fn main() -> ExitCode {
    let done = match Args::try_parse().unwrap_or_else(|error| masked(error).exit()).verb {
        Verb::Check(args) => check::run(&args),
        Verb::Sign(args) => sign::run(&args),
        Verb::Callback { verb } => callback::run(&verb),
        Verb::Sandbox(args) => sandbox::run(&args),
        Verb::Receive(args) => receive::run(&args),
        Verb::Orders { verb } => orders::run(&verb),
        Verb::Admin { table } => {
            let (table, args) = table.understood().unwrap_or_else(|error| masked(error).exit());
            admin::run(&table, &args)
        }
        Verb::Quarantine { verb } => quarantine::run(&verb),
        Verb::Explain(args) => explain::run(&args),
        Verb::List(args) => list::run(&args),
        Verb::Expand(args) => expand::run(&args),
        Verb::Budget(args) => budget::run(&args),
        Verb::Diff(args) => diff::run(&args),
        Verb::Export { verb } => export::run(&verb),
        Verb::Schema => schema::run(),
        Verb::New(args) => scaffold::new::run(&args),
        Verb::Add { verb } => scaffold::add::run(&verb),
        Verb::Init(args) => scaffold::init::run(&args),
    };
    done.unwrap_or_else(Failure::report)
}

/// The verbs that no key is given to.
const WITHOUT_SECRETS: [&str; 11] =
    ["check", "explain", "list", "expand", "budget", "diff", "export", "schema", "new", "add", "init"];

/// What stands where nothing is expected may be a key whose option was forgotten: it is not shown.
fn masked(mut error: clap::Error) -> clap::Error {
    let is_option = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(text)) => text.starts_with('-'),
        _ => true,
    };
    let verb = std::env::args_os().nth(1);
    let has_secrets = verb.as_ref().is_none_or(|verb| WITHOUT_SECRETS.iter().all(|known| verb != known));
    let mask = || ContextValue::String(sign::hidden::MASK.to_owned());
    if error.kind() == ErrorKind::UnknownArgument && !is_option && has_secrets {
        error.insert(ContextKind::InvalidArg, mask());
    }
    // Of the verbs that have others below them, this one has options with keys too.
    if verb.is_some_and(|verb| verb == "sandbox")
        && let Some(ContextValue::String(text)) = error.get(ContextKind::InvalidSubcommand)
    {
        let sandbox = Args::command().find_subcommand("sandbox").cloned();
        if sandbox.is_none_or(|sandbox| sandbox.find_subcommand(text).is_none()) {
            error.insert(ContextKind::InvalidSubcommand, mask());
        }
    }
    error
}
