//! Signing by the query gives what signing by the pairs gives, or nothing.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use qq_cgi_wire::{Encoding, Output, Pairs, Part, SignScheme, Signable, percent};

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
        vec![Part::Secret, Part::Method, Part::Literal("|".into()), Part::Pairs(pairs), Part::Path, Part::Secret];
    SignScheme { output: Output::UpperHex, source: source.into(), ..SignScheme::new("sign") }
}

fn query(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
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
        let query = query(&pairs);
        prop_assert_eq!(percent::decode(&query).unwrap(), query.as_bytes());
        let by_pairs = scheme.sign(&REQUEST, pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let by_query = scheme.sign_plain(&REQUEST, &query);
        // "键 & key" twice, the method, the literal, the path and a leading mark.
        let fits = query.len() + 2 * REQUEST.secret.len() + 9 <= 512;
        prop_assert!(by_query.is_some() || !fits);
        if let Some(by_query) = by_query {
            prop_assert_eq!(by_query.as_str(), by_pairs.as_str());
        }
    }
}

#[test]
fn what_is_more_than_marks_is_left_to_the_pairs() {
    let with = |source: Vec<Part>| SignScheme { source: source.into(), ..SignScheme::new("sign") };
    for scheme in [
        scheme("$$", "$", "", &[]),
        scheme("$", "", "", &[]),
        scheme("$", "$", "&", &[]),
        scheme("", "=", "", &[]),
        scheme("", "=", "—", &[]),
        scheme("$", "$", "", &["format"]),
        with(vec![Part::Secret, Part::Param("a".into())]),
    ] {
        assert!(scheme.sign_plain(&REQUEST, "a=1&b=2").is_none(), "{scheme:?}");
    }
    assert!(scheme("$", "$", "", &[]).sign_plain(&REQUEST, &format!("a={}", "1".repeat(512))).is_none());
}
