//! What the threads of both engines share: how they start, and the hooks after a COMMIT.
//!
//! Not here: transactions.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread::{self, JoinHandle},
};

use crate::{Error, Result, lane::Lane, tx::AfterCommit};

/// The lanes of an open database and the threads that serve them.
pub(crate) struct Workers {
    pub(crate) reads: Lane,
    pub(crate) writes: Lane,
    pub(crate) threads: Vec<JoinHandle<()>>,
}

/// Starts a thread with a name that shows in a debugger and in a panic.
pub(crate) fn spawn(name: String, f: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    thread::Builder::new()
        .name(name)
        .spawn(f)
        .map_err(|error| Error::Open(format!("no thread: {error}").into()))
}

/// Runs the hooks in order; one that panics does not stop the others.
pub(crate) fn run_hooks(hooks: Vec<AfterCommit>) {
    for hook in hooks {
        if catch_unwind(AssertUnwindSafe(hook)).is_err() {
            tracing::error!("a hook after a commit panicked; the commit stands");
        }
    }
}
