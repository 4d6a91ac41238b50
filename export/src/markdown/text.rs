//! Texts of a spec as Markdown that says just these texts.

/// A text in a line: what stands in a pair of backticks is code, all else is the text itself.
pub(super) fn inline(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces: Vec<&str> = text.split('`').collect();
    let last = pieces.len() - 1;
    let mut out = String::with_capacity(text.len());
    for (index, piece) in pieces.into_iter().enumerate() {
        match (index % 2 == 1, index == last) {
            (true, false) if piece.is_empty() => out.push_str("\\`\\`"),
            (true, false) => out.push_str(&code(piece)),
            (true, true) => out.extend(["\\`", &escaped(piece)]),
            (false, _) => out.push_str(&escaped(piece)),
        }
    }
    begun(out)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let characters: Vec<char> = text.chars().collect();
    let is_word = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|next| next.is_alphanumeric());
    for (at, character) in characters.iter().enumerate() {
        match character {
            // Inside a word it marks nothing, and most names have it there.
            '_' if is_word(at.checked_sub(1)) && is_word(at.checked_add(1)) => out.push('_'),
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => out.extend(['\\', *character]),
            // An entity is what links by themselves understand.
            '&' => out.push_str("&amp;"),
            _ if character.is_control() => out.extend(
                character.escape_default().flat_map(|part| if part == '\\' { vec!['\\', '\\'] } else { vec![part] }),
            ),
            _ => out.push(*character),
        }
    }
    out
}

/// What makes a line a heading or a list makes none.
fn begun(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    if text.starts_with(['#', '+', '-', '=']) || (digits > 0 && rest.starts_with(['.', ')'])) {
        return format!("{number}\\{rest}");
    }
    text
}

/// A text as code, also in a table.
pub(super) fn code(text: &str) -> String {
    let is_plain = |character: char| !matches!(character, '`' | '|' | '\\' | '\u{a0}') && !character.is_control();
    if !text.is_empty() && text.chars().all(is_plain) && text.trim() == text {
        return format!("`{text}`");
    }
    let mut out = String::from("<code>");
    for character in text.chars() {
        if character.is_control() {
            out.extend(character.escape_default().map(entity));
        } else if character.is_ascii_punctuation() || character.is_whitespace() {
            out.push_str(&entity(character));
        } else {
            out.push(character);
        }
    }
    out.push_str("</code>");
    out
}

fn entity(character: char) -> String {
    if character.is_ascii_alphanumeric() { character.to_string() } else { format!("&#{};", u32::from(character)) }
}

/// A list of facts; nothing where there are none.
pub(super) fn list(entries: impl IntoIterator<Item = String>) -> String {
    entries.into_iter().map(|entry| format!("- {entry}")).collect::<Vec<_>>().join("\n")
}

/// A table of cells that are Markdown. A column without a cell is left out, and so is a table without a row.
pub(super) fn table<const COLUMNS: usize>(heads: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
    let is_used = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..COLUMNS).filter(is_used).collect();
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    table_of(&heads, rows.iter().map(<[String; COLUMNS]>::as_slice), &used)
}

/// The columns `used` of a table with as many columns as there are heads.
pub(super) fn table_of<'r>(heads: &[String], rows: impl Iterator<Item = &'r [String]>, used: &[usize]) -> String {
    let line = |cells: &[String]| {
        let cells = used.iter().filter_map(|column| cells.get(*column)).map(String::as_str);
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let rows: Vec<String> = rows.map(line).collect();
    if rows.is_empty() || used.is_empty() {
        return String::new();
    }
    let rule = format!("|{}", " --- |".repeat(used.len()));
    [line(heads), rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}
