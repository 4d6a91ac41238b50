//! A finding as a workflow command of GitHub Actions.

use std::path::Path;

use qq_cgi_model::{Diagnostic, diagnostic::Position, source::Sources};

use crate::github;

/// `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=QQ0101::…`.
pub(super) fn command(found: &Diagnostic, sources: &Sources, root: Option<&Path>) -> String {
    let mut properties = Vec::new();
    if let Some(at) = found.position(sources) {
        properties.push(("file", at.file));
        properties.push(("line", at.line.to_string()));
        properties.push(("endLine", at.end_line.to_string()));
        // GitHub refuses columns where the lines differ.
        if at.line == at.end_line {
            properties.push(("col", at.column.to_string()));
            properties.push(("endColumn", at.end_column.to_string()));
        }
    } else if let Some(root) = root {
        properties.push(("file", root.display().to_string()));
    }
    properties.push(("title", found.rule.id.to_owned()));
    github::command(found.level.as_str(), &properties, &in_words(found, sources))
}

/// An annotation has one place, so the others are put into words.
fn in_words(found: &Diagnostic, sources: &Sources) -> String {
    let mut lines = vec![super::in_words(found)];
    for (span, label) in &found.others {
        let Some(at) = Position::of(*span, sources) else { continue };
        lines.push(format!("{}:{}:{}: {label}", at.file, at.line, at.column));
    }
    lines.join("\n")
}
