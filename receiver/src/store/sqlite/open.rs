//! Opens the file, and refuses what would forget.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use qq_cgi_wire::percent;
use rusqlite::{Connection, MAIN_DB, OpenFlags, TransactionBehavior, config::DbConfig, types::FromSql};

use super::{
    super::StoreError,
    failure::{failure, is_passing},
    files::{index_of, log_of},
    schema,
};

/// Before it, two checkpoints at one time could skip pages that were in the log.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Whoever uses the log's index makes it as long as this, at least.
const INDEX_IN_USE: u64 = 32 * 1024;

/// How long to wait while another process writes.
const BUSY: Duration = Duration::from_secs(5);

/// Makes an empty file that only its owner can read, if there is none.
pub(super) fn create(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(unavailable(error)),
    }
}

/// As an absolute path no name means anything else to SQLite, such as `:memory:`.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    fs::canonicalize(path).map_err(unavailable)
}

pub(super) fn unavailable(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full(Arc::new(error)),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => StoreError::ReadOnly(Arc::new(error)),
        _ => StoreError::Unavailable(Arc::new(error)),
    }
}

/// A connection that writes durably, to tables of the present version.
pub(super) fn to_write(path: &Path) -> Result<Connection, StoreError> {
    at_least(rusqlite::version_number())?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    check_writable(&connection)?;
    schema::check_owner(&connection)?;
    set_durable(&connection).map_err(failure)?;
    check_durable(&connection)?;
    sync_names(&connection, path)?;
    write_afresh(&mut connection, path)?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

/// A connection that cannot write.
pub(super) fn to_read(path: &Path) -> Result<Connection, StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // Whoever has read has a lock, without which others may take the log away, and rightly.
    setting::<i64>(&connection, "user_version")?;
    Ok(connection)
}

/// A connection that only looks, also where nothing can be written: to a disk that is full, to a file that may only be read.
pub(super) fn to_look(path: &Path) -> Result<Connection, StoreError> {
    let as_ever = to_read(path).and_then(looked_into);
    let Err(error) = as_ever else { return as_ever };
    if !matches!(error, StoreError::Unavailable(_) | StoreError::ReadOnly(_) | StoreError::Full(_))
        || is_passing(&error)
    {
        return Err(error);
    }
    let length = |path: PathBuf| fs::metadata(path).map_or(0, |metadata| metadata.len());
    // SQLite could not make the log's index, or not open it. Where nothing is in the log, and nobody has an index, the file
    // is all there is. Where nobody else has it open, an index in memory will do.
    let is_alone = length(log_of(path)) == 0 && length(index_of(path)) < INDEX_IN_USE;
    let other_way = if is_alone { unchanging(path) } else { alone(path) };
    other_way.and_then(looked_into).map_err(|_| no_index(&error))
}

fn looked_into(connection: Connection) -> Result<Connection, StoreError> {
    schema::check_present(&connection).map(|()| connection)
}

/// Without locks and log: for a file that nobody writes.
fn unchanging(path: &Path) -> Result<Connection, StoreError> {
    let name = path.to_str().ok_or_else(|| unavailable(io::ErrorKind::InvalidFilename.into()))?;
    let uri = PathBuf::from(format!("file:{}?immutable=1", percent::encode(name)));
    connect(&uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
}

/// With the log's index in memory, which needs a file that could be written, and nobody else at it.
fn alone(path: &Path) -> Result<Connection, StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "query_only", true).map_err(failure)?;
    connection.pragma_update(None, "locking_mode", "exclusive").map_err(failure)?;
    Ok(connection)
}

fn no_index(error: &StoreError) -> StoreError {
    StoreError::ReadOnly(Arc::new(io::Error::other(format!(
        "what its log holds cannot be read where nothing may be written beside it; copy the file and `-wal` to a folder that \
         can be written, and look there ({error})"
    ))))
}

