//! Putting new rows, items and entries into a text: what stands there stays byte for byte.
//!
//! In: a layout and where something belongs. Out: texts to be put in at places. **Invariant**: only inserts, but for the
//! placeholder of a stub, which goes when the first row comes.

#[cfg(test)]
mod tests;

use std::{fmt::Write as _, ops::Range};

use super::layout::{Entry, How, Layout, Site, Statement, Value, ValueKind, What};

/// `text` in the place of `at`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at: Range<usize>,
    pub(super) text: String,
}

impl Edit {
    fn insert(at: usize, text: String) -> Self {
        Self { at: at..at, text }
    }
}

/// `text` with all edits made; of two at one place the first comes first.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.at.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Edit { at, text: new } in edits {
        out.push_str(text.get(done..at.start).unwrap_or_default());
        out.push_str(&new);
        done = at.end.max(done);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A row that is to be put into a map of an item.
pub(super) struct NewRow<'a> {
    /// Where the map is: kind, item, key.
    pub(super) map: [&'a str; 3],
    /// Its own key.
    pub(super) key: &'a str,
    /// Its keys and values, written as TOML.
    pub(super) pairs: &'a [(&'a str, String)],
}

/// The names by which a stub's placeholders are known.
pub(super) const PLACEHOLDERS: [&str; 3] = ["ToBeFilledIn", "TO_BE_FILLED_IN", "to_be_filled_in"];

/// The keys of the rows that stand in `map`, in the order of the text.
pub(super) fn rows(layout: &Layout<'_>, map: [&str; 3]) -> Vec<String> {
    let sites = layout.sites();
    groups(&sites, map).iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// Puts a row behind the first `index` rows of its map, in the form of its neighbour. `None` where the text has no such
/// item.
pub(super) fn put_row(layout: &Layout<'_>, row: &NewRow<'_>, index: usize) -> Option<Vec<Edit>> {
    let sites = layout.sites();
    let groups = groups(&sites, row.map);
    if let [(placeholder, group)] = groups.as_slice()
        && PLACEHOLDERS.contains(placeholder)
    {
        let put = beside(layout, row, group, true)?;
        return Some(put.into_iter().chain(without(layout, group)).collect());
    }
    match (index.checked_sub(1).and_then(|before| groups.get(before)), groups.first()) {
        (Some((_, before)), _) => beside(layout, row, before, true),
        (None, Some((_, first))) => beside(layout, row, first, false),
        (None, None) => first(layout, row, &sites),
    }
}

/// Rows by name: all their definitions.
fn groups<'s, 'l>(sites: &'s [Site<'l>], map: [&str; 3]) -> Vec<(&'l str, Vec<&'s Site<'l>>)> {
    let mut groups: Vec<(&str, Vec<&Site<'_>>)> = Vec::new();
    for site in sites {
        let (Some(above), Some(name)) = (site.path.get(..map.len()), site.path.get(map.len())) else { continue };
        if above != map {
            continue;
        }
        match groups.iter_mut().find(|(known, _)| known == name) {
            Some((_, group)) => group.push(site),
            None => groups.push((name, vec![site])),
        }
    }
    groups
}

/// Puts a row behind its neighbour or before it, written as that is.
fn beside(layout: &Layout<'_>, row: &NewRow<'_>, neighbour: &[&Site<'_>], behind: bool) -> Option<Vec<Edit>> {
    let site = neighbour.first()?;
    let depth = row.map.len();
    match site.how {
        How::Header(keys) => {
            let own = keys.get(depth)?;
            let statement = layout.statements.get(site.statement)?;
            let header = layout.text.get(statement.lines.start..own.start)?;
            Some(vec![block_beside(layout, &block(layout, header, row), neighbour, behind)?])
        }
        How::Pair { above, entry } => {
            let prefix = prefix(layout, entry, depth.checked_sub(above)?)?;
            let of_lines = |site: &&&Site<'_>| matches!(site.how, How::Pair { above, .. } if above <= depth);
            let last = neighbour.iter().rfind(of_lines)?.statement;
            let last = layout.statements.get(last)?;
            let statement = layout.statements.get(site.statement)?;
            let first = entry.keys.first()?.start;
            let indent = layout.text.get(statement.lines.start..first)?;
            let line = format!("{indent}{prefix}{} = {}", key(row.key), inline(row.pairs));
            let break_ = layout.line_break();
            Some(vec![if behind {
                Edit::insert(last.lines.end, format!("{break_}{line}"))
            } else {
                Edit::insert(with_comments(layout, site.statement), format!("{line}{break_}"))
            }])
        }
        How::Inline { above, holder, index, entry } => {
            let prefix = prefix(layout, entry, depth.checked_sub(above)?)?;
            let entry = format!("{prefix}{} = {}", key(row.key), inline(row.pairs));
            // Of a row in dotted keys, all entries stand before the new one.
            let last = neighbour.iter().filter_map(|site| match site.how {
                How::Inline { above, index, .. } if above <= depth => Some(index),
                _ => None,
            });
            let at = if behind { last.max()? + 1 } else { index };
            put_item(layout, holder, at, &entry)
        }
    }
}

/// What is written before the `count`th key of an entry.
fn prefix<'t>(layout: &Layout<'t>, entry: &Entry, count: usize) -> Option<&'t str> {
    layout.text.get(entry.keys.first()?.start..entry.keys.get(count)?.start)
}

