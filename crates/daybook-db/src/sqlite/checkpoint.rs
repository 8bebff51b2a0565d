//! Moving the WAL into the database file, so that it stays short.
//!
//! SQLite's own rule moves what it can after each thousand pages, but a WAL starts anew only at a moment without readers
//! in it. Readers that overlap without end never leave one, and the WAL grows for ever. So beyond a second mark the
//! writer moves what it can beside the readers, then has our own wait at the gate, briefly, and moves the rest.
//!
//! When one of our reads takes longer than that, those that come after it are made short until the WAL has begun anew,
//! and the writer waits longer than such a read takes. When the gate was of no use, somebody outside reads, a backup
//! perhaps: the writer then tries seldom, for nothing that it does would help.
//!
//! Not here: what a read is told that took too long (`Tx`), the gate (`gate.rs`).

use std::time::{Duration, Instant};

use super::{gate::Gate, length::Length, session::Session};

/// Bytes of pages before the first attempt to move something: most pages are the same few, written by each commit and
/// moved once.
const FIRST: u64 = 16 << 20;
/// Bytes between two attempts, while readers are in the way.
const EVERY: u64 = 4 << 20;
/// Bytes beyond which readers must wait.
const TOO_LONG: u64 = 32 << 20;
/// Bytes after which readers that are ours must wait again, however short the rest was.
const PRESSING: u64 = 8 << 20;
/// Between two tries.
pub(super) const REST: Duration = Duration::from_secs(1);
/// For our readers, which are usually quick.
const SHORT_WAIT: Duration = Duration::from_millis(100);
/// For our readers since they are to be quick: longer than such a read, shorter than a write may wait in its queue.
const LONG_WAIT: Duration = Duration::from_millis(500);
/// For readers that no gate of ours holds, while ours stand before it.
const STRANGERS: Duration = Duration::from_millis(100);

const PASSIVE: &str = "pragma wal_checkpoint(passive)";
const TRUNCATE: &str = "pragma wal_checkpoint(truncate)";

/// Who keeps the WAL from beginning anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InTheWay {
    Nobody,
    OneOfOurs,
    AStranger,
}

/// When to move what.
pub(super) struct Checkpoints {
    length: Length,
    gate: Gate,
    last: u64,
    due: u64,
    tried: Option<Try>,
}

/// The last time that the WAL was to begin anew, and did not.
struct Try {
    length: u64,
    rested: Instant,
    in_the_way: InTheWay,
}

impl Checkpoints {
    pub(super) fn new(length: Length, gate: Gate) -> Self {
        Self { length, gate, last: 0, due: FIRST, tried: None }
    }

    /// True while the WAL is to be made shorter even if nobody writes.
    pub(super) fn owed(&self) -> bool {
        self.tried.is_some()
    }

    /// To be called between two transactions, and now and then while it is owed.
    pub(super) fn keep_short(&mut self, session: &mut Session<'_>) {
        let length = self.length.bytes();
        if length < self.last {
            self.have_begun_anew();
        }
        self.last = length;
        if length >= TOO_LONG {
            if self.tried.as_ref().is_none_or(|tried| tried.again(length)) {
                self.begin_anew(session, length);
            }
        } else if length >= self.due {
            self.due = length + EVERY;
            self.done(session, PASSIVE, Duration::ZERO);
        }
    }

    fn begin_anew(&mut self, session: &mut Session<'_>, length: u64) {
        match self.in_the_way(session) {
            InTheWay::Nobody => {
                self.length.report(0);
                self.have_begun_anew();
            }
            in_the_way => {
                self.gate.hurry(true);
                self.tried = Some(Try { length, rested: Instant::now() + REST, in_the_way });
            }
        }
    }

    /// Moves the WAL; first what can be moved beside the readers, so that they stand at the gate for the rest only.
    fn in_the_way(&self, session: &mut Session<'_>) -> InTheWay {
        self.done(session, PASSIVE, Duration::ZERO);
        let patience = if self.tried.is_some() { LONG_WAIT } else { SHORT_WAIT };
        let Some(_alone) = self.gate.alone(patience) else { return InTheWay::OneOfOurs };
        if self.done(session, TRUNCATE, STRANGERS) { InTheWay::Nobody } else { InTheWay::AStranger }
    }

    fn have_begun_anew(&mut self) {
        self.gate.hurry(false);
        *self = Self::new(self.length.clone(), self.gate.clone());
    }

    /// True when it was done whole.
    fn done(&self, session: &mut Session<'_>, checkpoint: &str, patience: Duration) -> bool {
        match session.done_within(checkpoint, patience) {
            Ok(done) => done,
            Err(error) => {
                tracing::warn!(%error, bytes = self.last, "the WAL could not be moved into the database");
                false
            }
        }
    }
}

impl Try {
    fn again(&self, length: u64) -> bool {
        let presses = self.in_the_way == InTheWay::OneOfOurs && length >= self.length + PRESSING;
        presses || Instant::now() >= self.rested
    }
}
