//! Sorting SQLSTATE codes into [`Error`].
//!
//! Invariant: the server's words are passed on for mistakes in a text (class 42) alone; elsewhere they may quote a value.
//!
//! Not here: what follows from an error (`connection.rs`, `worker.rs`).

use ::postgres::error::SqlState;

use crate::{Error, error::excerpt};

/// The error of a statement, in a form that may be logged.
pub(super) fn sorted(error: &::postgres::Error, sql: &str) -> Error {
    let Some(said) = error.as_db_error() else {
        return without_answer(error, sql);
    };
    let code = said.code();
    match code.code() {
        "23505" | "23503" | "23P01" => Error::Conflict,
        "53100" => Error::StorageFull,
        "40001" | "40P01" | "55P03" => Error::Busy,
        "25006" => Error::ReadOnly,
        "57014" => Error::too_slow(),
        "XX001" | "XX002" => Error::Damaged(code.code().into()),
        text if text.starts_with("42") => statement(&format!("{text} {}", said.message()), sql),
        text if ["08", "53", "57", "58"].contains(&&text[..2]) => {
            Error::unavailable(said.message())
        }
        text => statement(&named(text, said.constraint()), sql),
    }
}

/// True for the two errors after which the same transaction may succeed when it runs again.
pub(super) fn lost_a_race(error: &::postgres::Error) -> bool {
    [Some(&SqlState::T_R_SERIALIZATION_FAILURE), Some(&SqlState::T_R_DEADLOCK_DETECTED)]
        .contains(&error.code())
}

/// True when a statement was compiled for a schema that has changed since.
pub(super) fn outlived_its_plan(error: &::postgres::Error) -> bool {
    let Some(said) = error.as_db_error() else {
        return false;
    };
    let replanned = *said.code() == SqlState::FEATURE_NOT_SUPPORTED
        && said.routine() == Some("RevalidateCachedQuery");
    replanned || *said.code() == SqlState::INVALID_SQL_STATEMENT_NAME
}

/// True when the server ended the connection, or it cannot be trusted to be the right one any more.
pub(super) fn breaks(error: &::postgres::Error) -> bool {
    match error.as_db_error() {
        Some(said) => matches!(said.severity(), "FATAL" | "PANIC"),
        None => error.is_closed() || is_io(error),
    }
}

fn is_io(error: &::postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|cause| cause.is::<std::io::Error>())
}

fn without_answer(error: &::postgres::Error, sql: &str) -> Error {
    if breaks(error) {
        return Error::unavailable("the connection was lost");
    }
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