/// `[errors.relay.codes.-5]` and a line for each pair.
fn block(layout: &Layout<'_>, header: &str, row: &NewRow<'_>) -> String {
    let break_ = layout.line_break();
    let mut block = format!("{header}{}]", key(row.key));
    for (key, value) in row.pairs {
        let _ = write!(block, "{break_}{key} = {value}");
    }
    block
}

/// A block behind all lines of its neighbour, or before them; a blank line between as the neighbours have it.
fn block_beside(layout: &Layout<'_>, block: &str, neighbour: &[&Site<'_>], behind: bool) -> Option<Edit> {
    let break_ = layout.line_break();
    let start = with_comments(layout, neighbour.first()?.statement);
    let last = layout.statements.get(neighbour.last()?.statement)?.lines.end;
    let is_alone = |text: &str| text.trim_end_matches([' ', '\t']).ends_with("\n\n") || text.ends_with("\n\r\n");
    let blank =
        if layout.text.get(..start).is_some_and(|text| text.is_empty() || is_alone(text)) { break_ } else { "" };
    Some(if behind {
        Edit::insert(last, format!("{break_}{blank}{block}"))
    } else {
        Edit::insert(start, format!("{block}{break_}{blank}"))
    })
}

/// Where a statement begins with the comments directly above it.
fn with_comments(layout: &Layout<'_>, statement: usize) -> usize {
    let above = layout.statements.get(..statement).unwrap_or_default();
    let comments = above.iter().rev().take_while(|above| matches!(above.what, What::Comment));
    let own = layout.statements.get(statement).map(|own| own.lines.start);
    comments.last().map(|first| first.lines.start).or(own).unwrap_or_default()
}

/// Takes a placeholder out, with what a stub says of it.
fn without(layout: &Layout<'_>, placeholder: &[&Site<'_>]) -> Option<Edit> {
    let own = placeholder.first().filter(|site| matches!(site.how, How::Pair { .. }))?.statement;
    let is_said = |statement: &&Statement| {
        matches!(statement.what, What::Comment)
            && layout.text.get(statement.lines.clone()).is_some_and(|text| text.starts_with("# A placeholder"))
    };
    let said = own.checked_sub(1).and_then(|above| layout.statements.get(above)).filter(is_said);
    let own = &layout.statements.get(own)?.lines;
    let start = said.map_or(own.start, |said| said.lines.start);
    // The row that takes its place begins with a line break.
    let before = layout.text.get(..start)?;
    let start = before.strip_suffix('\n').map_or(start, |before| before.strip_suffix('\r').unwrap_or(before).len());
    Some(Edit { at: start..own.end, text: String::new() })
}

