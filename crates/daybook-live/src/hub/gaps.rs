//! Reading what a node missed in a stream.
//!
//! A gap waits a moment for a late hint (threads of one process overtake each other, too) and is then
//! read page by page. Several streams are read at a time, each by one read.
//! Not here: noticing that there is a gap (`node`, `healing`).

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::Hub;
use crate::node::Step;

/// Events per read.
const PAGE: usize = 500;

/// Streams that are read at a time.
const AT_A_TIME: usize = 8;

/// How long a stream whose read failed waits for the next.
const PAUSE: Duration = Duration::from_millis(500);

#[derive(Default)]
pub(super) struct Gaps {
    waiting: Mutex<Vec<(Instant, Arc<str>)>>,
    opened: Notify,
}

impl Gaps {
    /// Has the gap in `stream` read after `grace`.
    pub(super) fn open(&self, stream: Arc<str>, grace: Duration) {
        self.waiting.lock().push((Instant::now() + grace, stream));
        self.opened.notify_one();
    }

    fn next_due(&self) -> Option<Instant> {
        self.waiting.lock().iter().map(|(due, _)| *due).min()
    }

    fn take_due(&self, at_most: usize) -> Vec<Arc<str>> {
        let now = Instant::now();
        let mut taken = Vec::new();
        self.waiting.lock().retain(|(due, stream)| {
            let take = *due <= now && taken.len() < at_most;
            if take {
                taken.push(Arc::clone(stream));
            }
            !take
        });
        taken
    }
}

impl Hub {
    pub(super) async fn read_gaps(&self) {
        let mut reads = JoinSet::new();
        loop {
            for stream in self.0.gaps.take_due(AT_A_TIME - reads.len()) {
                let hub = self.clone();
                reads.spawn(async move { hub.read_gap(&stream).await });
            }
            let is_free = reads.len() < AT_A_TIME;
            let due = self.0.gaps.next_due();
            tokio::select! {
                _ = reads.join_next(), if !reads.is_empty() => {}
                () = self.0.gaps.opened.notified() => {}
                () = sleep_until(due.unwrap_or_else(Instant::now)), if is_free && due.is_some() => {}
            }
        }
    }

    /// Reads until the stream is level, nobody follows it any more, or the database fails.
    async fn read_gap(&self, stream: &Arc<str>) {
        let history = self.0.history.load(Ordering::SeqCst);
        while let Some(after) = self.gap_of(stream) {
            let read = self.0.source.after(Arc::clone(stream), after, PAGE).await;
            if self.0.history.load(Ordering::SeqCst) != history {
                return;
            }
            let events = match read {
                Ok(events) => events,
                Err(failure) => {
                    tracing::warn!(%stream, %failure, "a gap could not be read; it is tried again");
                    self.advance(stream, |cursor, _| {
                        cursor.failed();
                        Step::Level
                    });
                    self.0.gaps.open(Arc::clone(stream), PAUSE);
                    return;
                }
            };
            self.0.healed.fetch_add(events.len() as u64, Ordering::Relaxed);
            let step = self.advance(stream, |cursor, ready| cursor.page(events, ready));
            if step != Some(Step::Read) {
                return;
            }
        }
    }

    /// Where the stream's gap is; a gap that closed by itself is taken note of.
    fn gap_of(&self, stream: &str) -> Option<u64> {
        let mut shard = self.0.shards.of(stream).lock();
        let followed = shard.get(stream)?;
        let gap = followed.cursor.gap();
        if gap.is_none() {
            followed.cursor.failed();
        }
        gap
    }
}
