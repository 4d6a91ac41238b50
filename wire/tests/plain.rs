//! Signing by the query gives what signing by the pairs gives, or nothing.
#![allow(clippy::indexing_slicing)]

use proptest::prelude::*;
use qq_cgi_wire::{Encoding, Output, Pairs, Part, PlainQuery, SignScheme, Signable, Signature};

fn scheme(before: &str, between: &str, separator: &str, exclude: &[&str]) -> SignScheme {
    let pairs = Pairs {
        before: before.to_owned().into(),
        between: between.to_owned().into(),
        separator: separator.to_owned().into(),
        encode: if separator.is_empty() { Encoding::None } else { Encoding::Percent },
        exclude: exclude.iter().map(|name| (*name).to_owned().into()).collect(),
        ..Pairs::EMPTY
    };
    let source =
        vec![Part::Secret, Part::Method, Part::Literal("|".into()), Part::Pairs(pairs), Part::Method, Part::Secret];
    SignScheme { output: Output::UpperHex, source: source.into(), ..SignScheme::new("sign") }
}

/// Pushes all pairs and signs them; nothing where that cannot be done.
fn sign(scheme: &SignScheme, pairs: &[(String, String)]) -> Option<Signature> {
    let mut bytes = [0; PlainQuery::ROOM];
    let plain = scheme.plain()?;
    let mut query = plain.query(REQUEST, &mut bytes)?;
    for (name, value) in pairs {
        query.push(&format!("&{name}="))?;
        query.push(value)?;
    }
    let expected = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    assert_eq!(query.bytes(), expected.as_bytes());
    query.sign()
}

const REQUEST: Signable<'_> = Signable { secret: "键 & key", method: "GET", path: "/cgi" };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_ways_give_one_sign(
        pairs in prop::collection::vec(("[a-z_.~-]{1,12}", "[A-Za-z0-9._~-]{0,90}"), 0..9),
        marks in prop::sample::select(vec![("$", "$", ""), ("", "=", "&"), ("", "$", "="), ("x", "y", "")]),
    ) {
        let (before, between, separator) = marks;
        let scheme = scheme(before, between, separator, &[]);
        let by_pairs = scheme.sign(&REQUEST, pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let by_query = sign(&scheme, &pairs);
        let length: usize = pairs.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
        // "键 & key" and the method twice and the literal; marks are put in whole blocks.
        let fits = length + 2 * REQUEST.secret.len() + 7 + 128 <= PlainQuery::ROOM;
        prop_assert!(by_query.is_some() || !fits || pairs.is_empty());
        if let Some(by_query) = by_query {
            prop_assert_eq!(by_query.as_str(), by_pairs.as_str());
        }
    }
}

#[test]
fn what_is_more_than_marks_is_left_to_the_pairs() {
    let with = |source: Vec<Part>| SignScheme { source: source.into(), ..SignScheme::new("sign") };
    let dollars = || Part::Pairs(Pairs { before: "$".into(), between: "$".into(), ..Pairs::EMPTY });
    assert!(with(vec![Part::Secret, dollars()]).plain().is_some());
    for scheme in [
        scheme("$$", "$", "", &[]),
        scheme("$", "", "", &[]),
        scheme("$", "$", "&", &[]),
        scheme("", "=", "", &[]),
        scheme("", "=", "—", &[]),
        scheme("$", "$", "", &["format"]),
        with(vec![Part::Secret]),
        with(vec![Part::Param("a".into()), dollars()]),
        with(vec![dollars(), Part::Param("a".into())]),
        with(vec![dollars(), Part::Path]),
        with(vec![dollars(), dollars()]),
        SignScheme { param: "the sign".into(), ..scheme("$", "$", "", &[]) },
    ] {
        assert!(scheme.plain().is_none(), "{scheme:?}");
    }
}

#[test]
fn what_is_too_long_is_left_to_the_pairs() {
    let scheme = scheme("$", "$", "", &[]);
    let pairs = |length| [("a".to_owned(), "1".repeat(length))];
    assert!(sign(&scheme, &pairs(PlainQuery::ROOM / 2)).is_some());
    for length in PlainQuery::ROOM - 100..PlainQuery::ROOM + 64 {
        let by_pairs = scheme.sign(&REQUEST, [("a", pairs(length)[0].1.as_str())]);
        if let Some(by_query) = sign(&scheme, &pairs(length)) {
            assert_eq!(by_query.as_str(), by_pairs.as_str(), "{length}");
        }
    }
    assert!(sign(&scheme, &pairs(PlainQuery::ROOM)).is_none());
}
