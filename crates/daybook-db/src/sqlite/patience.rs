//! How long a connection waits for a lock that another connection holds.
//!
//! SQLite's own timeout looks ten times a second in the end. Beside a process that writes without pause, that hardly
//! ever meets the short moment in which the lock is free, so here it is looked for each millisecond.
//!
//! Not here: who is asked to wait less (`checkpoint.rs`).

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite::ErrorCode;

const BETWEEN_LOOKS: Duration = Duration::from_millis(1);

/// Shared between a connection and its busy handler.
#[derive(Clone)]
pub(super) struct Patience(Arc<AtomicU64>);

impl Patience {
    pub(super) fn new(time: Duration) -> Self {
        Self(Arc::new(AtomicU64::new(millis(time))))
    }

    /// Changes the time and answers what it was.
    pub(super) fn replace(&self, time: Duration) -> Duration {
        Duration::from_millis(self.0.swap(millis(time), Ordering::Relaxed))
    }

    /// Runs what SQLite may refuse without a question to the busy handler: who reads and wants to write as well is refused
    /// at once beside another who writes, for each would wait for the other.
    pub(super) fn until_free<T>(
        &self,
        mut run: impl FnMut() -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let begun = Instant::now();
        loop {
            let end = run();
            let busy = matches!(&end, Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
            if !busy || millis(begun.elapsed()) >= self.0.load(Ordering::Relaxed) {
                return end;
            }
            pause();
        }
    }

    /// SQLite's busy handler: true to look again.
    pub(super) fn handler(&self) -> impl FnMut(i32) -> bool + Send + 'static {
        let patience = self.clone();
        let mut waited = Duration::ZERO;
        move |looks| {
            if looks == 0 {
                waited = Duration::ZERO;
            }
            let begun = Instant::now();
            pause();
            // What SQLite does between two looks is no waiting: moving a long WAL takes its time.
            waited += begun.elapsed();
            millis(waited) < patience.0.load(Ordering::Relaxed)
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "SQLite does not signal that a lock is free")]
fn pause() {
    thread::sleep(BETWEEN_LOOKS);
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
