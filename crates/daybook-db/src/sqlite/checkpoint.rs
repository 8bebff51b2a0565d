//! Moving the WAL into the database file, so that it stays short.
//!
//! SQLite's own rule moves what it can after each thousand pages, but a WAL starts anew only at a moment without readers
//! in it. Readers that overlap without end never leave one, and the WAL grows for ever. So beyond a second mark the
//! writer waits for them, briefly: no reader can come in while it does, except at the very end of the WAL.
//!
//! Not here: the size that the file is cut back to (`journal_size_limit` in `open.rs`).

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use super::session::Session;
use crate::Result;

/// Pages between two attempts.
const EVERY: u32 = 1_000;
/// Pages beyond which the writer waits for readers: 32 MiB.
const TOO_LONG: u32 = 8_192;
/// How long it waits; twice as long after each time in vain, since reads may take up to their limit.
const PATIENCE: Duration = Duration::from_millis(100);
const MOST_PATIENCE: Duration = Duration::from_millis(1_600);

const PASSIVE: &str = "pragma wal_checkpoint(passive)";
const RESTART: &str = "pragma wal_checkpoint(restart)";

/// The WAL's length in pages after the last commit, as SQLite's hook reports it.
#[derive(Clone, Default)]
pub(super) struct Length(Arc<AtomicU32>);

impl Length {
    pub(super) fn report(&self, pages: i32) {
        self.0.store(pages.unsigned_abs(), Ordering::Relaxed);
    }
}

/// When to move what.
pub(super) struct Checkpoints {
    length: Length,
    last: u32,
    due: u32,
    patience: Duration,
}

impl Checkpoints {
    pub(super) fn new(length: Length) -> Self {
        Self { length, last: 0, due: EVERY, patience: PATIENCE }
    }

    /// To be called between two transactions.
    pub(super) fn keep_short(&mut self, session: &mut Session<'_>) {
        let pages = self.length.0.load(Ordering::Relaxed);
        if pages < self.last {
            self.due = EVERY;
            self.patience = PATIENCE;
        }
        self.last = pages;
        if pages < self.due {
            return;
        }
        self.due = pages + EVERY;
        let moved = if pages < TOO_LONG { session.control(PASSIVE) } else { self.restart(session) };
        if let Err(error) = moved {
            tracing::warn!(%error, pages, "the WAL could not be moved into the database");
        }
    }

    fn restart(&mut self, session: &mut Session<'_>) -> Result<()> {
        let patience = self.patience;
        self.patience = (patience * 2).min(MOST_PATIENCE);
        session.control_within(RESTART, patience)
    }
}
