//! Changes for people and programs.

use std::path::Path;

use qq_cgi_diff::{Change, Diff, Place, Verdict};
use serde_json::json;

use crate::{github as actions, spec::counted};

/// One line for each change, and what they come to.
pub(super) fn lines(diff: &Diff) -> String {
    let Some(first) = diff.changes.first() else { return "no changes".to_owned() };
    let mut lines: Vec<_> = diff.changes.iter().map(ToString::to_string).collect();
    lines.push(String::new());
    lines.push(summary(diff));
    lines.push(format!("`qq-cgi explain {}` says more about the rule", first.rule.id));
    lines.join("\n")
}

/// `3 changes: 1 major, 2 minor; together major`.
fn summary(diff: &Diff) -> String {
    let Some(verdict) = diff.verdict() else { return "no changes".to_owned() };
    let counts = GRAVEST_FIRST.map(|verdict| (diff.count(verdict), verdict));
    let counts: Vec<_> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, verdict)| format!("{count} {verdict}")).collect();
    format!("{}: {}; together {verdict}", counted(diff.changes.len(), "change"), counts.join(", "))
}

const GRAVEST_FIRST: [Verdict; 3] = [Verdict::Major, Verdict::Minor, Verdict::Patch];

pub(super) fn json(change: &Change) -> String {
    let place = change.place.as_ref();
    json!({
        "rule": change.rule.id,
        "name": change.rule.name,
        "category": change.rule.category.as_str(),
        "verdict": change.rule.verdict.as_str(),
        "item": change.item,
        "old": change.old,
        "new": change.new,
        "spec": if change.gone { "old" } else { "new" },
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
    })
    .to_string()
}

/// An error if it makes the verb fail. What is gone has no line in the new spec and stands at the top of its root.
pub(super) fn github(change: &Change, fail_on: Option<Verdict>, root: &Path) -> String {
    let verdict = change.rule.verdict;
    let level = match verdict {
        _ if fail_on.is_some_and(|least| verdict >= least) => "error",
        Verdict::Major => "warning",
        Verdict::Minor | Verdict::Patch => "notice",
    };
    let title = ("title", format!("{} {} ({verdict})", change.rule.id, change.rule.name));
    let purpose = change.rule.purpose;
    match &change.place {
        Some(Place { file, line, column }) if !change.gone => {
            let place = [("file", file.clone()), ("line", line.to_string()), ("col", column.to_string()), title];
            actions::command(level, &place, &format!("{}\n{purpose}", change.words()))
        }
        place => {
            let was = place.as_ref().map(|place| format!("\n{place}")).unwrap_or_default();
            let root = [("file", root.display().to_string()), title];
            actions::command(level, &root, &format!("{}\n{purpose}{was}", change.words()))
        }
    }
}

/// A heading for each verdict, and the changes below it.
pub(super) fn markdown(diff: &Diff) -> String {
    let mut blocks = vec![summary(diff)];
    for verdict in GRAVEST_FIRST.into_iter().filter(|verdict| diff.count(*verdict) > 0) {
        let changes = diff.changes.iter().filter(|change| change.rule.verdict == verdict);
        let lines: Vec<_> = changes.map(entry).collect();
        blocks.push(format!("### {verdict}"));
        blocks.push(lines.join("\n"));
    }
    blocks.join("\n\n")
}

fn entry(change: &Change) -> String {
    let rule = change.rule;
    let place = change.place.as_ref().map(|place| format!(", `{place}`")).unwrap_or_default();
    format!("- {} ({} {}, {}{place})", change.words(), rule.id, rule.name, rule.category)
}
