//! Percent-encoding after RFC 3986: everything but `A–Z a–z 0–9 - . _ ~` becomes `%XX`, a space `%20` and never `+`.

use crate::text::Sink;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Encodes `text` and appends it to `out`.
///
/// ```
/// let mut out = String::new();
/// qq_cgi_wire::percent::encode_into("a b&大", &mut out);
/// assert_eq!(out, "a%20b%26%E5%A4%A7");
/// ```
pub fn encode_into(text: &str, out: &mut impl Sink) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().take_while(|byte| is_unreserved(*byte)).count();
        let (run, tail) = rest.split_at(plain);
        if !run.is_empty() {
            out.push(run);
        }
        let mut chars = tail.chars();
        if let Some(first) = chars.next() {
            push_escaped(first, out);
        }
        rest = chars.as_str();
    }
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
    fn push(&mut self, text: &str) {
        encode_into(text, self.0);
    }
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push_escaped(character: char, out: &mut impl Sink) {
    let mut utf8 = [0; 4];
    for byte in character.encode_utf8(&mut utf8).bytes() {
        let escape = [b'%', hex_char(byte >> 4), hex_char(byte & 15)];
        out.push(core::str::from_utf8(&escape).unwrap_or_default());
    }
}

fn hex_char(nibble: u8) -> u8 {
    HEX.get(usize::from(nibble)).copied().unwrap_or_default()
}

fn hex_digit(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
