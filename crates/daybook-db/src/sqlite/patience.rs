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

    /// SQLite's busy handler: true to look again.
    #[expect(clippy::disallowed_methods, reason = "SQLite does not signal that a lock is free")]
    pub(super) fn handler(&self) -> impl FnMut(i32) -> bool + Send + 'static {
        let patience = self.clone();
        let mut waited = Duration::ZERO;
        move |looks| {
            if looks == 0 {
                waited = Duration::ZERO;
            }
            let begun = Instant::now();
            thread::sleep(BETWEEN_LOOKS);
            // What SQLite does between two looks is no waiting: moving a long WAL takes its time.
            waited += begun.elapsed();
            millis(waited) < patience.0.load(Ordering::Relaxed)
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
