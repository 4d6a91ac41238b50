//! A store that forgets, as a control: the same tables, written with `synchronous=NORMAL`.

use qq_cgi_receiver::store::Sqlite;
use rusqlite::{Connection, params};

use super::{child, sample};

/// Plays the role. The library has no switch for this, so it goes by hand.
pub(crate) fn child() {
    drop(Sqlite::open(child::file()).unwrap());
    let connection = Connection::open(child::file()).unwrap();
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
    connection.pragma_update(None, "synchronous", "normal").unwrap();
    let insert = "INSERT INTO orders (app, callback, key, fields, raw, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for number in 0..500 {
        let order = sample::order(&format!("{}/{number}", child::number(child::RUN)));
        let (app, callback, key) = (order.app.as_str(), order.callback.as_str(), order.key.as_str());
        connection.execute(insert, params![app, callback, key, order.fields, order.raw, order.received_at]).unwrap();
        child::say(&format!("order {key} {}", connection.last_insert_rowid()));
    }
    child::stop();
}
