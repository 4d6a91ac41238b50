//! What rustc says of a mistake in a spec: the mistake, at its place in the TOML, and nothing that follows from it.
//! And of one in its use: `not-a-command`.
//!
//! Every case uses the generated types, so that errors of their use would show. After a wanted change of a message:
//! `TRYBUILD=overwrite cargo test -p qq-cgi-tests --test mistakes`, then read what changed.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;

#[test]
fn mistakes() {
    trybuild::TestCases::new().compile_fail("mistakes/*/main.rs");
}

/// `FILE:LINE:COLUMN RULE TEXT`: where each of the twenty mistakes is.
const PLACES: &str = include_str!("mistakes/twenty/places.txt");

#[test]
fn twenty_mistakes_are_twenty_errors_of_one_compile() {
    // What rustc says of them: the test above compares it with what it really says.
    let said = fs::read_to_string("mistakes/twenty/main.stderr").unwrap();
    let said: Vec<_> = said.split("\n\n").map(|error| place(error).unwrap_or_else(|| panic!("{error}"))).collect();
    let expected: Vec<_> =
        PLACES.lines().map(|line| line.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(said, expected);
    assert_eq!(said.len(), 20);
}

/// `FILE:LINE:COLUMN RULE` of an error.
fn place(error: &str) -> Option<String> {
    let mut lines = error.lines();
    let (rule, _) = lines.next()?.strip_prefix("error: [")?.split_once(']')?;
    let place = lines.next()?.trim().strip_prefix("--> mistakes/twenty/")?;
    Some(format!("{place} {rule}"))
}
