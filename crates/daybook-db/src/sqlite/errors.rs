//! Sorting SQLite's codes into [`Error`].
//!
//! Invariant: a message of SQLite is passed on only where it names schema and grammar, never values.
//!
//! Not here: what the writer does after an error (`group.rs`).

use rusqlite::{ErrorCode, ffi};

use crate::{Error, error::excerpt};

/// SQLite's own words, for places where no value can be in them.
pub(super) fn text(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    }
}

/// The error of a text that SQLite could not compile.
pub(super) fn of_text(error: &rusqlite::Error, sql: &str) -> Error {
    match error.sqlite_error_code() {
        None | Some(ErrorCode::Unknown) => statement(&text(error), sql),
        Some(_) => of_run(error, sql),
    }
}

/// The error of a statement that ran.
pub(super) fn of_run(error: &rusqlite::Error, sql: &str) -> Error {
    let rusqlite::Error::SqliteFailure(code, message) = error else {
        return statement("the answer could not be read", sql);
    };
    let said = || message.clone().unwrap_or_else(|| code.to_string());
    match code.code {
        ErrorCode::ConstraintViolation if conflicts(code.extended_code) => Error::Conflict,
        ErrorCode::ConstraintViolation => statement(&said(), sql),
        ErrorCode::DiskFull => Error::StorageFull,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy,
        ErrorCode::ReadOnly => Error::ReadOnly,
        ErrorCode::OperationInterrupted => Error::too_slow(),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            Error::Damaged(code.to_string().into())
        }
        ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory | ErrorCode::CannotOpen => {
            Error::Unavailable(code.to_string().into())
        }
        _ => statement(&code.to_string(), sql),
    }
}

/// True when the connection must not be trusted any more.
pub(super) fn breaks(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::SystemIoFailure
                | ErrorCode::OutOfMemory
                | ErrorCode::CannotOpen
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
        )
    )
}

fn conflicts(extended: i32) -> bool {
    matches!(
        extended,
        ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID
            | ffi::SQLITE_CONSTRAINT_FOREIGNKEY
    )
}

fn statement(message: &str, sql: &str) -> Error {
    Error::Statement(format!("{message}, in: {}", excerpt(sql)).into())
}
