//! A database for the hub's tests: logs in memory, which can fail and be slow.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use daybook_live::{Bus, Cursor, Event, Failure, Head, Heads, Note, Source};
use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    failures: AtomicUsize,
    reads: AtomicUsize,
    asked_heads: AtomicUsize,
    pause: Mutex<Duration>,
}

#[derive(Default)]
struct State {
    epoch: u32,
    streams: HashMap<Arc<str>, (u64, Vec<Arc<str>>)>,
}

/// A bus that tells nobody anything.
pub(crate) struct Deaf {
    pub(crate) up: bool,
}

impl Bus for Deaf {
    fn publish(&self, _: Vec<Note>) {}

    fn subscribe(&self, _: u64) -> mpsc::Receiver<Note> {
        mpsc::channel(1).1
    }

    fn is_up(&self) -> bool {
        self.up
    }
}

impl Log {
    pub(crate) fn commit(&self, stream: &str, count: usize) -> Vec<Event> {
        self.commit_of(stream, count, 2)
    }

    pub(crate) fn commit_of(&self, stream: &str, count: usize, bytes: usize) -> Vec<Event> {
        let payload: Arc<str> = "x".repeat(bytes).into();
        let mut state = self.0.state.lock();
        let (_, events) = state.streams.entry(stream.into()).or_default();
        let first = events.len() as u64 + 1;
        events.extend(std::iter::repeat_n(Arc::clone(&payload), count));
        (first..first + count as u64)
            .map(|seq| Event::new(stream, seq, "k", Arc::clone(&payload)))
            .collect()
    }

    pub(crate) fn cursor(&self, seq: u64) -> Cursor {
        Cursor { epoch: epoch(&self.0.state.lock()), seq }
    }

    pub(crate) fn prune(&self, stream: &str, floor: u64) {
        self.0.state.lock().streams.get_mut(stream).expect("a stream").0 = floor;
    }

    /// Another history, in which the stream has so many events.
    pub(crate) fn restore(&self, stream: &str, head: usize) {
        let mut state = self.0.state.lock();
        state.epoch += 1;
        state.streams.get_mut(stream).expect("a stream").1.truncate(head);
    }

    pub(crate) fn fail(&self, times: usize) {
        self.0.failures.store(times, Ordering::SeqCst);
    }

    pub(crate) fn slow(&self, pause: Duration) {
        *self.0.pause.lock() = pause;
    }

    pub(crate) fn reads(&self) -> usize {
        self.0.reads.load(Ordering::SeqCst)
    }

    pub(crate) fn asked_heads(&self) -> usize {
        self.0.asked_heads.load(Ordering::SeqCst)
    }

    pub(crate) fn source(&self) -> Source {
        let (heads, after) = (self.clone(), self.clone());
        Source::new(
            move |streams| {
                let log = heads.clone();
                async move {
                    log.answer().await?;
                    log.0.asked_heads.fetch_add(1, Ordering::SeqCst);
                    Ok(log.heads(&streams))
                }
            },
            move |stream, seq, limit| {
                let log = after.clone();
                async move {
                    log.answer().await?;
                    log.0.reads.fetch_add(1, Ordering::SeqCst);
                    Ok(log.after(&stream, seq, limit))
                }
            },
        )
    }

    async fn answer(&self) -> Result<(), Failure> {
        let pause = *self.0.pause.lock();
        sleep_until(Instant::now() + pause).await;
        let fails = self
            .0
            .failures
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if fails.is_ok() { Err("the database is away".into()) } else { Ok(()) }
    }

    fn heads(&self, streams: &[Arc<str>]) -> Heads {
        let state = self.0.state.lock();
        let known = streams.iter().filter_map(|stream| {
            let (floor, events) = state.streams.get(stream)?;
            Some((Arc::clone(stream), Head { head: events.len() as u64, floor: *floor }))
        });
        Heads { epoch: epoch(&state), heads: known.collect() }
    }

    fn after(&self, stream: &Arc<str>, seq: u64, limit: usize) -> Vec<Arc<Event>> {
        let state = self.0.state.lock();
        let Some((floor, events)) = state.streams.get(stream) else { return Vec::new() };
        let numbered = (1..).zip(events).skip_while(|(number, _)| *number <= seq.max(*floor));
        numbered
            .take(limit)
            .map(|(seq, payload)| {
                Arc::new(Event::new(Arc::clone(stream), seq, "k", Arc::clone(payload)))
            })
            .collect()
    }
}

fn epoch(state: &State) -> Arc<str> {
    format!("e{}", state.epoch).into()
}
