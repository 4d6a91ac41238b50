//! A finding as rustc prints one under `--error-format=json`: what rust-analyzer's `check.overrideCommand` takes.

use qq_cgi_model::{
    Diagnostic,
    diagnostic::{Edit, Position, Rule},
    source::{Sources, Span},
};
use serde_json::{Value, json};

/// One line of rustc's.
pub(super) fn message(found: &Diagnostic, sources: &Sources) -> Value {
    let mut spans: Vec<_> =
        found.span.and_then(|span| place(span, Role::Primary(&found.label), sources)).into_iter().collect();
    let mut children: Vec<_> = found.help.iter().map(|help| child("help", help, &[])).collect();
    if let Some(first) = children.first_mut()
        && let Some(suggested) = suggested(found, sources)
    {
        // `Diagnostic::meant` puts the suggestion's words first.
        *first = suggested;
    }
    children.extend(edited(found, sources));
    for (span, label) in &found.others {
        let Some(at) = Position::of(*span, sources) else { continue };
        if is_embedded(&at) {
            children.push(child("note", &format!("{}:{}:{}: {label}", at.file, at.line, at.column), &[]));
        } else {
            spans.extend(place(*span, Role::Other(label), sources));
        }
    }
    json!({
        "$message_type": "diagnostic",
        "message": found.message,
        "code": { "code": found.rule.id, "explanation": explanation(found.rule) },
        "level": found.level.as_str(),
        "spans": spans,
        "children": children,
        "rendered": format!("{}\n\n", found.to_text(sources)),
    })
}

/// What an editor shows of a rule.
fn explanation(rule: &Rule) -> String {
    format!("{}\n\n{}", rule.purpose, rule.page().why)
}

/// The child that says what to put in place of what.
fn suggested(found: &Diagnostic, sources: &Sources) -> Option<Value> {
    let replacement = found.replacement(sources)?;
    let certainty = if found.certain { "MachineApplicable" } else { "MaybeIncorrect" };
    let span = place(found.span?, Role::Replaced(&replacement, certainty), sources)?;
    Some(child("help", found.help.first()?, &[span]))
}

/// The child that says what can be written where nothing stands, or in another order.
fn edited(found: &Diagnostic, sources: &Sources) -> Option<Value> {
    let edit = found.edit.as_ref()?;
    let certainty = match edit {
        Edit::Item { .. } => "HasPlaceholders",
        // Where rows stand says what their order is worth.
        Edit::Key { .. } | Edit::Listed { .. } | Edit::Rows { .. } => "MaybeIncorrect",
        Edit::File { .. } => return None,
    };
    let (at, text) = found.edit_text(sources)?;
    let span = place(at, Role::Replaced(&text, certainty), sources)?;
    Some(child("help", &edit.title(), &[span]))
}

fn child(level: &str, message: &str, spans: &[Value]) -> Value {
    json!({
        "message": message,
        "code": null,
        "level": level,
        "spans": spans,
        "children": [],
        "rendered": null,
    })
}

/// What a span is there for.
#[derive(Clone, Copy)]
enum Role<'a> {
    /// It is what the finding is about; with what stands beside the caret.
    Primary(&'a str),
    /// It helps; with what it says.
    Other(&'a str),
    /// This may stand in its place, as certainly as rustc's word says.
    Replaced(&'a str, &'a str),
}

fn place(span: Span, role: Role<'_>, sources: &Sources) -> Option<Value> {
    let at = Position::of(span, sources)?;
    let (label, replacement, certainty) = match role {
        Role::Primary(label) | Role::Other(label) => (super::some(label), None, None),
        Role::Replaced(replacement, certainty) => (None, Some(replacement), Some(certainty)),
    };
    Some(json!({
        "file_name": at.file,
        "byte_start": at.start,
        "byte_end": at.end,
        "line_start": at.line,
        "line_end": at.end_line,
        "column_start": at.column,
        "column_end": at.end_column,
        "is_primary": !matches!(role, Role::Other(_)),
        "text": lines(span, &at, sources),
        "label": label,
        "suggested_replacement": replacement,
        "suggestion_applicability": certainty,
        "expansion": null,
    }))
}

/// Every line that a span touches, and which of its characters: rust-analyzer counts its own columns by them.
fn lines(span: Span, at: &Position, sources: &Sources) -> Vec<Value> {
    let touched = at.line..=at.end_line;
    let line = |number: usize| {
        let text = sources.line(span.file, number)?;
        let start = if number == at.line { at.column } else { 1 };
        let end = if number == at.end_line { at.end_column } else { text.chars().count() + 1 };
        Some(json!({ "text": text, "highlight_start": start, "highlight_end": end }))
    };
    touched.filter_map(line).collect()
}

/// Whether a place is in a file that is part of the program: an editor cannot open it.
fn is_embedded(at: &Position) -> bool {
    at.file.starts_with('<')
}
