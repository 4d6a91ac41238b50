//! Comparing a sign with what was received, and hiding it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_wire::{Output, SignScheme, Signable, Signature};

/// The digest of nothing: `python3 -c 'from hashlib import md5; print(md5(b"").hexdigest())'`
const LOWER: &str = "d41d8cd98f00b204e9800998ecf8427e";
const UPPER: &str = "D41D8CD98F00B204E9800998ECF8427E";

fn signature(output: Output) -> Signature {
    let request = Signable { secret: "", method: "GET", path: "/" };
    SignScheme { output, ..SignScheme::new("sign") }.sign(&request, [] as [(&str, &str); 0])
}

#[test]
fn the_sign_itself_matches() {
    assert!(signature(Output::LowerHex).matches(LOWER));
    assert!(signature(Output::UpperHex).matches(UPPER));
    assert_eq!(signature(Output::LowerHex).as_str(), LOWER);
    assert_eq!(signature(Output::UpperHex).as_str(), UPPER);
}

#[test]
fn anything_else_does_not() {
    let sign = signature(Output::LowerHex);
    let received = [
        ("empty", String::new()),
        ("prefix", LOWER[..8].to_owned()),
        ("31 digits", LOWER[..31].to_owned()),
        ("the last 31 digits", LOWER[1..].to_owned()),
        ("33 digits", format!("{LOWER}0")),
        ("twice", LOWER.repeat(2)),
        ("upper case", UPPER.to_owned()),
        ("one capital", LOWER.replacen('d', "D", 1)),
        ("last digit", format!("{}f", &LOWER[..31])),
        ("first digit", format!("c{}", &LOWER[1..])),
        ("line feed after", format!("{LOWER}\n")),
        ("blank instead of the last digit", format!("{} ", &LOWER[..31])),
        ("32 bytes of Chinese", format!("{}ab", "大".repeat(10))),
        ("zeros", "\0".repeat(32)),
    ];
    for (what, text) in received {
        assert!(!sign.matches(&text), "{what}: {text:?}");
    }
}

#[test]
fn a_lower_case_sign_does_not_match_a_scheme_in_upper_case() {
    assert!(!signature(Output::UpperHex).matches(LOWER));
}

#[test]
fn every_changed_digit_is_seen() {
    let sign = signature(Output::LowerHex);
    for place in 0..32 {
        let mut digits = LOWER.as_bytes().to_vec();
        digits[place] = if digits[place] == b'0' { b'1' } else { b'0' };
        assert!(!sign.matches(core::str::from_utf8(&digits).unwrap()), "digit {place}");
    }
}

#[test]
fn debug_hides_the_sign() {
    for shown in [format!("{:?}", signature(Output::LowerHex)), format!("{:#?}", signature(Output::LowerHex))] {
        assert_eq!(shown, "Signature(***)");
    }
}
