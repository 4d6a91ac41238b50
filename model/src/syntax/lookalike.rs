//! Characters that look like those of TOML and are others: what Chinese input methods and copied web pages leave behind.
//!
//! In: a text that is no TOML. Out: where such characters stand outside of texts and comments.

use core::ops::Range;

/// One such character, or several of one kind beside each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lookalike {
    pub(super) place: Range<usize>,
    /// What was meant; empty for what cannot be seen.
    pub(super) meant: String,
    /// Whether nothing else can have been meant.
    pub(super) certain: bool,
}

/// More of them say no more.
const MOST: usize = 16;

/// Finds the first of them.
pub(super) fn find(text: &str) -> Vec<Lookalike> {
    let mut finder = Finder { text, at: 0, found: Vec::new() };
    // A mark of the byte order is a part of no line.
    finder.at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while finder.found.len() < MOST && finder.step().is_some() {}
    finder.found
}

struct Finder<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Lookalike>,
}

impl Finder<'_> {
    /// Goes over one character, text or comment.
    fn step(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let next = rest.chars().next()?;
        // Looked for only where it matters: a file can be one long line.
        let line = || rest.split('\n').next().unwrap_or(rest);
        let length = match next {
            '#' => line().len(),
            '"' | '\'' => match length_of_text(rest, line(), next) {
                Some(length) => length,
                None => self.open_end(line(), next),
            },
            _ if quote(next).is_some() => self.quoted(line(), next),
            _ => {
                if let Some(meant) = plain(next) {
                    self.add(next.len_utf8(), meant);
                }
                if next == '＃' { line().len() } else { next.len_utf8() }
            }
        };
        self.at += length;
        Some(())
    }

    /// Adds to what stands directly before it, if that is of the same kind.
    fn add(&mut self, length: usize, meant: String) {
        let place = self.at..self.at + length;
        match self.found.last_mut() {
            Some(last) if last.place.end == self.at && last.meant.is_empty() == meant.is_empty() => {
                last.place.end = place.end;
                last.meant.push_str(&meant);
            }
            _ => self.found.push(Lookalike { place, meant, certain: true }),
        }
    }

    /// A text that such a quote begins, and another one on its line may end; gives its length.
    fn quoted(&mut self, line: &str, first: char) -> usize {
        let Some(meant) = quote(first) else { return first.len_utf8() };
        let behind = line.get(first.len_utf8()..).unwrap_or_default();
        let ends = |next: char| next == meant || quote(next) == Some(meant);
        let end = behind.char_indices().find(|(_, next)| ends(*next));
        let held = end.and_then(|(at, _)| behind.get(..at));
        // What stands in between would be another text by other quotes.
        let certain = held.is_some_and(|held| !held.contains(['"', '\'', '\\']));
        let at = self.at;
        self.found.push(Lookalike { place: at..at + first.len_utf8(), meant: meant.into(), certain });
        let Some((end, last)) = end else { return first.len_utf8() };
        let place = at + first.len_utf8() + end;
        if last != meant {
            self.found.push(Lookalike { place: place..place + last.len_utf8(), meant: meant.into(), certain });
        }
        place + last.len_utf8() - at
    }

    /// A text that does not end on its line, perhaps because another quote stands at its end; gives the line's length.
    fn open_end(&mut self, line: &str, opened: char) -> usize {
        let last = line.char_indices().rfind(|(_, next)| quote(*next) == Some(opened));
        if let Some((at, last)) = last {
            let place = self.at + at..self.at + at + last.len_utf8();
            self.found.push(Lookalike { place, meant: opened.into(), certain: false });
        }
        line.len()
    }
}

/// The length of the text that begins here, its quotes included; `None` where its line ends first.
fn length_of_text(rest: &str, line: &str, quote: char) -> Option<usize> {
    let long = quote.to_string().repeat(3);
    if let Some(behind) = rest.strip_prefix(long.as_str()) {
        return Some(behind.find(long.as_str()).map_or(rest.len(), |end| end + 2 * long.len()));
    }
    let mut escaped = false;
    for (at, next) in line.char_indices().skip(1) {
        match next {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if next == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The quote that a character looks like.
fn quote(next: char) -> Option<char> {
    match next {
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '＂' => Some('"'),
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '＇' => Some('\''),
        _ => None,
    }
}

/// What stands in TOML in the place of any other of them.
fn plain(next: char) -> Option<String> {
    let meant = match next {
        '，' | '、' => ',',
        // No colon stands outside of texts.
        '：' | '＝' => '=',
        '。' | '．' => '.',
        '【' | '［' => '[',
        '】' | '］' => ']',
        '｛' => '{',
        '｝' => '}',
        '＃' => '#',
        '＿' => '_',
        '＋' => '+',
        '－' | '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(next) - FULL_WIDTH)?,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return Some(String::new()),
        _ => return None,
    };
    Some(meant.into())
}

/// How far the full-width forms stand from their ASCII ones.
const FULL_WIDTH: u32 = 0xfee0;

#[cfg(test)]
mod tests {
    use super::find;

    fn found(text: &str) -> Vec<(&str, String, bool)> {
        find(text).into_iter().map(|found| (&text[found.place], found.meant, found.certain)).collect()
    }

    #[test]
    fn what_stands_in_texts_and_comments_is_theirs() {
        for text in [
            "zh = '，“”' # ，\n",
            "zh = \"，\\\"：\"\n",
            "zh = \"\"\"\n，\n\"\"\"\n",
            "zh = '''，'''",
            "zh = “格子，一” ",
            "\u{feff}a = 1",
        ] {
            assert!(found(text).iter().all(|(_, meant, _)| meant == "\""), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn what_is_meant_is_certain_unless_quotes_do_not_fit() {
        let certain = |written, meant: &str| (written, meant.to_owned(), true);
        let doubtful = |written, meant: &str| (written, meant.to_owned(), false);
        for (text, expected) in [
            ("a = “x”", vec![certain("“", "\""), certain("”", "\"")]),
            ("a = “x\"", vec![certain("“", "\"")]),
            ("a = “it's”", vec![doubtful("“", "\""), doubtful("”", "\"")]),
            ("a = “x", vec![doubtful("“", "\"")]),
            ("a = \"x” }", vec![doubtful("”", "\"")]),
            ("min = ４０，", vec![certain("４０，", "40,")]),
            ("a\u{a0}=\u{200b}\u{200b}1", vec![certain("\u{a0}", " "), certain("\u{200b}\u{200b}", "")]),
            ("【a】", vec![certain("【", "["), certain("】", "]")]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
