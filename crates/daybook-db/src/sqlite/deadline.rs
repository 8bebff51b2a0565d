//! The time at which a running statement is interrupted, shared with SQLite's progress handler.
//!
//! Not here: what happens to an interrupted transaction.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

/// Nanoseconds after `start`; the largest number means never.
#[derive(Clone)]
pub(super) struct Deadline {
    start: Instant,
    at: Arc<AtomicU64>,
}

impl Default for Deadline {
    fn default() -> Self {
        Self { start: Instant::now(), at: Arc::new(AtomicU64::new(u64::MAX)) }
    }
}

impl Deadline {
    pub(super) fn set(&self, at: Instant) {
        self.at.store(self.since_start(at), Ordering::Relaxed);
    }

    pub(super) fn clear(&self) {
        self.at.store(u64::MAX, Ordering::Relaxed);
    }

    pub(super) fn passed(&self) -> bool {
        self.since_start(Instant::now()) >= self.at.load(Ordering::Relaxed)
    }

    fn since_start(&self, at: Instant) -> u64 {
        let span = at.saturating_duration_since(self.start);
        u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
    }
}
