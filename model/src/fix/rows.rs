//! Rows of a table as their text is laid out: which lines belong to which row, and in whose company it stands.
//!
//! In: a text of sound TOML, and where its rows' keys begin. Out: the rows in groups, or nothing where they stand in a
//! way that cannot be sorted line by line. **Invariant**: what stands between two rows belongs to neither and stays.

use std::{borrow::Cow, ops::Range};

use toml_parser::{
    Source,
    parser::{Event, EventKind, parse_document},
};

/// A row: which of the keys it has, and its lines, from the comments directly above to the end of its last line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowText {
    pub(crate) index: usize,
    pub(crate) at: Range<usize>,
}

/// The rows whose keys begin at `keys`, in the order of the text.
///
/// Rows of one line each are one group where no blank line stands between them; rows that are tables with a header of
/// their own are one where no comment stands between them that is not directly above a row.
pub(crate) fn groups(text: &str, keys: &[usize]) -> Option<Vec<Vec<RowText>>> {
    let statements = statements(text);
    let owner = |key: &usize| statements.iter().position(|statement| statement.at.contains(key));
    let owners = keys.iter().map(owner).collect::<Option<Vec<_>>>()?;
    if !owners.is_sorted_by(|a, b| a < b) {
        return None;
    }
    let in_header = |index: &usize| statements.get(*index).is_some_and(|found| matches!(found.what, What::Header(_)));
    if owners.iter().all(in_header) {
        of_tables(&statements, &owners, keys)
    } else if owners.iter().zip(keys).all(|(owner, key)| !in_header(owner) && is_whole(text, *key)) {
        Some(of_lines(&statements, &owners))
    } else {
        None
    }
}

/// `rows`, each put where another stood so that `order` ascends; those with the same one stay as they are.
pub(crate) fn sorted<K: Ord>(text: &str, rows: &[RowText], order: impl Fn(usize) -> K) -> Option<String> {
    let mut by_order: Vec<&RowText> = rows.iter().collect();
    by_order.sort_by_key(|row| order(row.index));
    let mut out = String::new();
    let mut done = rows.first()?.at.start;
    for (place, row) in rows.iter().zip(by_order) {
        out.push_str(text.get(done..place.at.start)?);
        out.push_str(text.get(row.at.clone())?);
        done = place.at.end;
    }
    Some(out)
}

/// Whether the key that begins there is the last before its value, so that the whole row stands in the statement.
fn is_whole(text: &str, key: usize) -> bool {
    let rest = text.get(key..).unwrap_or_default();
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    let after = match quote {
        // A quoted key with an escape in it is cut short here, and then no `=` follows.
        Some(quote) => rest.get(1..).and_then(|rest| rest.split_once(quote)).map(|(_, after)| after),
        None => rest.find([' ', '\t', '=', '.']).and_then(|end| rest.get(end..)),
    };
    after.is_some_and(|after| after.trim_start_matches([' ', '\t']).starts_with('='))
}

