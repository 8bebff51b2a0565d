//! What this node tells the others of who is present here.
//!
//! Changes at once, a sign of life now and then, and the whole to whoever asks, and when the others can be
//! heard again. While they cannot, nothing is told.
//! Not here: what the others tell (`peers`).

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Person;
use super::here::Here;
use super::report::{AT_ONCE, Change, Report};

#[derive(Debug, Default)]
pub(super) struct Telling {
    is_open: bool,
    /// How many changes were told, or could not be.
    version: u64,
    changes: Vec<Change>,
    asks: Vec<Option<u64>>,
    whole: bool,
    beat: Option<Instant>,
}

impl Telling {
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Others can be told, or not. At first they are told all, and asked for all.
    pub(super) fn open(&mut self, is_open: bool, now: Instant) {
        self.is_open = is_open;
        self.whole = is_open;
        self.asks = if is_open { vec![None] } else { Vec::new() };
        self.beat = is_open.then_some(now);
    }

    pub(super) fn change(&mut self, stream: &Arc<str>, person: Person, is_present: bool) {
        self.changes.push(Change { stream: Arc::clone(stream), person, is_present });
    }

    pub(super) fn ask(&mut self, node: u64) {
        if self.is_open {
            self.asks.push(Some(node));
        }
    }

    pub(super) fn tell_whole(&mut self) {
        self.whole = self.is_open;
    }

    /// When there is something to tell.
    pub(super) fn due(&self) -> Option<Instant> {
        self.beat
    }

    /// What is to be told now, and the next sign of life after a time.
    pub(super) fn reports(&mut self, here: &Here, now: Instant, then: Duration) -> Vec<Report> {
        let mut reports = Vec::new();
        let changes = std::mem::take(&mut self.changes);
        for changes in changes.chunks(AT_ONCE) {
            self.version += 1;
            reports.push(Report::Changed { version: self.version, changes: changes.to_vec() });
        }
        if !self.is_open {
            return Vec::new();
        }
        if std::mem::take(&mut self.whole) {
            reports.extend(Report::whole(self.version, &here.whole()));
        }
        reports.extend(self.asks.drain(..).map(|of| Report::Ask { of }));
        if self.beat.is_some_and(|beat| beat <= now) {
            self.beat = Some(now + then);
            reports.push(Report::Alive { version: self.version });
        }
        reports
    }
}
