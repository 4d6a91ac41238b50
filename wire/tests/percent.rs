//! Percent-encoding: there and back, and against Python's `quote`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use qq_cgi_wire::{
    Count, Sink,
    percent::{Encoder, decode, encode, encode_into},
};

/// Right side: `python3 -c 'import sys; from urllib.parse import quote; print(quote(sys.argv[1], safe="-._~"))' TEXT`
const QUOTED: [(&str, &str); 16] = [
    ("", ""),
    ("abcXYZ019-._~", "abcXYZ019-._~"),
    (" +&=$%", "%20%2B%26%3D%24%25"),
    ("\"'`<>", "%22%27%60%3C%3E"),
    ("/?#[]@:;,!*()|\\^{}", "%2F%3F%23%5B%5D%40%3A%3B%2C%21%2A%28%29%7C%5C%5E%7B%7D"),
    ("\x00\t\n\r\x7f", "%00%09%0A%0D%7F"),
    ("é大吉", "%C3%A9%E5%A4%A7%E5%90%89"),
    ("a大b吉c", "a%E5%A4%A7b%E5%90%89c"),
    ("😀", "%F0%9F%98%80"),
    ("e\u{301}\u{200d}", "e%CC%81%E2%80%8D"),
    ("\u{ffff}\u{10ffff}", "%EF%BF%BF%F4%8F%BF%BF"),
    ("http://a.b/c?d=e&f=g", "http%3A%2F%2Fa.b%2Fc%3Fd%3De%26f%3Dg"),
    (r#"{"openid":"x","type":0}"#, "%7B%22openid%22%3A%22x%22%2C%22type%22%3A0%7D"),
    ("100%", "100%25"),
    ("a%20b", "a%2520b"),
    ("  ", "%20%20"),
];

#[test]
fn encodes_like_pythons_quote() {
    for (text, quoted) in QUOTED {
        assert_eq!(encode(text), quoted, "{text:?}");
        assert_eq!(decode(quoted).as_deref(), Some(text.as_bytes()), "{quoted}");
    }
}

#[test]
fn every_ascii_character_alone_is_itself_or_its_hex() {
    for byte in 0..=0x7f_u8 {
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let expected = if unreserved { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        assert_eq!(encode(&char::from(byte).to_string()), expected);
    }
}

#[test]
fn decodes_what_others_send() {
    let cases: [(&str, &[u8]); 7] = [
        ("%e5%a4%A7", "大".as_bytes()),
        ("a+b", b"a+b"),
        ("大", "大".as_bytes()),
        ("{\"a\":1}", b"{\"a\":1}"),
        ("x%0A", b"x\n"),
        ("%00%ff%FE", b"\0\xff\xfe"),
        ("%2525", b"%25"),
    ];
    for (text, bytes) in cases {
        assert_eq!(decode(text).as_deref(), Some(bytes), "{text}");
    }
}

#[test]
fn refuses_a_percent_sign_without_two_hex_digits() {
    for text in
        ["%", "a%", "%4", "a%4", "%zz", "%4g", "%g4", "%%41", "%+1", "%-1", "% 1", "%大", "%4大", "%０１", "%20%"]
    {
        assert_eq!(decode(text), None, "{text}");
    }
}

fn encoded_in_two_pieces(head: &str, tail: &str) -> String {
    let mut out = String::new();
    let mut encoder = Encoder(&mut out);
    encoder.push(head);
    encoder.push(tail);
    out
}

fn is_encoded(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fine = match byte {
            b'%' => (0..2).all(|_| matches!(bytes.next(), Some(b'0'..=b'9' | b'A'..=b'F'))),
            _ => byte.is_ascii_alphanumeric() || b"-._~".contains(&byte),
        };
        if !fine {
            return false;
        }
    }
    true
}

/// Any text; half the time one that is full of characters with a meaning in URLs.
fn any_text() -> impl Strategy<Value = String> {
    let any = proptest::collection::vec(any::<char>(), 0..80).prop_map(String::from_iter);
    prop_oneof![any, "[a-c%+&=$ 0-9\"'\\n大吉😀]{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn decoding_undoes_encoding(text in any_text()) {
        prop_assert_eq!(decode(&encode(&text)), Some(text.into_bytes()));
    }

    #[test]
    fn only_unreserved_characters_and_escapes_come_out(text in any_text()) {
        prop_assert!(is_encoded(&encode(&text)), "{}", encode(&text));
    }

    #[test]
    fn pieces_encode_like_the_whole(head in any_text(), tail in any_text()) {
        let whole = format!("{head}{tail}");
        prop_assert_eq!(encoded_in_two_pieces(&head, &tail), encode(&whole));
    }

    #[test]
    fn counting_agrees_with_encoding(text in any_text()) {
        let mut count = Count::default();
        encode_into(&text, &mut count);
        prop_assert_eq!(count, Count(encode(&text).len()));
    }

    #[test]
    fn decoding_never_panics_and_never_grows(text in any_text()) {
        prop_assert!(decode(&text).is_none_or(|bytes| bytes.len() <= text.len()));
    }
}
