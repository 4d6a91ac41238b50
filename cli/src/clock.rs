//! What time it is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970, by the system's clock.
pub(crate) fn unix_ms() -> i64 {
    unix_ms_after(Duration::ZERO)
}

/// So much later than now.
pub(crate) fn unix_ms_after(span: Duration) -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.saturating_add(span).as_millis()).unwrap_or(i64::MAX)
}
