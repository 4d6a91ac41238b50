//! The signer and the URL encoding against Python's `hashlib` and `urllib`, over 10,000 parameter sets.
//!
//! The sets come from a seed, `QQ_CGI_SEED=…` gives another one. Needs `python3`, and fails where there is none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    env,
    io::Write as _,
    iter,
    ops::RangeInclusive,
    process::{Command, Stdio},
    thread,
};

use qq_cgi_wire::{Encoding, Output, Pairs, Part, SignScheme, Signable, Sink, Text, percent};
use serde_json::{Value, json};

const SETS: usize = 10_000;
const DEFAULT_SEED: u64 = 20_180_115;
const TWIN: &str = include_str!("differential.py");

/// The signer gathers this many bytes before it digests them: see `wire/src/digest.rs`.
const STAGE: usize = 512;

#[test]
fn signs_and_encodes_like_python() {
    let seed = seed();
    println!("QQ_CGI_SEED={seed}");
    let sets = sets(seed);
    let answers = ask_python(&sets);
    assert_eq!(answers.len(), SETS);
    for (index, (set, answer)) in sets.iter().zip(&answers).enumerate() {
        let ours = set.answer();
        assert_eq!(&ours, answer, "left: Rust, right: Python; set {index} of QQ_CGI_SEED={seed}: {}", set.to_json());
    }
}

#[test]
fn the_sets_hold_what_they_are_for() {
    let sets = sets(seed());
    assert_eq!(sets.len(), SETS);
    let values = || sets.iter().flat_map(|set| &set.pairs).map(|(_, value)| value.as_str());
    let names = || sets.iter().flat_map(|set| &set.pairs).map(|(name, _)| name.as_str());
    for special in [' ', '&', '=', '$', '%', '+', '"', '\'', '\0', '\n', '\r', '\u{7f}'] {
        assert!(values().any(|value| value.contains(special)), "no value holds {special:?}");
    }
    assert!(values().any(str::is_empty), "no empty value");
    assert!(values().any(|value| value.chars().any(|letter| letter > '\u{ffff}')), "no astral character");
    assert!(names().any(|name| name.chars().any(|letter| letter > '\u{ffff}')), "no astral character in a name");
    assert!(names().any(|name| name == "sign"), "no parameter `sign`");
    assert!(values().any(|value| value.len() > 2 * STAGE && value.chars().all(|letter| letter > '\u{7f}')));
    assert!(sets.iter().any(|set| set.pairs.is_empty()), "no set without parameters");
    for offset in 0..=STAGE {
        assert!(sets.iter().any(|set| set.secret.len() == offset), "nothing begins at byte {offset} of the stage");
    }
}

fn seed() -> u64 {
    env::var("QQ_CGI_SEED")
        .map_or(DEFAULT_SEED, |text| text.parse().expect("QQ_CGI_SEED must be a whole number from 0 to 2^64 - 1"))
}

/// Asks the Python twin for its answer to each set.
fn ask_python(sets: &[Set]) -> Vec<Value> {
    let mut twin = Command::new("python3")
        .args(["-c", TWIN])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("this test compares with Python and needs `python3` on the PATH: {error}"));
    let lines = sets.iter().map(|set| set.to_json().to_string()).collect::<Vec<_>>().join("\n");
    let mut stdin = twin.stdin.take().unwrap();
    // In a thread of its own: both pipes would fill up otherwise. A twin that died shows in its status.
    let writer = thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = twin.wait_with_output().expect("python3 could be waited for");
    let written = writer.join().unwrap();
    assert!(output.status.success(), "python3: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    written.expect("python3 read all sets");
    let answers = String::from_utf8(output.stdout).expect("the twin answers in ASCII");
    answers.lines().map(|line| serde_json::from_str(line).expect("the twin answers in JSON")).collect()
}

/// One request, and how its values are written: in pieces of `step` characters.
struct Set {
    secret: String,
    method: &'static str,
    path: String,
    pairs: Vec<(String, String)>,
    step: usize,
}

impl Set {
    fn to_json(&self) -> Value {
        json!({ "secret": self.secret, "method": self.method, "path": self.path, "pairs": self.pairs })
    }

    fn answer(&self) -> Value {
        let mut pairs: Vec<_> = self.pairs.iter().map(|(name, value)| (name.as_str(), self.pieces(value))).collect();
        let relay = relay();
        relay.arrange(&mut pairs);
        let request = Signable { secret: &self.secret, method: self.method, path: &self.path };
        let query: Vec<_> = pairs.iter().map(|(name, value)| format!("{}={}", percent::encode(name), value)).collect();
        json!({
            "relay": relay.sign(&request, pairs.iter().copied()).as_str(),
            "encoded": encoded().sign(&request, pairs.iter().copied()).as_str(),
            "query": query.join("&"),
        })
    }

    fn pieces<'a>(&self, text: &'a str) -> Pieces<'a> {
        Pieces { text, step: self.step }
    }
}