fn connect(path: &Path, access: OpenFlags) -> Result<Connection, StoreError> {
    // Each connection stays on its own thread.
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failure)?;
    connection.busy_timeout(BUSY).map_err(failure)?;
    // Nobody copies the log before it was written afresh, nor by the way, when a connection that failed is closed.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(failure)?;
    Ok(connection)
}

/// What may not be written SQLite opens to read, and would make a log beside it that may not be written either, even when
/// the file may be again.
fn check_writable(connection: &Connection) -> Result<(), StoreError> {
    if connection.is_readonly(MAIN_DB).map_err(failure)? {
        return Err(StoreError::ReadOnly(Arc::new(io::Error::from(io::ErrorKind::PermissionDenied))));
    }
    Ok(())
}

fn at_least(version: i32) -> Result<(), StoreError> {
    if version >= OLDEST_SQLITE {
        return Ok(());
    }
    Err(StoreError::NotDurable { setting: "SQLite's version", found: version.to_string(), needed: "3051003 or later" })
}

fn set_durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    // Plain syncs of macOS do not reach the disk. No other system looks at these.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)
}

/// What was set may have been refused silently: by the file system, or by how SQLite was built.
fn check_durable(connection: &Connection) -> Result<(), StoreError> {
    let journal: String = setting(connection, "journal_mode")?;
    needs("journal_mode", &journal, "wal")?;
    for (name, needed) in [("synchronous", "2"), ("fullfsync", "1"), ("checkpoint_fullfsync", "1")] {
        let found: i64 = setting(connection, name)?;
        needs(name, &found.to_string(), needed)?;
    }
    Ok(())
}

fn setting<T: FromSql>(connection: &Connection, name: &str) -> Result<T, StoreError> {
    connection.pragma_query_value(None, name, |row| row.get(0)).map_err(failure)
}

fn needs(setting: &'static str, found: &str, needed: &'static str) -> Result<(), StoreError> {
    if found == needed {
        return Ok(());
    }
    Err(StoreError::NotDurable { setting, found: found.to_owned(), needed })
}

/// A file whose name is not durable is lost with all that is in it, and one whose end is not durable comes back. SQLite
/// syncs the folder with its log, and takes no notice where that fails; so it is done before.
fn sync_names(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    // Whoever reads first makes the log. It stays as long as the connection.
    setting::<i64>(connection, "user_version")?;
    #[cfg(unix)]
    File::open(path.parent().unwrap_or(path)).and_then(|folder| folder.sync_all()).map_err(unavailable)?;
    Ok(())
}

/// After a sync that failed, the log as the system shows it need not be what the disk holds. So it is written once more, as
/// it is, and only then copied into the file: otherwise a power cut halfway would leave a file that no log can mend.
fn write_afresh(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let nobody_writes = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failure)?;
    rewrite(&log_of(path)).map_err(unavailable)?;
    nobody_writes.finish().map_err(failure)?;
    let is_busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(failure)?;
    if is_busy {
        let why = "somebody else is reading the log, so it could not be written afresh";
        let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
        return Err(failure(rusqlite::Error::SqliteFailure(busy, Some(why.to_owned()))));
    }
    Ok(())
}

/// What is written again is synced again, whatever the system believes to be on the disk already.
fn rewrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    file.rewind()?;
    file.write_all(&bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_setting_that_forgets_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.db");
        create(&path).unwrap();
        for (name, value, found) in
            [("journal_mode", "delete", "delete"), ("synchronous", "normal", "1"), ("fullfsync", "off", "0")]
        {
            let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
            set_durable(&connection).unwrap();
            check_durable(&connection).unwrap();
            connection.pragma_update(None, name, value).unwrap();
            let error = check_durable(&connection).unwrap_err();
            assert!(
                matches!(&error, StoreError::NotDurable { setting, found: was, .. }
                if *setting == name && was == found),
                "{error}"
            );
        }
    }

    #[test]
    fn an_sqlite_with_the_bug_is_refused() {
        at_least(rusqlite::version_number()).unwrap();
        assert!(matches!(at_least(3_051_002), Err(StoreError::NotDurable { .. })));
    }
}