fn of_lines(statements: &[Statement<'_>], owners: &[usize]) -> Vec<Vec<RowText>> {
    let mut groups: Vec<Vec<RowText>> = vec![Vec::new()];
    let mut above = None;
    for (number, Statement { what, at }) in statements.iter().enumerate() {
        match (what, owners.iter().position(|owner| *owner == number)) {
            (What::Comment, _) => above = above.or(Some(at.start)),
            (_, Some(index)) => {
                let start = above.take().unwrap_or(at.start);
                groups.last_mut().into_iter().for_each(|group| group.push(RowText { index, at: start..at.end }));
            }
            _ => {
                above = None;
                groups.push(Vec::new());
            }
        }
    }
    groups
}

fn of_tables(statements: &[Statement<'_>], owners: &[usize], keys: &[usize]) -> Option<Vec<Vec<RowText>>> {
    let mut groups: Vec<Vec<RowText>> = vec![Vec::new()];
    let mut paths: Vec<Vec<&str>> = Vec::new();
    let mut above = None;
    // Whether there is a row to which what follows belongs, and whether a comment stands alone behind it.
    let (mut open, mut divided) = (false, false);
    for (number, Statement { what, at }) in statements.iter().enumerate() {
        let path = match what {
            What::Comment => {
                above = above.or(Some(at.start));
                continue;
            }
            What::Blank => {
                divided |= above.take().is_some();
                continue;
            }
            What::Pair => &[],
            What::Header(path) => path.as_slice(),
        };
        let of_open = |row: &Vec<&str>| row.len() < path.len() && row.iter().zip(path).all(|(a, (b, _))| *a == b);
        if let Some(index) = owners.iter().position(|owner| *owner == number) {
            let own = path.iter().take_while(|(_, start)| keys.get(index).is_some_and(|key| start <= key));
            paths.push(own.map(|(name, _)| &**name).collect());
            if divided {
                groups.push(Vec::new());
            }
            let start = above.unwrap_or(at.start);
            groups.last_mut()?.push(RowText { index, at: start..at.end });
            open = true;
        } else if *what == What::Pair || open && paths.last().is_some_and(of_open) {
            if let (true, Some(row)) = (open, groups.last_mut()?.last_mut()) {
                row.at.end = at.end;
            }
        } else if paths.iter().any(of_open) {
            // A part of a row that stands elsewhere.
            return None;
        } else {
            open = false;
            groups.push(Vec::new());
        }
        (above, divided) = (None, false);
    }
    Some(groups)
}

/// One thing that a document says, with all lines on which it stands but for the last line's break.
struct Statement<'t> {
    what: What<'t>,
    at: Range<usize>,
}

#[derive(PartialEq, Eq)]
enum What<'t> {
    /// `[a.b]`, with its keys and where they begin.
    Header(Vec<(Cow<'t, str>, usize)>),
    /// `a = 1`, over however many lines.
    Pair,
    /// A comment on a line of its own.
    Comment,
    Blank,
}

fn statements(text: &str) -> Vec<Statement<'_>> {
    let source = Source::new(text);
    let mut events: Vec<Event> = Vec::new();
    parse_document(&source.lex().into_vec(), &mut events, &mut ());
    let mut statements = Vec::new();
    let mut depth = 0_usize;
    // What a byte order mark says is of the whole file.
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut what = What::Blank;
    for event in &events {
        let span = event.span();
        match (event.kind(), &mut what) {
            (EventKind::InlineTableOpen | EventKind::ArrayOpen, _) => depth += 1,
            (EventKind::InlineTableClose | EventKind::ArrayClose, _) => depth = depth.saturating_sub(1),
            (EventKind::Newline, _) if depth == 0 => {
                let what = std::mem::replace(&mut what, What::Blank);
                statements.push(Statement { what, at: start..span.start() });
                start = span.end();
            }
            (EventKind::StdTableOpen | EventKind::ArrayTableOpen, What::Blank) => what = What::Header(Vec::new()),
            (EventKind::SimpleKey, What::Blank) => what = What::Pair,
            (EventKind::SimpleKey, What::Header(keys)) => {
                let mut name = Cow::Borrowed("");
                if let Some(raw) = source.get(event) {
                    raw.decode_key(&mut name, &mut ());
                }
                keys.push((name, span.start()));
            }
            (EventKind::Comment, What::Blank) if depth == 0 => what = What::Comment,
            _ => {}
        }
    }
    if what != What::Blank {
        statements.push(Statement { what, at: start..text.len() });
    }
    statements
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::{groups, sorted};

    /// The keys of the rows begin with a `-`; what says the same once more is a part of the row.
    fn sort(text: &str) -> Option<String> {
        let is_first = |at: &usize| !text[..*at].contains(&text[*at..*at + 2]);
        let keys: Vec<usize> = text.match_indices('-').map(|(at, _)| at).filter(is_first).collect();
        let begins = |at: &usize| if text[..*at].ends_with('"') { at - 1 } else { *at };
        let number = |index: usize| {
            let rest = &text[keys[index] + 1..];
            rest[..rest.find(|next: char| !next.is_ascii_digit()).unwrap()].parse::<u32>().unwrap()
        };
        let mut out = text.to_owned();
        for group in groups(text, &keys.iter().map(begins).collect::<Vec<_>>())?.into_iter().rev() {
            if let (Some(first), Some(last)) = (group.first(), group.last()) {
                out.replace_range(first.at.start..last.at.end, &sorted(text, &group, number).unwrap());
            }
        }
        Some(out)
    }

    #[test]
    fn lines_move_with_the_comments_above_them_and_all_else_stays() {
        for (text, expected) in [
            ("[e]\n-2 = {}\n-1 = {}", "[e]\n-1 = {}\n-2 = {}"),
            ("[e]\r\n-2 = {} # two\r\n# one\r\n-1 = {}\r\n", "[e]\r\n# one\r\n-1 = {}\r\n-2 = {} # two\r\n"),
            ("[e]\n-2 = {}\n\n# alone\n\n-1 = {}\n-0 = {}\n", "[e]\n-2 = {}\n\n# alone\n\n-0 = {}\n-1 = {}\n"),
            ("[e]\n-2 = {}\n-1 = {}\n# below\n\nx = 1\n", "[e]\n-1 = {}\n-2 = {}\n# below\n\nx = 1\n"),
            ("[e]\nc.-2 = {}\nc.\"-1\" = {a = [\n\n1]}\n", "[e]\nc.\"-1\" = {a = [\n\n1]}\nc.-2 = {}\n"),
            ("[e]\n-2 = {}\nx = 1\n-1 = {}\n", "[e]\n-2 = {}\nx = 1\n-1 = {}\n"),
            (
                "\u{feff}[e.-2]\nx = '''\n\n[e.no]\n# no\n'''\n\n[e.-1]\n[f]\n",
                "\u{feff}[e.-1]\n\n[e.-2]\nx = '''\n\n[e.no]\n# no\n'''\n[f]\n",
            ),
            (
                "[e.-2]\nx = 1\n\n# one\n[e.-1]\nx = 1\n[e.-1.y]\nz = 1\n\n# end\n[f]\n",
                "# one\n[e.-1]\nx = 1\n[e.-1.y]\nz = 1\n\n[e.-2]\nx = 1\n\n# end\n[f]\n",
            ),
            ("[e.-2]\n\n# alone\n\n[e.-1]\n[e.-0]\n", "[e.-2]\n\n# alone\n\n[e.-0]\n[e.-1]\n"),
            ("[e.-2]\n[x]\n[e.-1]\n", "[e.-2]\n[x]\n[e.-1]\n"),
        ] {
            assert_eq!(sort(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_laid_out_otherwise_is_not_touched() {
        for text in ["e = { -2 = {}, -1 = {} }\n", "[e]\n-2.x = 1\n-1.x = 1\n", "[e]\n-2 = {}\n[e.-1]\n"] {
            assert_eq!(sort(text), None, "{text}");
        }
    }
}
