//! Every limit at, below and above its boundary, and what its error says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use qq_cgi_wire::{InvalidParam, Limits, Violation};

fn chars(min_chars: impl Into<Option<usize>>, max_chars: impl Into<Option<usize>>) -> Limits {
    Limits { min_chars: min_chars.into(), max_chars: max_chars.into(), ..Limits::NONE }
}

fn numbers(min: impl Into<Option<i128>>, max: impl Into<Option<i128>>) -> Limits {
    Limits { min: min.into(), max: max.into(), ..Limits::NONE }
}

fn items(min_items: impl Into<Option<usize>>, max_items: impl Into<Option<usize>>) -> Limits {
    Limits { min_items: min_items.into(), max_items: max_items.into(), ..Limits::NONE }
}

const fn too_short(limit: usize, actual: usize) -> Result<(), Violation> {
    Err(Violation::TooShort { limit, actual })
}

const fn too_long(limit: usize, actual: usize) -> Result<(), Violation> {
    Err(Violation::TooLong { limit, actual })
}

#[test]
fn texts() {
    let title = "标".repeat(30);
    let cases = [
        (Limits::NONE, "", Ok(())),
        (Limits::NONE, "any\n大😀\0", Ok(())),
        (chars(0, None), "", Ok(())),
        (chars(1, None), "", Err(Violation::Empty)),
        (chars(1, None), "a", Ok(())),
        (chars(1, None), " ", Ok(())),
        (chars(1, None), "大", Ok(())),
        (chars(3, None), "", Err(Violation::Empty)),
        (chars(3, None), "大吉", too_short(3, 2)),
        (chars(3, None), "大吉利", Ok(())),
        (chars(None, 0), "", Ok(())),
        (chars(None, 0), "a", too_long(0, 1)),
        (chars(None, 3), "", Ok(())),
        (chars(None, 3), "abc", Ok(())),
        (chars(None, 3), "abcd", too_long(3, 4)),
        (chars(None, 3), "大吉利", Ok(())),
        (chars(None, 3), "大吉大利", too_long(3, 4)),
        (chars(None, 30), &title, Ok(())),
        (chars(None, 29), &title, too_long(29, 30)),
        (chars(2, 2), "a", too_short(2, 1)),
        (chars(2, 2), "ab", Ok(())),
        (chars(2, 2), "abc", too_long(2, 3)),
    ];
    for (limits, text, expected) in cases {
        assert_eq!(limits.check_text(text), expected, "{text:?} under {limits:?}");
    }
}

#[test]
fn characters_are_unicode_scalar_values() {
    // Not bytes, not UTF-16 units, not what a reader sees as one sign.
    let cases = [
        ("😀", 1),
        ("👍🏽", 2),
        ("👨‍👩‍👧", 5),
        ("🇨🇳", 2),
        ("é", 1),
        ("e\u{301}", 2),
        ("\r\n", 2),
        ("\u{feff}", 1),
        ("\0", 1),
    ];
    for (text, count) in cases {
        assert_eq!(chars(count, count).check_text(text), Ok(()), "{text:?}");
        assert_eq!(chars(None, count - 1).check_text(text), too_long(count - 1, count), "{text:?}");
        assert_eq!(chars(count + 1, None).check_text(text), too_short(count + 1, count), "{text:?}");
    }
}

#[test]
fn urls() {
    let secure = Limits { https_only: true, ..Limits::NONE };
    let accepted = ["https://gamecenter.qq.com/", "HTTPS://A", "HttpS://a", "https://", "https://大吉.中国/"];
    let refused = [
        "",
        "https",
        "https:",
        "https:/",
        "https:/a.b.c",
        "https:\\\\a",
        "http://gamecenter.qq.com/",
        "HTTP://A",
        "httpss://a",
        "xhttps://a",
        " https://a",
        "\u{feff}https://a",
        "https：//a",
        "ｈｔｔｐｓ://a",
        "https:/大",
        "大大大",
        "//a",
        "javascript:https://",
    ];
    for url in accepted {
        assert_eq!(secure.check_text(url), Ok(()), "{url}");
    }
    for url in refused {
        assert_eq!(secure.check_text(url), Err(Violation::NotHttps), "{url}");
        assert_eq!(Limits::NONE.check_text(url), Ok(()), "{url}");
    }
}

