//! What PostgreSQL's errors mean to an operator.

use std::{error::Error, fmt, iter, sync::Arc};

use tokio_postgres::error::SqlState;

use super::super::StoreError;

/// What the server or the driver said, without the details in which PostgreSQL quotes a row.
#[derive(Debug)]
struct Said {
    text: String,
    code: Option<SqlState>,
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)?;
        self.code.as_ref().map_or(Ok(()), |code| write!(out, " ({})", code.code()))
    }
}

impl Error for Said {}

#[expect(clippy::needless_pass_by_value, reason = "what is mapped is taken")]
pub(super) fn failure(error: tokio_postgres::Error) -> StoreError {
    let Some(server) = error.as_db_error() else {
        // No answer, or none that is one: the connection is of no use, and another may be.
        let causes = iter::successors(Some(&error as &dyn Error), |&error| error.source());
        return unavailable(&causes.map(ToString::to_string).collect::<Vec<_>>().join(": "));
    };
    let code = server.code().clone();
    let class = code.code().get(..2).unwrap_or_default().to_owned();
    let said = Arc::new(Said { text: server.message().to_owned(), code: Some(code.clone()) });
    match (class.as_str(), code) {
        (_, SqlState::DISK_FULL) => StoreError::Full(said),
        (_, SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE) => StoreError::ReadOnly(said),
        (
            _,
            SqlState::UNDEFINED_TABLE
            | SqlState::UNDEFINED_COLUMN
            | SqlState::UNDEFINED_OBJECT
            | SqlState::INVALID_SCHEMA_NAME
            | SqlState::DATA_CORRUPTED
            | SqlState::INDEX_CORRUPTED,
        ) => StoreError::Damaged(said),
        // Who may connect, which database.
        ("28" | "3D", _) => StoreError::NotLetIn(said),
        // Connections, transactions, resources, locks, operators, the system itself.
        ("08" | "25" | "40" | "53" | "55" | "57" | "58", _) => StoreError::Unavailable(said),
        _ => StoreError::Internal(said),
    }
}

/// Whether the server ended the transaction in favour of another one.
pub(super) fn is_repeatable(error: &StoreError) -> bool {
    let StoreError::Unavailable(cause) = error else { return false };
    let code = cause.downcast_ref::<Said>().and_then(|said| said.code.as_ref());
    code.is_some_and(|code| [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code))
}

pub(super) fn unavailable(text: &str) -> StoreError {
    StoreError::Unavailable(said(text))
}

pub(super) fn read_only(text: &str) -> StoreError {
    StoreError::ReadOnly(said(text))
}

pub(super) fn damaged(text: &str) -> StoreError {
    StoreError::Damaged(said(text))
}

pub(super) fn internal(text: String) -> StoreError {
    StoreError::Internal(Arc::new(Said { text, code: None }))
}

fn said(text: &str) -> Arc<Said> {
    Arc::new(Said { text: text.to_owned(), code: None })
}
