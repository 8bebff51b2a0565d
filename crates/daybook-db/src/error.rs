//! The one error of this crate, sorted by what a caller can do about it.
//!
//! Invariant: neither `Display` nor `Debug` shows a parameter or a row's data, so that an error may be logged whole.
//!
//! Not here: how each engine's codes are sorted (`sqlite/errors.rs`, `postgres/errors.rs`).

use std::{fmt, path::Path};

use thiserror::Error;

/// What a call on the database answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the database did not do as it was asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The queue is full, the job waited too long, or it kept losing to other transactions. Try again.
    #[error("the database is busy")]
    Busy,
    /// There is no room left to write.
    #[error("the database's storage is full")]
    StorageFull,
    /// The database cannot be reached, was closed, or took too long. After a lost COMMIT the outcome is unknown.
    #[error("the database is unavailable: {0}")]
    Unavailable(Box<str>),
    /// A unique, foreign key or exclusion constraint refused the change.
    #[error("the change conflicts with what is stored")]
    Conflict,
    /// [`Tx::one`](crate::Tx::one) found nothing.
    #[error("the statement returned no row")]
    NoRow,
    /// A text holds the character NUL, which PostgreSQL cannot store.
    #[error("parameter ${0} holds a NUL character")]
    NulInText(usize),
    /// A read tried to write.
    #[error("a read cannot write")]
    ReadOnly,
    /// The closure panicked; its changes are gone, and nobody else's.
    #[error("the unit of work panicked")]
    Panicked,
    /// The statement was called with another number of parameters than it has.
    #[error("the statement takes {expected} parameters, got {given}")]
    Parameters {
        /// How many the text names.
        expected: usize,
        /// How many were passed.
        given: usize,
    },
    /// A column cannot be read as the type that was asked for.
    #[error("column {index} is {found}, not {wanted}")]
    Column {
        /// Counted from 0.
        index: usize,
        /// What the database returned.
        found: &'static str,
        /// The Rust type that was asked for.
        wanted: &'static str,
    },
    /// The database refused the statement: a mistake in its text, or a value that a check refuses.
    #[error("the statement failed: {0}")]
    Statement(Box<str>),
    /// The database file is damaged.
    #[error("the database is damaged: {0}")]
    Damaged(Box<str>),
    /// The database could not be opened.
    #[error("cannot open the database: {0}")]
    Open(Box<str>),
    /// A file of a backup or a restore cannot be read, written or put in its place.
    #[error("{0}")]
    File(Box<str>),
    /// The migrations and the database do not fit together.
    #[error("{0}")]
    Migration(Box<str>),
}

impl Error {
    pub(crate) fn unavailable(why: &str) -> Self {
        Self::Unavailable(why.into())
    }

    pub(crate) fn file(path: &Path, why: impl fmt::Display) -> Self {
        Self::File(format!("{}: {why}", path.display()).into())
    }

    pub(crate) fn closed() -> Self {
        Self::unavailable("it was closed")
    }

    pub(crate) fn too_slow() -> Self {
        Self::unavailable("the time for this transaction is over")
    }
}

/// The statement's text on one line, short enough for a log. It holds no values: those are parameters.
pub(crate) fn excerpt(sql: &str) -> String {
    const LENGTH: usize = 160;
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