#[test]
fn the_length_of_a_url_is_told_before_its_scheme() {
    let limits = Limits { https_only: true, ..chars(1, 12) };
    assert_eq!(limits.check_text(""), Err(Violation::Empty));
    assert_eq!(limits.check_text("http://a.b.cd"), too_long(12, 13));
    assert_eq!(limits.check_text("http://a.b.c"), Err(Violation::NotHttps));
    assert_eq!(limits.check_text("https://a.bc"), Ok(()));
}

#[test]
fn whole_numbers() {
    let small = |limit, actual| Err(Violation::TooSmall { limit, actual });
    let large = |limit, actual| Err(Violation::TooLarge { limit, actual });
    let u32_max = i128::from(u32::MAX);
    let cases = [
        (Limits::NONE, i128::MIN, Ok(())),
        (Limits::NONE, i128::MAX, Ok(())),
        (numbers(1, 3), 0, small(1, 0)),
        (numbers(1, 3), 1, Ok(())),
        (numbers(1, 3), 3, Ok(())),
        (numbers(1, 3), 4, large(3, 4)),
        (numbers(1, None), -1, small(1, -1)),
        (numbers(None, -1), 0, large(-1, 0)),
        (numbers(0, u32_max), u32_max, Ok(())),
        (numbers(0, u32_max), u32_max + 1, large(u32_max, u32_max + 1)),
        (numbers(None, i128::from(i64::MAX)), i128::from(u64::MAX), large(i64::MAX.into(), u64::MAX.into())),
        (numbers(5, 5), 5, Ok(())),
    ];
    for (limits, number, expected) in cases {
        assert_eq!(limits.check_number(number), expected, "{number} under {limits:?}");
    }
}

#[test]
fn lists() {
    let few = |limit, actual| Err(Violation::TooFew { limit, actual });
    let many = |limit, actual| Err(Violation::TooMany { limit, actual });
    let cases = [
        (Limits::NONE, 0, Ok(())),
        (Limits::NONE, usize::MAX, Ok(())),
        (items(1, 9), 0, few(1, 0)),
        (items(1, 9), 1, Ok(())),
        (items(1, 9), 9, Ok(())),
        (items(1, 9), 10, many(9, 10)),
        (items(None, 0), 1, many(0, 1)),
        (items(2, None), 1, few(2, 1)),
    ];
    for (limits, count, expected) in cases {
        assert_eq!(limits.check_count(count), expected, "{count} under {limits:?}");
    }
}

#[test]
fn a_limit_binds_its_own_kind_only() {
    let all = Limits {
        min: Some(5),
        max: Some(5),
        min_chars: Some(6),
        max_chars: Some(6),
        min_items: Some(7),
        max_items: Some(7),
        https_only: false,
    };
    assert_eq!(all.check_number(5), Ok(()));
    assert_eq!(all.check_text("大大大大大大"), Ok(()));
    assert_eq!(all.check_count(7), Ok(()));
    assert_eq!(Limits::default(), Limits::NONE);
}

#[test]
fn an_error_names_parameter_limit_and_size() {
    let cases = [
        (Violation::Empty, "must not be empty"),
        (Violation::TooShort { limit: 2, actual: 1 }, "must have at least 2 characters, has 1"),
        (Violation::TooLong { limit: 30, actual: 31 }, "must have at most 30 characters, has 31"),
        (Violation::TooSmall { limit: 1, actual: -1 }, "must be at least 1, is -1"),
        (Violation::TooLarge { limit: 1, actual: 2 }, "must be at most 1, is 2"),
        (Violation::TooFew { limit: 1, actual: 0 }, "must have at least 1 item, has 0"),
        (Violation::TooMany { limit: 9, actual: 10 }, "must have at most 9 items, has 10"),
        (Violation::NotHttps, "must be a URL that begins with https://"),
        (Violation::Malformed { expected: "a whole number".into() }, "must be a whole number"),
        (Violation::Missing, "is required and missing"),
        (Violation::Fixed { expected: "1001".into() }, "is always 1001"),
        (Violation::Unknown { suggestion: Some("openid".into()) }, "is unknown; did you mean `openid`?"),
        (Violation::Unknown { suggestion: None }, "is unknown"),
    ];
    for (violation, said) in cases {
        assert_eq!(violation.to_string(), said);
        let error = InvalidParam::new("fopenids[0].openid", violation);
        assert_eq!(error.to_string(), format!("parameter `fopenids[0].openid` {said}"));
    }
}

#[test]
fn an_error_holds_no_value() {
    let violation = chars(None, 3).check_text("s3cret-token").unwrap_err();
    let error = InvalidParam::new("access_token", violation);
    for shown in [format!("{error}"), format!("{error:?}"), format!("{error:#?}")] {
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
