//! All findings as one log of SARIF 2.1.0 (OASIS, 27 March 2020), for code scanning.

use std::path::Path;

use qq_cgi_model::{
    Checked, Diagnostic,
    diagnostic::{Level, Position, RULES, Rule},
    source::{Sources, Span},
};
use qq_cgi_wire::percent;
use serde_json::{Value, json};

/// The log.
pub(super) fn log(checked: &Checked, root: Option<&Path>) -> Value {
    let results: Vec<_> = checked.diagnostics.iter().map(|found| result(found, &checked.sources, root)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "qq-cgi",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": RULES.iter().map(|rule| as_descriptor(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn as_descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": { "text": rule.purpose },
        "help": { "text": format!("{}\n\n`qq-cgi explain {}` says more.", rule.page().why, rule.id) },
        "defaultConfiguration": { "level": level(rule.level) },
    })
}

/// The word of SARIF's; what is allowed has the level `none`.
fn level(level: Level) -> &'static str {
    match level.as_str() {
        "allow" => "none",
        word => word,
    }
}

fn result(found: &Diagnostic, sources: &Sources, root: Option<&Path>) -> Value {
    let at = found.position(sources);
    let location = match &at {
        Some(at) => Some(physical(at)),
        None => root.map(|root| json!({ "artifactLocation": artifact(&root.to_string_lossy()) })),
    };
    let related: Vec<_> = found.others.iter().filter_map(|(span, label)| related(*span, label, sources)).collect();
    let word = at.as_ref().and_then(|at| Some(fix(found.help.first()?, at, &found.replacement(sources)?)));
    let fixes: Vec<_> = word.into_iter().chain(edit(found, sources)).collect();
    json!({
        "ruleId": found.rule.id,
        "ruleIndex": RULES.iter().position(|rule| *rule == found.rule),
        "level": level(found.level),
        "message": { "text": super::in_words(found) },
        "locations": location.map(|location| json!({ "physicalLocation": location })).into_iter().collect::<Vec<_>>(),
        "relatedLocations": related,
        "fixes": fixes,
    })
}

fn related(span: Span, label: &str, sources: &Sources) -> Option<Value> {
    let at = Position::of(span, sources)?;
    Some(json!({ "physicalLocation": physical(&at), "message": { "text": label } }))
}

/// What can be written where nothing stands, or in another order.
fn edit(found: &Diagnostic, sources: &Sources) -> Option<Value> {
    let (span, text) = found.edit_text(sources)?;
    Some(fix(&found.edit.as_ref()?.title(), &Position::of(span, sources)?, &text))
}

fn fix(description: &str, at: &Position, replacement: &str) -> Value {
    json!({
        "description": { "text": description },
        "artifactChanges": [{
            "artifactLocation": artifact(&at.file),
            "replacements": [{ "deletedRegion": region(at), "insertedContent": { "text": replacement } }],
        }],
    })
}

fn physical(at: &Position) -> Value {
    json!({ "artifactLocation": artifact(&at.file), "region": region(at) })
}

fn region(at: &Position) -> Value {
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    })
}

/// A path as a URI: relative where it is below the folder in which the program runs.
fn artifact(file: &str) -> Value {
    let path = Path::new(file);
    let here = std::env::current_dir().ok();
    let below = here.as_deref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let slashed = below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let encoded: Vec<_> = slashed.split('/').map(percent::encode).collect();
    let uri = encoded.join("/");
    json!({ "uri": match (below.is_absolute(), uri.starts_with('/')) {
        (true, true) => format!("file://{uri}"),
        (true, false) => format!("file:///{uri}"),
        (false, _) => uri,
    } })
}
