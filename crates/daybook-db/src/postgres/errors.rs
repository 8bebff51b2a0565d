//! Sorting SQLSTATE codes into [`Error`].
//!
//! Invariant: the server's words are passed on for mistakes in a text (class 42) alone; elsewhere they may quote a value.
//!
//! Not here: what follows from an error (`connection.rs`, `worker.rs`).

use tokio_postgres::error::{DbError, SqlState};

use super::client::Failure;
use crate::{Error, error::excerpt};

/// The error of a statement, in a form that may be logged.
pub(super) fn sorted(failure: &Failure, sql: &str) -> Error {
    let Some(said) = said(failure) else {
        return without_answer(failure, sql);
    };
    let code = said.code();
    match code.code() {
        "23505" | "23503" | "23P01" => Error::Conflict,
        "53100" => Error::StorageFull,
        "40001" | "40P01" | "55P03" => Error::Busy,
        "25006" => Error::ReadOnly,
        "57014" => Error::too_slow(),
        // It rested in a transaction, and its connection with it.
        "25P03" => Error::unavailable(said.message()),
        "XX001" | "XX002" => Error::Damaged(code.code().into()),
        text if text.starts_with("42") => statement(&format!("{text} {}", said.message()), sql),
        text if ["08", "53", "57", "58"].contains(&&text[..2]) => {
            Error::unavailable(said.message())
        }
        text => statement(&named(text, said.constraint()), sql),
    }
}

/// True for the two errors after which the same transaction may succeed when it runs again.
pub(super) fn lost_a_race(failure: &Failure) -> bool {
    [Some(&SqlState::T_R_SERIALIZATION_FAILURE), Some(&SqlState::T_R_DEADLOCK_DETECTED)]
        .contains(&code(failure))
}

/// What the server calls it, when it said anything.
pub(super) fn code(failure: &Failure) -> Option<&SqlState> {
    said(failure).map(DbError::code)
}

fn said(failure: &Failure) -> Option<&DbError> {
    match failure {
        Failure::Told(error) => error.as_db_error(),
        Failure::Silence => None,
    }
}

/// True when a statement was compiled for a schema that has changed since.
pub(super) fn outlived_its_plan(failure: &Failure) -> bool {
    let Some(said) = said(failure) else {
        return false;
    };
    let replanned = *said.code() == SqlState::FEATURE_NOT_SUPPORTED
        && said.routine() == Some("RevalidateCachedQuery");
    replanned || *said.code() == SqlState::INVALID_SQL_STATEMENT_NAME
}

/// True when the server ended the connection, or it cannot be trusted to be the right one any more.
pub(super) fn breaks(failure: &Failure) -> bool {
    match (said(failure), failure) {
        (Some(said), _) => matches!(said.severity(), "FATAL" | "PANIC"),
        (None, Failure::Told(error)) => error.is_closed() || is_io(error),
        (None, Failure::Silence) => true,
    }
}

fn is_io(error: &tokio_postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|cause| cause.is::<std::io::Error>())
}

fn without_answer(failure: &Failure, sql: &str) -> Error {
    let error = match failure {
        Failure::Told(_) if breaks(failure) => {
            return Error::unavailable("the connection was lost");
        }
        Failure::Told(error) => error,
        Failure::Silence => return Error::unavailable(&failure.to_string()),
    };
    match std::error::Error::source(error) {
        // Our own words, from `types.rs`.
        Some(cause) => statement(&format!("{error}: {cause}"), sql),
        None => statement(&error.to_string(), sql),
    }
}

fn named(code: &str, constraint: Option<&str>) -> String {
    constraint
        .map_or_else(|| format!("SQLSTATE {code}"), |name| format!("SQLSTATE {code} ({name})"))
}

fn statement(message: &str, sql: &str) -> Error {
    Error::Statement(format!("{message}, in: {}", excerpt(sql)).into())
}
