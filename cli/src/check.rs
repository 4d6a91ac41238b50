//! `qq-cgi check`.

mod github;
mod rustc_json;
mod sarif;

use std::{path::Path, process::ExitCode};

use qq_cgi_model::{Checked, Diagnostic, diagnostic::Position, source::Sources};
use serde_json::{Value, json};

use crate::{
    args::{CheckArgs, CheckFormat},
    fix,
    output::{Failure, complain, print},
    spec, watch,
};

pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let root = spec::chosen(args.spec.given())?;
    match root.as_deref() {
        Some(root) if args.fix => fix::run(root, args),
        Some(root) if args.watch => watch::run(root, args),
        // What is part of this program does not change.
        None if args.fix || args.watch => spec::root_of_package().map(|_| ExitCode::SUCCESS),
        root => show(&spec::read(root), root, args.format),
    }
}

/// Shows the findings as they are asked for.
pub(crate) fn show(checked: &Checked, root: Option<&Path>, format: CheckFormat) -> Result<ExitCode, Failure> {
    match format {
        CheckFormat::Human => {
            if !checked.diagnostics.is_empty() {
                complain(&format!("{}\n", spec::findings(checked)));
            }
            complain(&spec::summary(checked, root));
            if let Some(found) = checked.diagnostics.first() {
                complain(&format!("`qq-cgi explain {}` says more about the rule", found.rule.id));
            }
        }
        CheckFormat::Sarif => print(&sarif::log(checked, root).to_string())?,
        CheckFormat::Json | CheckFormat::RustcJson | CheckFormat::Github => {
            for found in &checked.diagnostics {
                print(&match format {
                    CheckFormat::RustcJson => rustc_json::message(found, &checked.sources).to_string(),
                    CheckFormat::Github => github::command(found, &checked.sources, root),
                    _ => as_json(found, &checked.sources).to_string(),
                })?;
            }
        }
    }
    Ok(ExitCode::from(u8::from(checked.has_errors())))
}

fn as_json(found: &Diagnostic, sources: &Sources) -> Value {
    let position = found.position(sources);
    let position = position.as_ref();
    let others = found.others.iter().filter_map(|(span, label)| Some(other(&Position::of(*span, sources)?, label)));
    json!({
        "rule": found.rule.id,
        "level": found.level.as_str(),
        "message": found.message,
        "label": some(&found.label),
        "file": position.map(|at| &at.file),
        "line": position.map(|at| at.line),
        "column": position.map(|at| at.column),
        "end_line": position.map(|at| at.end_line),
        "end_column": position.map(|at| at.end_column),
        "others": others.collect::<Vec<_>>(),
        "help": some(&found.help.join("\n")),
        "suggestion": found.suggestion,
    })
}

/// Another place that helps.
fn other(at: &Position, label: &str) -> Value {
    json!({
        "label": some(label),
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
    })
}

/// What is wrong and what helps, line by line.
fn in_words(found: &Diagnostic) -> String {
    let mut lines = vec![found.message.clone()];
    lines.extend(some(&found.label).map(str::to_owned));
    lines.extend(found.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
