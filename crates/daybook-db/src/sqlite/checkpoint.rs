//! Moving the WAL into the database file, so that it stays short.
//!
//! SQLite's own rule moves what it can after each thousand pages, but a WAL starts anew only at a moment without readers
//! in it. Readers that overlap without end never leave one, and the WAL grows for ever. So beyond a second mark the
//! writer waits for them, briefly: no reader can come in while it does, except at the very end of the WAL.
//!
//! When that was in vain, our own reads are made short until the WAL has begun anew, and the writer waits longer than such
//! a read takes. When even that is in vain, somebody outside reads, a backup perhaps: the writer then waits seldom, for
//! nothing that it does would help.
//!
//! Not here: what a read is told that took too long (`Tx`).

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use super::session::Session;

/// Pages before the first attempt to move something, 16 MiB: most of them are the same few, written by each commit and
/// moved once.
const FIRST: u32 = 4_000;
/// Pages between two attempts, while readers are in the way.
const EVERY: u32 = 1_000;
/// Pages beyond which the writer waits for readers: 32 MiB.
const TOO_LONG: u32 = 8_192;
/// Pages after which the writer waits again for readers that are ours, however short its rest was: 16 MiB.
const PRESSING: u32 = 4_096;
/// Between two waits of the writer.
pub(super) const REST: Duration = Duration::from_secs(1);
/// How long a read may take while the WAL is too long.
const SHORT_READ: Duration = Duration::from_millis(300);
/// Longer than two such reads, one that was there and one that came meanwhile, and the moving itself; shorter than a write
/// may wait in its queue.
const LONG_WAIT: Duration = Duration::from_millis(1_500);
const SHORT_WAIT: Duration = Duration::from_millis(100);
/// From this attempt on the reader that is in the way must be a stranger: ours are over.
const STRANGER: u32 = 4;
/// How often it is waited for as if it were one of ours: strangers leave too, and then ours may overlap again.
const NOW_AND_THEN: u32 = 5;

const PASSIVE: &str = "pragma wal_checkpoint(passive)";
const TRUNCATE: &str = "pragma wal_checkpoint(truncate)";

/// The WAL's length in pages after the last commit, as SQLite's hook reports it.
#[derive(Clone, Default)]
pub(super) struct Length(Arc<AtomicU32>);

impl Length {
    pub(super) fn report(&self, pages: i32) {
        self.0.store(pages.unsigned_abs(), Ordering::Relaxed);
    }
}

/// Asks the readers to be quick. Shared by all connections to a file.
#[derive(Clone, Default)]
pub(super) struct Hurry(Arc<AtomicBool>);

impl Hurry {
    /// How long a read may take that may usually take so long.
    pub(super) fn limit(&self, usual: Duration) -> Duration {
        if self.0.load(Ordering::Relaxed) { usual.min(SHORT_READ) } else { usual }
    }

    fn set(&self, on: bool) {
        self.0.store(on, Ordering::Relaxed);
    }
}

/// When to move what.
pub(super) struct Checkpoints {
    length: Length,
    hurry: Hurry,
    last: u32,
    due: u32,
    /// Waits since the WAL is too long, and its length at the last of them.
    attempts: u32,
    tried_at: u32,
    rested: Option<Instant>,
}

impl Checkpoints {
    pub(super) fn new(length: Length, hurry: Hurry) -> Self {
        Self { length, hurry, last: 0, due: FIRST, attempts: 0, tried_at: 0, rested: None }
    }

    /// True while the WAL is to be made shorter even if nobody writes.
    pub(super) fn owed(&self) -> bool {
        self.attempts > 0
    }

    /// To be called between two transactions, and now and then while it is owed.
    pub(super) fn keep_short(&mut self, session: &mut Session<'_>) {
        let pages = self.length.0.load(Ordering::Relaxed);
        if pages < self.last {
            self.begin_anew();
        }
        self.last = pages;
        if pages >= self.due {
            self.due = pages + EVERY;
            self.try_to(session, PASSIVE, Duration::ZERO);
        }
        let rested = self.rested.is_none_or(|rested| Instant::now() >= rested);
        let presses = self.attempts < STRANGER && pages >= self.tried_at.saturating_add(PRESSING);
        if pages >= TOO_LONG && (rested || presses) {
            self.attempts += 1;
            self.tried_at = pages;
            if self.try_to(session, TRUNCATE, self.patience()) {
                self.length.report(0);
                self.begin_anew();
            } else {
                self.hurry.set(true);
                self.rested = Some(Instant::now() + REST);
            }
        }
    }

    fn begin_anew(&mut self) {
        self.hurry.set(false);
        *self = Self::new(self.length.clone(), self.hurry.clone());
    }

    fn patience(&self) -> Duration {
        let for_ours = self.attempts > 1 && self.attempts < STRANGER;
        let now_and_then = self.attempts.is_multiple_of(NOW_AND_THEN);
        if for_ours || now_and_then { LONG_WAIT } else { SHORT_WAIT }
    }

    /// True when it was done whole.
    fn try_to(&self, session: &mut Session<'_>, sql: &str, patience: Duration) -> bool {
        match session.done_within(sql, patience) {
            Ok(done) => done,
            Err(error) => {
                tracing::warn!(%error, pages = self.last, "the WAL could not be moved into the database");
                false
            }
        }
    }
}
