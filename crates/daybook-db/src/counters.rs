//! What the database threads count: plain atomics, read without a lock.
//!
//! Not here: names and formats of metrics.

use std::sync::atomic::{AtomicU64, Ordering};

/// A counter that only grows.
#[derive(Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The counters of one open database.
#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) jobs: Counter,
    pub(crate) commits: Counter,
    pub(crate) busy: Counter,
    pub(crate) retries: Counter,
    pub(crate) reconnects: Counter,
}

/// A moment of an open database, for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Reads that wait for a thread. On PostgreSQL one queue serves both, and it is counted here and below.
    pub reads_waiting: usize,
    /// Writes that wait for a thread.
    pub writes_waiting: usize,
    /// Jobs that ran, whatever came of them.
    pub jobs: u64,
    /// Write transactions that were committed; on SQLite one may hold many jobs.
    pub commits: u64,
    /// Jobs that were refused or withdrawn because they would have waited too long.
    pub busy: u64,
    /// Transactions that ran again because they lost to another one, or to another job of their group.
    pub retries: u64,
    /// Connections that were opened anew after a failure.
    pub reconnects: u64,
}
