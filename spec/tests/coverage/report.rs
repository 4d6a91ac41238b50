//! `COVERAGE.md`.

use std::fmt::Write as _;

use crate::{
    REGENERATE,
    compare::resolve,
    document::{Document, Page, Part},
    items::{Item, Items},
    runs::{Run, Runs},
};

/// So many files are named; the rest is counted.
const MOST_FILES: usize = 2;

pub(crate) fn draw(list: &Document, items: &Items<'_>, runs: &Runs<'_, '_>) -> String {
    let mut text = introduction(list, items);
    for page in &list.pages {
        draw_page(page, items, runs, &mut text);
    }
    draw_beyond(list, items, runs, &mut text);
    text
}

fn introduction(list: &Document, items: &Items<'_>) -> String {
    let parts = || list.pages.iter().flat_map(|page| &page.parts);
    let tables = parts().filter(|part| !part.rows.is_empty()).count();
    let rows: usize = parts().map(|part| part.rows.len()).sum();
    format!(
        "# Coverage of the document\n\n\
         What the vendor's document ({}) prints, where the spec has it, and which example or test runs that.\n\
         {} pages, {} headings and tables, {rows} rows in {tables} of them; {} items in the spec.\n\n\
         A row is the key of a line of a table (or of a sample), and stands in the items beside it;\n\
         [the list](coverage/document.toml) has them all. *Through* an item: that item uses it, and the files name that.\n\
         [A test](tests/coverage/main.rs) holds all this and has written this file:\n\n\
         ```sh\n{REGENERATE}\n```\n",
        list.title,
        list.pages.len(),
        parts().count(),
        items.all.len(),
    )
}

fn draw_page(page: &Page, items: &Items<'_>, runs: &Runs<'_, '_>, text: &mut String) {
    if let Some(chapter) = &page.chapter {
        _ = write!(text, "\n## {chapter}\n");
    }
    _ = write!(text, "\n### {} ({})\n\n", page.title, page.updated);
    text.push_str("| in the document | rows | in the spec | run by |\n|---|---|---|---|\n");
    for part in &page.parts {
        let rows = if part.rows.is_empty() { String::new() } else { part.rows.len().to_string() };
        let carrying = carrying(part, items);
        let places: Vec<_> = carrying.iter().map(|item| link(item)).collect();
        let mut by: Vec<_> = carrying.iter().map(|item| run(item, runs)).collect();
        by.dedup();
        _ = writeln!(text, "| {} | {rows} | {} | {} |", cell(&part.label()), places.join("<br>"), by.join("<br>"));
    }
}

/// What comes from elsewhere: the vendor's other pages and public SDKs.
fn draw_beyond(list: &Document, items: &Items<'_>, runs: &Runs<'_, '_>, text: &mut String) {
    let parts = list.pages.iter().flat_map(|page| &page.parts);
    let listed: Vec<_> = parts.flat_map(|part| carrying(part, items)).map(Item::path).collect();
    let others: Vec<_> = items.all.iter().filter(|item| !listed.contains(&item.path())).collect();
    if others.is_empty() {
        return;
    }
    text.push_str("\n## Beyond the tables of the document\n\n");
    text.push_str("| in the spec | rests on | run by |\n|---|---|---|\n");
    for item in others {
        let sources = item.about.source.iter().cloned();
        let basis: Vec<_> = item.about.basis.iter().cloned().chain(sources).collect();
        _ = writeln!(text, "| {} | {} | {} |", link(item), cell(&basis.join("; ")), run(item, runs));
    }
}

/// The items that carry a part, each once.
fn carrying<'i, 'm>(part: &Part, items: &'i Items<'m>) -> Vec<&'i Item<'m>> {
    let mut found: Vec<&Item<'_>> = Vec::new();
    for (item, _) in part.paths().filter_map(|path| resolve(path, items).ok()) {
        if !found.iter().any(|known| known.path() == item.path()) {
            found.push(item);
        }
    }
    found
}

/// ``[`command.x`](relay/x.toml#L3) `X` ``.
fn link(item: &Item<'_>) -> String {
    let place = &item.about.place;
    let rust = item.rust.filter(|rust| *rust != item.name).map(|rust| format!(" `{rust}`")).unwrap_or_default();
    format!("[`{}`]({}#L{}){rust}", item.path(), place.file, place.line)
}

fn run(item: &Item<'_>, runs: &Runs<'_, '_>) -> String {
    if item.kind == "note" {
        return cell(&format!("nothing to call: {}", item.about.en.as_deref().unwrap_or_default()));
    }
    match runs.get(item) {
        Run::By(files) => links(&files),
        Run::Through(user, files) => format!("through `{user}`: {}", links(&files)),
        Run::Never => "**nothing**".to_owned(),
    }
}

fn links(files: &[String]) -> String {
    let name = |path: &String| format!("[{}](../{path})", path.trim_end_matches("/main.rs").trim_end_matches(".rs"));
    let shown: Vec<_> = files.iter().take(MOST_FILES).map(name).collect();
    let more = files.len().saturating_sub(MOST_FILES);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", shown.join(", "))
}

/// Text in a table: a bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
