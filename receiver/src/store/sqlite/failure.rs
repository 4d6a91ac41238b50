//! What SQLite's errors mean to an operator.

use std::sync::Arc;

use rusqlite::{Error, ErrorCode};

use super::super::StoreError;

pub(super) fn failure(error: Error) -> StoreError {
    let code = error.sqlite_error_code();
    let is_value = matches!(
        error,
        Error::FromSqlConversionFailure(..) | Error::IntegralValueOutOfRange(..) | Error::InvalidColumnType(..)
    );
    let cause = Arc::new(error);
    match code {
        Some(ErrorCode::DiskFull) => StoreError::Full(cause),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly(cause),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(cause),
        Some(
            ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::OutOfMemory,
        ) => StoreError::Unavailable(cause),
        _ if is_value => StoreError::Damaged(cause),
        _ => StoreError::Internal(cause),
    }
}

/// Whether somebody else is at the file for a moment.
pub(super) fn is_passing(error: &StoreError) -> bool {
    match error {
        StoreError::Unavailable(cause) => {
            let code = cause.downcast_ref::<Error>().and_then(Error::sqlite_error_code);
            matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
        }
        // Between a look at the file and its opening; some file systems put another one there when it is first written.
        StoreError::Replaced { .. } => true,
        _ => false,
    }
}
