//! Percent-encoding after RFC 3986: everything but `A–Z a–z 0–9 - . _ ~` becomes `%XX`, a space `%20` and never `+`.

use crate::text::Sink;

/// Encodes `text` and appends it to `out`.
///
/// ```
/// let mut out = String::new();
/// qq_cgi_wire::percent::encode_into("a b&大", &mut out);
/// assert_eq!(out, "a%20b%26%E5%A4%A7");
/// ```
pub fn encode_into(text: &str, out: &mut impl Sink) {
    if is_plain(text) {
        return out.push(text);
    }
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, tail) = split_run(rest, true);
        if !plain.is_empty() {
            out.push(plain);
        }
        let (reserved, tail) = split_run(tail, false);
        for byte in reserved.bytes() {
            out.push(escape(byte));
        }
        rest = tail;
    }
}

/// Whether there is nothing in `text` that encoding would escape.
///
/// ```
/// use qq_cgi_wire::percent::is_plain;
/// assert!(is_plain("7.2.5") && !is_plain("7=2"));
/// ```
#[must_use]
pub fn is_plain(text: &str) -> bool {
    // Blocks of 32 bytes are what the compiler turns into vector instructions; of 16 it does not.
    let (blocks, rest) = text.as_bytes().as_chunks::<32>();
    (blocks.is_empty() || blocks.iter().all(is_plain_block)) && rest.iter().all(|byte| is_plain_byte(*byte))
}

fn is_plain_block(block: &[u8; 32]) -> bool {
    block.iter().fold(true, |is_plain, byte| is_plain & is_unreserved(*byte))
}

/// [`encode_into`] a new `String`.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(text, &mut out);
    out
}

/// The bytes behind a percent-encoded text; `None` where a `%` is not followed by two hex digits.
///
/// A `+` stays a plus sign: the component's interfaces send a space as `%20`.
///
/// ```
/// use qq_cgi_wire::percent::decode;
/// assert_eq!(decode("a%20b+c").as_deref(), Some(&b"a b+c"[..]));
/// assert_eq!(decode("50%"), None);
/// ```
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            out.push(hex_digit(bytes.next()?)? << 4 | hex_digit(bytes.next()?)?);
        } else {
            out.push(byte);
        }
    }
    Some(out)
}

/// A [`Sink`] that percent-encodes what passes through it into another one.
#[derive(Debug)]
pub struct Encoder<'a, S>(
    /// Where the encoded text goes.
    pub &'a mut S,
);

impl<S: Sink> Sink for Encoder<'_, S> {
    #[inline]
    fn push(&mut self, text: &str) {
        encode_into(text, self.0);
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match core::str::from_utf8(core::slice::from_ref(byte)) {
                Ok(text) if is_unreserved(*byte) => self.0.push(text),
                _ => self.0.push(escape(*byte)),
            }
        }
    }
}

/// [`is_plain`] while compiling.
pub(crate) const fn all_unreserved(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        if !is_unreserved(*byte) {
            return false;
        }
        rest = tail;
    }
    true
}

/// The longest beginning of `text` whose bytes all are, or all are not, unreserved; and what follows. Either ends at a whole
/// character: the bytes of one beyond ASCII are all reserved.
fn split_run(text: &str, unreserved: bool) -> (&str, &str) {
    let end = text.bytes().position(|byte| is_unreserved(byte) != unreserved).unwrap_or(text.len());
    text.split_at(end)
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Quicker than [`is_unreserved`], byte by byte.
fn is_plain_byte(byte: u8) -> bool {
    UNRESERVED.get(usize::from(byte)).is_some_and(|is_unreserved| *is_unreserved)
}

#[expect(clippy::indexing_slicing, reason = "evaluated while compiling")]
const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = u8::MAX;
    while byte > 0 {
        table[byte as usize] = is_unreserved(byte);
        byte -= 1;
    }
    table
};

fn escape(byte: u8) -> &'static str {
    let start = 3 * usize::from(byte);
    ESCAPES.get(start..start + 3).unwrap_or_default()
}

/// `%00%01%02…%FF`
const ESCAPES: &str = match core::str::from_utf8(&ESCAPE_BYTES) {
    Ok(text) => text,
    Err(_) => "",
};

#[expect(clippy::indexing_slicing, reason = "evaluated while compiling")]
const ESCAPE_BYTES: [u8; 3 * 256] = {
    let digits = b"0123456789ABCDEF";
    let mut table = [b'%'; 3 * 256];
    let mut byte = 0;
    while byte < 256 {
        table[3 * byte + 1] = digits[byte >> 4];
        table[3 * byte + 2] = digits[byte & 15];
        byte += 1;
    }
    table
};

pub(crate) fn hex_digit(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
