//! How long the WAL is, as SQLite's hook reports it after each commit.
//!
//! Not here: what is done about it (`checkpoint.rs`).

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// The bytes of its pages.
#[derive(Clone, Default)]
pub(super) struct Length(Arc<AtomicU64>);

impl Length {
    pub(super) fn report(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
