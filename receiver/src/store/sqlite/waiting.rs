//! Says what waits.

use rusqlite::{Connection, params};

use super::super::Waiting;

/// One statement, so that the numbers belong together.
const WAITING: &str = include_str!("waiting.sql");

pub(super) fn waiting(connection: &Connection, now: i64) -> rusqlite::Result<Waiting> {
    connection.prepare_cached(WAITING)?.query_row(params![now, Waiting::MOST], |row| {
        Ok(Waiting {
            pending: row.get(0)?,
            leased: row.get(1)?,
            oldest_pending: row.get(2)?,
            dead: row.get(3)?,
            held: row.get(4)?,
        })
    })
}
