//! The gate that this process's reads go through, so that the writer can have the file without them for a moment.
//!
//! Invariants: while the gate is held, no read of ours is in the WAL; one that comes waits before it is begun, behind the
//! writer and not longer than that needs; the writer waits no longer than it says.
//!
//! Not here: when the gate is wanted (`checkpoint.rs`); other processes, which it cannot hold.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use parking_lot::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// How long a read may take while the readers are asked to be quick.
const SHORT_READ: Duration = Duration::from_millis(300);

/// Shared by all connections to a file.
#[derive(Clone, Default)]
pub(super) struct Gate(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// Fair: whoever wants it alone is let in before those that come later.
    lock: RwLock<()>,
    hurry: AtomicBool,
}

/// A read is going on until this is dropped.
pub(super) struct Pass<'g> {
    _shared: RwLockReadGuard<'g, ()>,
    hurry: bool,
}

impl Pass<'_> {
    /// How long a read may take that may usually take so long.
    pub(super) fn limit(&self, usual: Duration) -> Duration {
        if self.hurry { usual.min(SHORT_READ) } else { usual }
    }
}

impl Gate {
    pub(super) fn pass(&self) -> Pass<'_> {
        let shared = self.0.lock.read();
        Pass { _shared: shared, hurry: self.0.hurry.load(Ordering::Relaxed) }
    }

    /// Asks the reads that come from now on to be quick, or no longer so.
    pub(super) fn hurry(&self, on: bool) {
        self.0.hurry.store(on, Ordering::Relaxed);
    }

    /// Keeps reads out until what is answered is dropped; `None` when one is still there after so long.
    pub(super) fn alone(&self, patience: Duration) -> Option<RwLockWriteGuard<'_, ()>> {
        self.0.lock.try_write_for(patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::mpsc, thread};

    const MOMENT: Duration = Duration::from_millis(1);
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn one_reader_is_enough_to_be_in_the_way() {
        let gate = Gate::default();
        let pass = gate.pass();
        assert!(gate.alone(MOMENT).is_none());
        drop(pass);
        assert!(gate.alone(MOMENT).is_some());
    }

    #[test]
    fn readers_that_overlap_without_end_let_the_writer_in() {
        let gate = Gate::default();
        let first = gate.pass();
        thread::scope(|threads| {
            let (entered, order) = mpsc::channel();
            let (gate, writer, reader) = (&gate, entered.clone(), entered);
            threads.spawn(move || {
                let guard = gate.alone(LONG);
                writer.send("the writer").unwrap();
                drop(guard);
            });
            // From the moment on in which the writer waits, nobody overtakes it.
            while gate.0.lock.try_read().is_some() {
                thread::yield_now();
            }
            threads.spawn(move || {
                let _pass = gate.pass();
                reader.send("a reader").unwrap();
            });
            drop(first);
            assert_eq!(order.recv_timeout(LONG), Ok("the writer"));
            assert_eq!(order.recv_timeout(LONG), Ok("a reader"));
        });
    }

    #[test]
    fn reads_are_short_while_there_is_hurry() {
        let gate = Gate::default();
        assert_eq!(gate.pass().limit(LONG), LONG);
        gate.hurry(true);
        assert_eq!(gate.pass().limit(LONG), SHORT_READ);
        assert_eq!(gate.pass().limit(MOMENT), MOMENT);
        gate.hurry(false);
        assert_eq!(gate.pass().limit(LONG), LONG);
    }
}
