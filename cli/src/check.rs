//! `qq-cgi check`.

use std::process::ExitCode;

use qq_cgi_model::{Checked, Diagnostic, source::Sources};
use serde_json::{Value, json};

use crate::{
    args::{CheckArgs, Format},
    fix,
    output::{Failure, complain, print},
    spec, watch,
};

pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    match args.root.as_deref() {
        Some(root) if args.fix => fix::run(root, args),
        Some(root) if args.watch => watch::run(root, args),
        root => show(&spec::read(root), args),
    }
}

/// Shows the findings as they are asked for.
pub(crate) fn show(checked: &Checked, args: &CheckArgs) -> Result<ExitCode, Failure> {
    match args.format {
        Format::Human => {
            if !checked.diagnostics.is_empty() {
                complain(&format!("{}\n", spec::findings(checked)));
            }
            complain(&spec::summary(checked, args.root.as_deref()));
        }
        Format::Json => {
            for found in &checked.diagnostics {
                print(&as_json(found, &checked.sources).to_string())?;
            }
        }
    }
    Ok(ExitCode::from(u8::from(!checked.diagnostics.is_empty())))
}

fn as_json(found: &Diagnostic, sources: &Sources) -> Value {
    let position = found.position(sources);
    let position = position.as_ref();
    json!({
        "rule": found.rule.id,
        "level": found.rule.level.as_str(),
        "message": found.message,
        "label": some(&found.label),
        "file": position.map(|at| &at.file),
        "line": position.map(|at| at.line),
        "column": position.map(|at| at.column),
        "end_line": position.map(|at| at.end_line),
        "end_column": position.map(|at| at.end_column),
        "help": some(&found.help.join("\n")),
        "suggestion": found.suggestion,
    })
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
