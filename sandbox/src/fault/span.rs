//! Spans of time as text: a whole number and its unit.

use std::time::Duration;

use super::Fault;

/// `250ms`, `2s`, `1m`; no more than [`Fault::LONGEST`].
pub(super) fn parse(text: &str) -> Option<Duration> {
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let millis = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        _ => return None,
    };
    number.checked_mul(millis).map(Duration::from_millis).filter(|span| *span <= Fault::LONGEST)
}

/// The shortest way to write `span`, cut to whole milliseconds.
pub(super) fn text(span: Duration) -> String {
    let millis = span.as_millis();
    if millis.is_multiple_of(1_000) { format!("{}s", millis / 1_000) } else { format!("{millis}ms") }
}