/// Puts the first row of a map.
fn first(layout: &Layout<'_>, row: &NewRow<'_>, sites: &[Site<'_>]) -> Option<Vec<Edit>> {
    let break_ = layout.line_break();
    let [kind, item, map] = row.map;
    let line = format!("{} = {}", key(row.key), inline(row.pairs));
    if let Some(site) = sites.iter().find(|site| site.path == row.map) {
        return match site.how {
            How::Header(_) => {
                let end = layout.statements.get(site.statement)?.lines.end;
                Some(vec![Edit::insert(
                    end_of_section(layout, site.statement).unwrap_or(end),
                    format!("{break_}{line}"),
                )])
            }
            How::Pair { entry, .. } | How::Inline { entry, .. } => put_item(layout, &entry.value, usize::MAX, &line),
        };
    }
    let of_item: Vec<_> = sites.iter().filter(|site| site.path.starts_with(&[kind, item])).collect();
    let whole = format!("{map} = {{ {line} }}");
    let dotted = format!("{map}.{line}");
    let last = *of_item.last()?;
    match of_item.iter().find(|site| site.path.len() == 2).map(|site| (site, site.how)) {
        Some((site, How::Header(keys))) => {
            let statement = layout.statements.get(site.statement)?;
            let opened = layout.text.get(statement.lines.start..)?;
            let inside = layout.text.get(keys.first()?.start..)?;
            let close = inside.find(']')?;
            let indent = opened.get(..opened.find('[')?)?;
            let header = format!("{indent}[{}.{map}]", inside.get(..close)?.trim_end());
            let end = end_of_section(layout, site.statement).unwrap_or(statement.lines.end);
            Some(vec![Edit::insert(end, format!("{break_}{break_}{header}{break_}{line}"))])
        }
        Some((_, How::Pair { entry, .. } | How::Inline { entry, .. })) => {
            put_item(layout, &entry.value, usize::MAX, &whole)
        }
        None => match last.how {
            How::Pair { above, entry } if above <= 2 => {
                let statement = layout.statements.get(last.statement)?;
                let indent = layout.text.get(statement.lines.start..entry.keys.first()?.start)?;
                let prefix = prefix(layout, entry, 2_usize.checked_sub(above)?)?;
                Some(vec![Edit::insert(statement.lines.end, format!("{break_}{indent}{prefix}{dotted}"))])
            }
            How::Inline { above, holder, index, entry } if above <= 2 => {
                let prefix = prefix(layout, entry, 2_usize.checked_sub(above)?)?;
                put_item(layout, holder, index + 1, &format!("{prefix}{dotted}"))
            }
            _ => {
                let header = format!("[{kind}.{}.{map}]", key(item));
                Some(vec![at_end(layout.text, &format!("{header}{break_}{line}{break_}"))])
            }
        },
    }
}

/// Where the last pair or comment ends that stands directly under the header `header`, before a blank line and whatever
/// comes then.
fn end_of_section(layout: &Layout<'_>, header: usize) -> Option<usize> {
    let below = layout.statements.get(header + 1..)?;
    let own = below.iter().take_while(|below| !matches!(below.what, What::Header(_)));
    let own: Vec<_> = own.collect();
    let pair = own.iter().rposition(|own| matches!(own.what, What::Pair(_)));
    let rest = own.get(pair.map_or(0, |pair| pair + 1)..)?;
    // What is commented out directly below belongs to it; a comment above the next header does not.
    let comments = rest.iter().take_while(|below| matches!(below.what, What::Comment));
    let comments: Vec<_> = comments.collect();
    let is_closed = comments.len() < rest.len() || below.len() == own.len();
    match comments.last().filter(|_| is_closed) {
        Some(comment) => Some(comment.lines.end),
        None => own.get(pair?).map(|pair| pair.lines.end),
    }
}

/// Puts `item` before the `index`th item of a list or inline table, or behind the last.
pub(super) fn put_item(layout: &Layout<'_>, holder: &Value, index: usize, item: &str) -> Option<Vec<Edit>> {
    let items: Vec<Range<usize>> = match &holder.kind {
        ValueKind::List(items) => items.iter().map(|item| item.at.clone()).collect(),
        ValueKind::Table(entries) => {
            let whole = |entry: &Entry| Some(entry.keys.first()?.start..entry.value.at.end);
            entries.iter().map(whole).collect::<Option<_>>()?
        }
        ValueKind::Scalar => return None,
    };
    let index = index.min(items.len());
    let text = layout.text;
    let open = holder.at.start + 1;
    let Some(neighbour) = index.checked_sub(1).and_then(|before| items.get(before)) else {
        let Some(first) = items.first() else {
            let is_spaced = text.get(open..)?.starts_with([' ', '\t', '\r', '\n']);
            let space = if is_spaced || matches!(holder.kind, ValueKind::List(_)) { "" } else { " " };
            let lead = if matches!(holder.kind, ValueKind::List(_)) { "" } else { " " };
            return Some(vec![Edit::insert(open, format!("{lead}{item}{space}"))]);
        };
        let between = own_line(text.get(open..first.start)?).map_or_else(|| " ".to_owned(), str::to_owned);
        return Some(vec![Edit::insert(first.start, format!("{item},{between}"))]);
    };
    let before = index.checked_sub(2).and_then(|before| items.get(before)).map_or(open, |before| before.end);
    let rest = text.get(neighbour.end..holder.at.end)?;
    let comma = rest.trim_start_matches([' ', '\t', '\r', '\n']).starts_with(',');
    let Some(between) = own_line(text.get(before..neighbour.start)?) else {
        return Some(vec![Edit::insert(neighbour.end, format!(", {item}"))]);
    };
    // Each item has a line of its own, and what is said behind an item stays there.
    let line = rest.split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let said = line.trim_start_matches([' ', '\t', ',']);
    if !(said.is_empty() || said.starts_with('#')) || line.len() == rest.len() {
        return Some(vec![Edit::insert(neighbour.end, format!(",{between}{item}"))]);
    }
    let end = neighbour.end + line.len();
    if comma {
        Some(vec![Edit::insert(end, format!("{between}{item},"))])
    } else {
        Some(vec![Edit::insert(neighbour.end, ",".to_owned()), Edit::insert(end, format!("{between}{item}"))])
    }
}

/// The last line break and the indent behind it, where the next item stands on a line of its own.
fn own_line(between: &str) -> Option<&str> {
    let feed = between.rfind('\n')?;
    let start = between.get(..feed).filter(|before| before.ends_with('\r')).map_or(feed, |_| feed - 1);
    between.get(start..).filter(|between| between.trim().is_empty())
}

/// `text` behind a file's last line, with a blank line between.
pub(super) fn at_end(file: &str, text: &str) -> Edit {
    let break_ = super::layout::line_break(file);
    let close = if file.is_empty() || file.ends_with('\n') { "" } else { break_ };
    let blank = if file.is_empty() { "" } else { break_ };
    Edit::insert(file.len(), format!("{close}{blank}{text}"))
}

/// Lists a member in the root's `files`.
pub(super) fn list_member(layout: &Layout<'_>, member: &str) -> Option<Vec<Edit>> {
    let sites = layout.sites();
    let item = quoted(member);
    let break_ = layout.line_break();
    if let Some(site) = sites.iter().find(|site| site.path == ["spec", "files"]) {
        return match site.how {
            How::Header(_) => None,
            How::Pair { entry, .. } | How::Inline { entry, .. } => put_item(layout, &entry.value, usize::MAX, &item),
        };
    }
    let pair = format!("files = [{item}]");
    if let Some(site) = sites.iter().find(|site| site.path == ["spec"]) {
        return match site.how {
            How::Header(_) => {
                let own = layout.statements.get(site.statement)?.lines.end;
                let end = end_of_section(layout, site.statement).unwrap_or(own);
                Some(vec![Edit::insert(end, format!("{break_}{pair}"))])
            }
            How::Pair { entry, .. } | How::Inline { entry, .. } => put_item(layout, &entry.value, usize::MAX, &pair),
        };
    }
    let last = sites
        .iter()
        .rfind(|site| site.path.starts_with(&["spec"]) && matches!(site.how, How::Pair { above: 0, .. }))?;
    let end = layout.statements.get(last.statement)?.lines.end;
    Some(vec![Edit::insert(end, format!("{break_}spec.{pair}"))])
}

/// `{ a = 1, b = 2 }`.
pub(super) fn inline(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A key as TOML has it: bare where it can be.
pub(super) fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-'));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// A text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
