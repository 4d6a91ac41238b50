//! Spans of time among the arguments.

use std::time::Duration;

/// `250ms`, `30s`, `5m`, `2h`.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let span = || {
        let (number, unit) = text.split_at(text.find(|character: char| !character.is_ascii_digit())?);
        let millis: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return None,
        };
        number.parse::<u64>().ok()?.checked_mul(millis).map(Duration::from_millis)
    };
    span().ok_or_else(|| "a span is a whole number and its unit: 250ms, 30s, 5m, 2h".to_owned())
}

/// As [`parse`], more than nothing.
pub(crate) fn parse_some(text: &str) -> Result<Duration, String> {
    parse(text)
        .and_then(|span| if span.is_zero() { Err("it must be longer than nothing".to_owned()) } else { Ok(span) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_number_and_its_unit() {
        for (text, millis) in [("250ms", 250), ("0s", 0), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000)] {
            assert_eq!(parse(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in ["", "1", "s", "-1s", "1.5s", "1 s", "1d", "99999999999999999999s", "9999999999999999999h"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse_some("0s").is_err());
        assert_eq!(parse_some("1ms"), Ok(Duration::from_millis(1)));
    }
}
