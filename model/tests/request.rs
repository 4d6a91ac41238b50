//! Whole requests.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod achieve;

use achieve::model;
use qq_cgi_model::request::{check, complete, unknown};

const GOOD: [(&str, &str); 8] = [
    ("key", "7"),
    ("openid", "o"),
    ("cmd", "report"),
    ("appid", "7"),
    ("dst", "1001"),
    ("count", "1"),
    ("friends", r#"[{"openid":"a"}]"#),
    ("lang", "en"),
];

/// [`GOOD`] with some values changed; an empty new value takes the parameter out.
fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = GOOD.iter().filter(|(name, _)| changes.iter().all(|(other, _)| other != name));
    kept.chain(changes.iter().filter(|(_, value)| !value.is_empty())).copied().collect()
}

fn problems(pairs: &[(&str, &str)]) -> Vec<String> {
    let model = model();
    check(&model, &model.commands[0], pairs).iter().map(|problem| problem.error.to_string()).collect()
}

#[test]
fn a_good_request_has_no_problem() {
    assert!(problems(&GOOD).is_empty());
    assert!(problems(&with(&[("sign", "x"), ("title", "标题")])).is_empty());
}

#[test]
fn what_has_a_default_can_be_missing() {
    assert!(problems(&with(&[("lang", "")])).is_empty());
}

#[test]
fn every_problem_is_found_in_the_order_of_the_spec() {
    let pairs = with(&[
        ("title", "abc"),
        ("friends", "[{}]"),
        ("key", "x"),
        ("openid", ""),
        ("cmd", "other"),
        ("dst", "1"),
        ("count", "2"),
        ("lang", ""),
    ]);
    assert_eq!(
        problems(&pairs),
        [
            "parameter `key` must be a whole number from 0 to 18446744073709551615",
            "parameter `openid` is required and missing",
            "parameter `cmd` is always report",
            "parameter `dst` is always 1001",
            "parameter `count` must be 1, the number of items of `friends`",
            "parameter `friends[0].openid` is required and missing",
            "parameter `title` must have at most 2 characters, has 3",
        ]
    );
}

#[test]
fn a_missing_parameter_has_its_own_code() {
    let model = model();
    let found = check(&model, &model.commands[0], &with(&[("openid", ""), ("dst", "")]));
    assert_eq!(found.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Some(-22), None]);
}

#[test]
fn a_parameter_is_given_once() {
    let mut pairs = GOOD.to_vec();
    pairs.push(("lang", "en"));
    assert_eq!(problems(&pairs), ["parameter `lang` must be given once"]);
}

#[test]
fn unknown_names_are_listed_once_with_the_nearest() {
    let model = model();
    let pairs = with(&[("freinds", "1"), ("zzzzzz", "1"), ("sign", "1")])
        .into_iter()
        .chain([("freinds", "2")])
        .collect::<Vec<_>>();
    let found: Vec<_> = unknown(&model, &model.commands[0], &pairs).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["parameter `freinds` is unknown; did you mean `friends`?", "parameter `zzzzzz` is unknown"]);
}

#[test]
fn completing_fills_in_what_no_caller_needs_to_give() {
    let model = model();
    let given = [("friends", r#"[{"openid":"a"},{"openid":"b"}]"#), ("key", "7"), ("openid", "o")];
    let pairs = complete(&model, &model.commands[0], &given).unwrap();
    let expected = [
        ("key", "7"),
        ("openid", "o"),
        ("cmd", "report"),
        ("appid", "7"),
        ("dst", "1001"),
        ("count", "2"),
        ("friends", given[0].1),
        ("lang", "zh"),
    ];
    assert_eq!(pairs, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn completing_reports_what_it_cannot_mend() {
    let model = model();
    let given = [("friends", "{}"), ("keys", "7"), ("openid", "o"), ("sign", "x"), ("dst", "1")];
    let problems = complete(&model, &model.commands[0], &given).unwrap_err();
    assert_eq!(
        problems.iter().map(|problem| problem.error.to_string()).collect::<Vec<_>>(),
        [
            "parameter `key` is required and missing",
            "parameter `appid` is required and missing",
            "parameter `dst` is always 1001",
            "parameter `friends` must be a JSON list",
            "parameter `keys` is unknown; did you mean `key`?",
            "parameter `sign` is always computed",
        ]
    );
}
