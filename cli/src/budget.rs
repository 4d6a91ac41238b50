//! `qq-cgi budget`: how many lines of Rust each item becomes, and whether the root's budget allows them.

use std::{cmp::Reverse, process::ExitCode};

use proc_macro2::Span;
use qq_cgi_codegen::{EXAMPLES, Generated};
use qq_cgi_export::rust::{self, Lines};
use qq_cgi_model::model::{Bound, Budget, Model, Place};
use serde_json::json;

use crate::{
    args::{BudgetArgs, Format},
    output::{Failure, print},
    spec::{self, counted},
};

pub(crate) fn run(args: &BudgetArgs) -> Result<ExitCode, Failure> {
    let model = spec::sound(args.spec.given())?;
    let counts = Counts::of(&model)?;
    print(&match args.format {
        Format::Human => counts.to_text(&model.budget),
        Format::Json => counts.to_json(&model.budget),
    })?;
    let beyond = counts.beyond(&model.budget);
    if beyond.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(Failure::of_all(beyond)) }
}

/// What the own items of a spec become.
struct Counts<'m> {
    /// The largest first.
    items: Vec<Counted<'m>>,
    /// By kind, the largest first.
    kinds: Vec<(&'static str, usize, Lines)>,
    all: Lines,
}

struct Counted<'m> {
    kind: &'static str,
    key: &'m str,
    rust: &'m str,
    place: &'m Place,
    lines: Lines,
}

impl<'m> Counts<'m> {
    fn of(model: &'m Model) -> Result<Self, Failure> {
        let count = |Generated { kind, key, rust, about, tokens }| {
            let text = rust::formatted(tokens)?;
            Ok(Counted { kind, key, rust, place: &about.place, lines: Lines::of(&text) })
        };
        let items: Result<Vec<_>, syn::Error> = qq_cgi_codegen::each(model, Span::call_site()).map(count).collect();
        let mut items = items.map_err(|error| Failure::new(format!("what was generated is no Rust: {error}")))?;
        let all = items.iter().map(|item| item.lines).sum();
        // Stable, so that items of one kind lie together before they are sorted by size.
        let kinds = items.chunk_by(|a, b| a.kind == b.kind).filter_map(|of_kind| {
            Some((of_kind.first()?.kind, of_kind.len(), of_kind.iter().map(|item| item.lines).sum::<Lines>()))
        });
        let mut kinds: Vec<_> = kinds.collect();
        kinds.sort_by_key(|(_, _, lines)| Reverse(lines.all));
        items.sort_by_key(|item| Reverse(item.lines.all));
        Ok(Self { items, kinds, all })
    }

    /// What is above its limit, one sentence each.
    fn beyond(&self, budget: &Budget) -> Vec<String> {
        let items = self.items.iter().filter_map(|item| {
            let limit = item.broken(budget)?;
            let Counted { kind, key, place, lines, .. } = item;
            Some(format!("{}: the {kind} `{key}` becomes {}{}", at(place), in_lines(lines.all), allowed(limit)))
        });
        let total = budget.total.iter().filter(|limit| self.all.all > limit.lines).map(|limit| {
            format!("{}: all items together become {}{}", at(&limit.place), in_lines(self.all.all), allowed(limit))
        });
        items.chain(total).collect()
    }

    fn to_text(&self, budget: &Budget) -> String {
        let mut lines = vec!["lines  without docs".to_owned()];
        let row = |lines: &Lines, of: String| format!("{:>5}  {:>12}  {of}", lines.all, lines.without_docs);
        lines.extend(
            self.items.iter().map(|item| row(&item.lines, format!("{} {}  ({})", item.kind, item.key, at(item.place)))),
        );
        lines.push(String::new());
        lines.extend(self.kinds.iter().map(|(kind, count, lines)| row(lines, format!("{kind} ({count})"))));
        lines.push(row(&self.all, format!("all ({})", self.items.len())));
        let limits: Vec<_> = limits(budget)
            .map(|(name, limit)| format!("{name} at most {} ({})", limit.lines, at(&limit.place)))
            .collect();
        let limits = if limits.is_empty() { "no limit is set".to_owned() } else { limits.join(", ") };
        lines.extend([String::new(), format!("budget: {limits}")]);
        lines.join("\n")
    }

    fn to_json(&self, budget: &Budget) -> String {
        let items = self.items.iter().map(|item| {
            json!({
                "of": "item",
                "kind": item.kind,
                "key": item.key,
                "rust": item.rust,
                "lines": item.lines.all,
                "lines_without_docs": item.lines.without_docs,
                "beyond": item.broken(budget).is_some(),
                "file": item.place.file,
                "line": item.place.line,
            })
        });
        let kinds = self.kinds.iter().map(|(kind, count, lines)| {
            json!({
                "of": "kind",
                "kind": kind,
                "items": count,
                "lines": lines.all,
                "lines_without_docs": lines.without_docs,
            })
        });
        let limits = limits(budget).map(|(name, Bound { lines, place })| {
            (name.to_owned(), json!({ "lines": lines, "file": place.file, "line": place.line }))
        });
        let all = json!({
            "of": "all",
            "items": self.items.len(),
            "lines": self.all.all,
            "lines_without_docs": self.all.without_docs,
            "beyond": budget.total.as_ref().is_some_and(|limit| self.all.all > limit.lines),
            "limits": limits.collect::<serde_json::Map<_, _>>(),
        });
        let objects: Vec<_> = items.chain(kinds).chain([all]).map(|object| object.to_string()).collect();
        objects.join("\n")
    }
}

impl Counted<'_> {
    /// The limit above which it is. The module of tests is no item: it grows with all of them.
    fn broken<'b>(&self, budget: &'b Budget) -> Option<&'b Bound> {
        budget.of(self.kind).filter(|limit| self.kind != EXAMPLES && self.lines.all > limit.lines)
    }
}

/// The limits that are set, by their keys.
fn limits(budget: &Budget) -> impl Iterator<Item = (&str, &Bound)> {
    let item = budget.item.iter().map(|limit| ("item", limit));
    let kinds = budget.kinds.iter().map(|(kind, limit)| (*kind, limit));
    item.chain(kinds).chain(budget.total.iter().map(|limit| ("total", limit)))
}

fn in_lines(count: usize) -> String {
    format!("{} of Rust", counted(count, "line"))
}

fn allowed(limit: &Bound) -> String {
    format!(", and {} allows {}", at(&limit.place), limit.lines)
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}
