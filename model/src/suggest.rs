//! The nearest known word to a mistyped one.

/// The word of `known` that `word` most likely meant: ignoring case, at most about a third of its letters wrong, the
/// first of equally near ones.
///
/// ```
/// use qq_cgi_model::suggest::nearest;
/// assert_eq!(nearest("card_di", ["style_id", "card_id"]), Some("card_id"));
/// assert_eq!(nearest("colour", ["style_id", "card_id"]), None);
/// assert_eq!(nearest("E", ["S"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_all(word, known).first().copied()
}

/// All different words of `known` that are as near as the nearest.
pub(crate) fn nearest_all<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = letters(word);
    // Of a word of one letter, one wrong letter leaves nothing.
    let threshold = (word.len() / 3).max(1).min(word.len().saturating_sub(1));
    let mut least = threshold;
    let mut best = Vec::new();
    for candidate in known {
        let Some(distance) = distance_within(&word, &letters(candidate), least) else { continue };
        if distance < least {
            best.clear();
            least = distance;
        }
        if !best.contains(&candidate) {
            best.push(candidate);
        }
    }
    best
}

/// As many names as people read; a list of all of them would hide what is said besides.
const MOST_LISTED: usize = 16;

/// Names one after the other, the last ones of many only counted.
pub(crate) fn listed(names: &[&str]) -> String {
    let (shown, more) = names.split_at(names.len().min(MOST_LISTED));
    let shown = shown.join(", ");
    match more.len() {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn letters(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// The lengths are compared first: a word of a whole query's size costs nothing.
fn distance_within(a: &[char], b: &[char], threshold: usize) -> Option<usize> {
    let distance = (a.len().abs_diff(b.len()) <= threshold).then(|| distance(a, b))?;
    (distance <= threshold).then_some(distance)
}

/// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut second_above: Vec<usize> = Vec::new();
    let mut line_above: Vec<usize> = (0..=b.len()).collect();
    let mut above = None;
    for (row, from) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut left = None;
        for (column, to) in b.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&line_above, column) + usize::from(from != to);
            let mut least = replaced.min(at(&line_above, column + 1) + 1).min(at(&current, column) + 1);
            if above == Some(to) && left == Some(from) {
                least = least.min(at(&second_above, column.wrapping_sub(1)) + 1);
            }
            current.push(least);
            left = Some(to);
        }
        second_above = std::mem::replace(&mut line_above, current);
        above = Some(from);
    }
    line_above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, letters, nearest, nearest_all};

    #[test]
    fn counts_insertions_deletions_replacements_and_swaps() {
        for (a, b, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("abc", "acb", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
            ("大小", "小大", 1),
        ] {
            assert_eq!(distance(&letters(a), &letters(b)), expected, "{a} {b}");
            assert_eq!(distance(&letters(b), &letters(a)), expected, "{b} {a}");
        }
    }

    #[test]
    fn prefers_the_nearest_then_the_first() {
        assert_eq!(nearest("OPENID", ["openkey", "openid"]), Some("openid"));
        assert_eq!(nearest("ac", ["ab", "ad"]), Some("ab"));
        assert_eq!(nearest_all("ac", ["xx", "ab", "ad", "ab"]), ["ab", "ad"]);
        assert_eq!(nearest_all("OPENID", ["openkey", "openid"]), ["openid"]);
        assert_eq!(nearest("", ["ab"]), None);
        assert_eq!(nearest("abcdefgh", ["stuvwxyz"]), None);
        assert_eq!(nearest(&"x".repeat(100_000), ["x"]), None);
    }
}