/// `secret$name$value…secret`, 签名算法 (2018-01-15).
fn relay() -> SignScheme {
    let pairs = Pairs { before: "$".into(), between: "$".into(), ..Pairs::EMPTY };
    SignScheme { source: vec![Part::Secret, Part::Pairs(pairs), Part::Secret].into(), ..SignScheme::new("sign") }
}

/// Everything that the relay's scheme leaves out: method, path, literals, encoded values, an exclusion, capitals.
fn encoded() -> SignScheme {
    let pairs = Pairs {
        between: "=".into(),
        separator: "&".into(),
        encode: Encoding::Percent,
        exclude: vec!["format".into()].into(),
        ..Pairs::EMPTY
    };
    let (question, key) = (Part::Literal("?".into()), Part::Literal("&key=".into()));
    SignScheme {
        output: Output::UpperHex,
        source: vec![Part::Method, Part::Path, question, Part::Pairs(pairs), key, Part::Secret].into(),
        ..SignScheme::new("sign")
    }
}

/// A value that writes itself in pieces of `step` characters.
#[derive(Clone, Copy)]
struct Pieces<'a> {
    text: &'a str,
    step: usize,
}

impl Text for Pieces<'_> {
    fn write_to<S: Sink>(&self, out: &mut S) {
        let mut rest = self.text;
        while let Some((cut, _)) = rest.char_indices().nth(self.step) {
            let (piece, tail) = rest.split_at(cut);
            out.push(piece);
            rest = tail;
        }
        out.push(rest);
    }
}

/// Percent-encoded.
impl std::fmt::Display for Pieces<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut encoded = String::new();
        self.write_to(&mut percent::Encoder(&mut encoded));
        f.write_str(&encoded)
    }
}

fn sets(seed: u64) -> Vec<Set> {
    let mut random = Random(seed);
    let mut sets = stage_crossings();
    sets.resize_with(SETS, || random.set());
    sets
}

/// Values of awkward lengths that begin at every byte of the stage.
fn stage_crossings() -> Vec<Set> {
    let lengths = [1, STAGE - 1, STAGE, STAGE + 1, 2 * STAGE + 1];
    let every = (0..=STAGE).flat_map(|offset| lengths.map(|length| (offset, length)));
    every
        .map(|(offset, length)| Set {
            secret: "s".repeat(offset),
            method: "GET",
            path: "/".to_owned(),
            pairs: vec![("b".to_owned(), "大".repeat(length / 3)), ("a".to_owned(), "v".repeat(length))],
            step: usize::MAX,
        })
        .collect()
}

/// `SplitMix64`: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn set(&mut self) -> Set {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for _ in 0..self.below(12) {
            let name = self.name();
            if pairs.iter().all(|(taken, _)| *taken != name) {
                pairs.push((name, self.value()));
            }
        }
        Set {
            secret: self.text(40),
            method: self.pick(&["GET", "POST", "DELETE"]),
            path: format!("/{}", self.text(20)),
            pairs,
            step: self.pick(&[1, 2, 7, 300, STAGE, usize::MAX, usize::MAX]),
        }
    }

    fn name(&mut self) -> String {
        const ALIKE: [&str; 16] = [
            "a", "ab", "abc", "a$", "a$b", "a=", "a&b", "A", "a_", "a ", "a%", "sign", "sign2", "Sign", "format",
            "formats",
        ];
        if self.below(2) == 0 { self.pick(&ALIKE).to_owned() } else { self.text(12) }
    }

    fn value(&mut self) -> String {
        match self.below(16) {
            0 | 1 => String::new(),
            2 => self.text(3 * STAGE),
            3 => self.pick(&["大", "😀", "v", " "]).repeat(STAGE / 2 + self.below(STAGE)),
            _ => self.text(50),
        }
    }

    /// At most `longest` characters of one kind or of all kinds.
    fn text(&mut self, longest: usize) -> String {
        let (kind, length) = (self.below(8), self.below(longest + 1));
        (0..length).map(|_| self.character(kind)).collect()
    }

    fn character(&mut self, kind: usize) -> char {
        let range = match kind {
            0 => '0'..='z',
            1 => return self.pick(&[' ', '&', '=', '$', '%', '+', '"', '\'', '?', '/', '#', '\\', '~', '-', '.', '_']),
            2 => '\0'..='\u{20}',
            3 => '\u{4e00}'..='\u{9fff}',
            4 => '\u{1f300}'..='\u{1f6ff}',
            5 => '\0'..=char::MAX,
            6 => '\u{7e}'..='\u{900}',
            _ => {
                let other = self.below(7);
                return self.character(other);
            }
        };
        self.one_of(range)
    }

    fn one_of(&mut self, range: RangeInclusive<char>) -> char {
        let (first, last) = (u32::from(*range.start()), u32::from(*range.end()));
        // Surrogates are no characters: draw again.
        iter::repeat_with(|| u64::from(first) + self.next() % u64::from(last - first + 1))
            .find_map(|number| char::from_u32(u32::try_from(number).unwrap()))
            .unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
