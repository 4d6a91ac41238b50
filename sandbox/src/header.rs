//! Response headers that carry text: ASCII and of bounded length.

/// The most bytes of one header's value.
const LIMIT: usize = 4096;
const CUT: &str = "...";

/// `lines` as one header value: everything but printable ASCII written as `\u{…}`, cut with `...`.
pub(crate) fn value(lines: &[String]) -> String {
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        let separator = if index > 0 { " | " } else { "" };
        for character in separator.chars().chain(line.chars()) {
            let before = out.len();
            push_escaped(character, &mut out);
            if out.len() > LIMIT - CUT.len() {
                out.truncate(before);
                out.push_str(CUT);
                return out;
            }
        }
    }
    out
}

fn push_escaped(character: char, out: &mut String) {
    if matches!(character, ' '..='~') {
        out.push(character);
    } else {
        out.extend(character.escape_unicode());
    }
}
