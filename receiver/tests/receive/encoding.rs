//! The many ways to write one query, and ways to spoil it.

use std::fmt::Write as _;

use fastrand::Rng;

/// How a value is escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Every byte.
    Escaped,
    /// What RFC 3986 must have escaped, and now and then more.
    Address,
    /// As HTML forms have it: a space is a plus sign, and a plus sign is escaped.
    Form,
    /// As little as tells the parameters apart.
    Bare,
}

impl Style {
    pub(crate) fn random(random: &mut Rng) -> Self {
        *random.choice(&[Self::Escaped, Self::Address, Self::Form, Self::Bare]).unwrap()
    }

    fn leaves(self, letter: char) -> bool {
        match self {
            Self::Escaped => false,
            Self::Address => letter.is_ascii_alphanumeric() || "-._~!$'()*,;:@/?+=".contains(letter),
            Self::Form => letter.is_ascii_alphanumeric() || "-._*".contains(letter),
            Self::Bare => !letter.is_control() && !"&%# ".contains(letter),
        }
    }
}

pub(crate) fn value(bytes: &[u8], style: Style, random: &mut Rng) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if style == Style::Form && letter == ' ' {
                out.push('+');
            } else if style.leaves(letter) && random.u8(..16) != 0 {
                out.push(letter);
            } else {
                letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| escape(byte, &mut out, random));
            }
        }
        chunk.invalid().iter().for_each(|byte| escape(*byte, &mut out, random));
    }
    out
}

/// A name in any case, some letters escaped.
pub(crate) fn name(text: &str, random: &mut Rng) -> String {
    let mut out = String::new();
    let any_case = random.bool();
    for letter in text.chars() {
        let letter = if any_case && random.bool() { letter.to_ascii_uppercase() } else { letter };
        if random.u8(..16) == 0 {
            letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| escape(byte, &mut out, random));
        } else {
            out.push(letter);
        }
    }
    out
}

fn escape(byte: u8, out: &mut String, random: &mut Rng) {
    match random.u8(..3) {
        0 => write!(out, "%{byte:02X}"),
        1 => write!(out, "%{byte:02x}"),
        _ => write!(out, "%{:X}{:x}", byte >> 4, byte & 15),
    }
    .unwrap();
}

/// 32 digits, each in any case.
pub(crate) fn hex(number: u128, random: &mut Rng) -> String {
    let mixed = random.bool();
    let case = |digit: char, random: &mut Rng| if mixed && random.bool() { digit.to_ascii_uppercase() } else { digit };
    format!("{number:032x}").chars().map(|digit| case(digit, random)).collect()
}

/// Not empty; letters of one to four bytes, and marks that mean something to queries and to JSON.
pub(crate) fn text(random: &mut Rng, most: usize) -> String {
    let letter = |random: &mut Rng| match random.u8(..8) {
        0 => *random
            .choice(&['+', ' ', '%', '&', '=', '?', '#', '"', '\\', '/', '\n', '\u{1}', '\u{7f}', '\u{2028}'])
            .unwrap(),
        1 => *random.choice(&['é', 'ß', '大', '會', '🎮', '𝄞', '\u{feff}', '\u{10ffff}']).unwrap(),
        2 => random.char('\u{1}'..),
        _ => random.alphanumeric(),
    };
    (0..random.usize(1..=most)).map(|_| letter(random)).collect()
}

/// A text as JSON, some letters escaped.
pub(crate) fn json(text: &str, random: &mut Rng) -> String {
    let mut out = "\"".to_owned();
    for letter in text.chars() {
        if matches!(letter, '"' | '\\' | '\0'..='\u{1f}') || random.u8(..12) == 0 {
            letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(out, "\\u{unit:04x}").unwrap());
        } else {
            out.push(letter);
        }
    }
    out + "\""
}

/// With something inserted, removed, replaced or cut off at any place.
pub(crate) fn disturbed(query: &str, random: &mut Rng) -> String {
    let letters: Vec<char> = query.chars().collect();
    let at = random.usize(..letters.len().max(1)).min(letters.len());
    let collect = |letters: &[char]| letters.iter().collect::<String>();
    let (before, after) = (collect(&letters[..at]), collect(&letters[at..]));
    let rest = collect(letters.get(at + 1..).unwrap_or_default());
    match random.u8(..6) {
        0 => before,
        1 => before + &rest,
        2 => {
            let pieces = [
                "%", "%4", "%00", "%ff", "%C3", "%g0", "%+1", "\0", "+", "&", "=", "?", "%0a", "%20", "0", "A",
                "&sign", "&data=", "&TS=1",
            ];
            before + random.choice(&pieces).unwrap() + &after
        }
        3 => {
            let letter = letters.get(at).copied().unwrap_or('a');
            let other =
                if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() };
            before + &other.to_string() + &rest
        }
        4 => before + &random.char('\u{0}'..).to_string() + &rest,
        // Escaped once more, or for the first time.
        _ => {
            let mut escaped = before;
            letters.get(at).into_iter().for_each(|letter| {
                letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| escape(byte, &mut escaped, random));
            });
            escaped + &rest
        }
    }
}
