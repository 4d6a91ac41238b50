//! What an answer says of the order.

use std::time::{Duration, SystemTime};

use reqwest::{
    StatusCode,
    header::{HeaderMap, RETRY_AFTER},
};

use super::HandoverError;

/// 2xx: taken. Everything else passes when somebody mends it, and nothing else means that the order need not come again: 3xx and most of
/// 4xx are mistakes of the URL, the secret or the game's code, 410 included; 408, 425, 429 and 5xx are a server that has
/// too much to do or is down.
pub(super) fn judge(status: StatusCode, headers: &HeaderMap) -> Result<(), HandoverError> {
    if status.is_success() {
        return Ok(());
    }
    let code = status.as_u16();
    let why = if status.is_redirection() {
        format!("the webhook answered {code}, and no redirect is followed")
    } else {
        format!("the webhook answered {code}")
    };
    let error = HandoverError::new(why);
    Err(match headers.get(RETRY_AFTER).and_then(|value| pause(value.to_str().ok()?, SystemTime::now())) {
        Some(pause) => error.not_before(pause),
        None => error,
    })
}

/// `Retry-After`: seconds, or a date.
fn pause(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Digits that are no number are a very long time.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let at = httpdate::parse_http_date(text).ok()?;
    Some(at.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn two_hundreds_alone_are_taken() {
        for code in 100..1_000 {
            let taken = judge(StatusCode::from_u16(code).unwrap(), &HeaderMap::new()).is_ok();
            assert_eq!(taken, (200..300).contains(&code), "{code}");
        }
    }

    #[test]
    fn a_later_time_is_a_span_or_a_date() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        for (text, expected) in [
            ("120", seconds(120)),
            (" 0 ", seconds(0)),
            ("99999999999999999999999", seconds(u64::MAX)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", seconds(60)),
            ("Sunday, 06-Nov-94 08:50:37 GMT", seconds(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", seconds(0)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(pause(text, now), expected, "{text}");
        }
        let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("7"))]);
        let error = judge(StatusCode::GONE, &headers).unwrap_err();
        assert_eq!(error, HandoverError::new("the webhook answered 410").not_before(Duration::from_secs(7)));
    }
}
