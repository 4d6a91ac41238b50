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
