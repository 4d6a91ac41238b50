//! What a server says of itself, and which one would forget.

use tokio_postgres::SimpleQueryRow;

use super::{
    super::StoreError,
    failure::{read_only, unavailable},
    transaction::Purpose,
};

/// Before it, a sync that failed could be forgotten: `data_sync_retry` is not in all releases of 11.
const OLDEST: i64 = 120_000;

/// The first column is a number, the second a word, the others are [`SETTINGS`].
pub(super) const ASK: &str = "SELECT current_setting('server_version_num'), pg_is_in_recovery(),
    current_setting('server_encoding'), current_setting('fsync'), current_setting('full_page_writes'),
    current_setting('data_sync_retry', true), current_setting('synchronous_commit')";

/// Each with the value that is needed. Without UTF8 there are characters that a database cannot store: one order with
/// such a one would fail all of its batch, again and again.
const SETTINGS: [(&str, &str); 5] = [
    ("server_encoding", "UTF8"),
    ("fsync", "on"),
    ("full_page_writes", "on"),
    // After a sync that failed, the pages may be marked as written: the server has to crash and read its log.
    ("data_sync_retry", "off"),
    // It was set in this very transaction.
    ("synchronous_commit", "on"),
];

pub(super) fn check(said: &SimpleQueryRow, purpose: Purpose) -> Result<(), StoreError> {
    let version = text(said, 0)?;
    if !version.parse::<i64>().is_ok_and(|version| version >= OLDEST) {
        let needed = "120000 or later";
        return Err(StoreError::NotDurable { setting: "server_version_num", found: version.to_owned(), needed });
    }
    if purpose == Purpose::Read {
        return Ok(());
    }
    if text(said, 1)? != "f" {
        return Err(read_only("the server is a standby of another one"));
    }
    for (column, (setting, needed)) in SETTINGS.into_iter().enumerate() {
        let found = text(said, column + 2)?;
        if found != needed {
            return Err(StoreError::NotDurable { setting, found: found.to_owned(), needed });
        }
    }
    Ok(())
}

fn text(said: &SimpleQueryRow, column: usize) -> Result<&str, StoreError> {
    let text = said.try_get(column).ok().flatten();
    text.ok_or_else(|| unavailable("the server does not say how it is set"))
}
