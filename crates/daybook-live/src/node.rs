//! Where a node stands in one followed stream.
//!
//! Events come from three sides (the committing thread, hints, reads), in any order, doubled or not at
//! all. The cursor lets each through once, in order. What arrives early is held, and a read is asked
//! for; what cannot be read any more is jumped over, and then each client looks for itself.
//!
//! Invariants: after `last` nothing was let through; `held` lies beyond `last + 1`; `head` is the
//! highest sequence number that is known to be committed.
//! Not here: subscribers, clocks, reads (`hub`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Event;

/// How many early events are held before they are left to the read that comes anyway.
const HELD: usize = 256;

/// The cursor of a node in a stream.
#[derive(Debug, Default)]
pub struct NodeCursor {
    last: Option<u64>,
    head: u64,
    held: BTreeMap<u64, Arc<Event>>,
    asked: bool,
}

/// What the caller has to do after it told the cursor something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing beyond passing on what became ready.
    Level,
    /// Read the events after [`NodeCursor::gap`]; nobody else was asked to.
    Read,
    /// The cursor stands at this sequence number now without having passed on what lies before it:
    /// tell each subscriber how far the stream is.
    Jumped(u64),
}

impl NodeCursor {
    /// An event was committed here, or came as a hint. What may be passed on now is added to `ready`.
    pub fn offer(&mut self, event: Arc<Event>, ready: &mut Vec<Arc<Event>>) -> Step {
        let seq = event.seq;
        self.head = self.head.max(seq);
        match self.last {
            Some(last) if seq <= last => {}
            Some(last) if seq > last + 1 => {
                if self.held.len() < HELD {
                    self.held.insert(seq, event);
                }
            }
            _ => self.pass(event, ready),
        }
        self.step()
    }

    /// The stream is known to reach `head`: from a heads query, or a hint without its event.
    pub fn heal(&mut self, head: u64) -> Step {
        self.head = self.head.max(head);
        if self.last.is_none() {
            self.last = Some(self.head);
            return Step::Jumped(self.head);
        }
        self.step()
    }

    /// The events after `gap()` were read, some or all of them.
    pub fn page(&mut self, events: Vec<Arc<Event>>, ready: &mut Vec<Arc<Event>>) -> Step {
        self.asked = false;
        let before = self.last;
        for event in events {
            self.head = self.head.max(event.seq);
            match self.last {
                Some(last) if event.seq <= last => {}
                // Pruned in between: each client finds the gap, and starts over.
                _ => self.pass(event, ready),
            }
        }
        if self.last == before && self.gap().is_some() {
            self.last = Some(self.head);
            self.held.clear();
            return Step::Jumped(self.head);
        }
        self.step()
    }

    /// The read failed; the next event or healing asks again.
    pub fn failed(&mut self) {
        self.asked = false;
    }

    /// The sequence number after which events are missing, if any are.
    #[must_use]
    pub fn gap(&self) -> Option<u64> {
        self.last.filter(|last| *last < self.head)
    }

    /// Another history began: forget this one.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    fn pass(&mut self, event: Arc<Event>, ready: &mut Vec<Arc<Event>>) {
        let mut last = event.seq;
        ready.push(event);
        while let Some(next) = self.held.first_entry() {
            match *next.key() {
                seq if seq <= last => drop(next.remove()),
                seq if seq == last + 1 => {
                    ready.push(next.remove());
                    last = seq;
                }
                _ => break,
            }
        }
        self.last = Some(last);
    }

    fn step(&mut self) -> Step {
        if self.gap().is_none() || self.asked {
            return Step::Level;
        }
        self.asked = true;
        Step::Read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(seq: u64) -> Arc<Event> {
        Arc::new(Event::new("s", seq, "k", "{}"))
    }

    /// Runs the offers and tells what was let through, and the last step.
    fn offers(cursor: &mut NodeCursor, seqs: &[u64]) -> (Vec<u64>, Step) {
        let mut ready = Vec::new();
        let mut step = Step::Level;
        for seq in seqs {
            step = cursor.offer(event(*seq), &mut ready);
        }
        (ready.iter().map(|event| event.seq).collect(), step)
    }

    #[test]
    fn doubles_are_dropped_and_early_ones_wait() {
        let mut cursor = NodeCursor::default();
        assert_eq!(cursor.heal(4), Step::Jumped(4));
        assert_eq!(offers(&mut cursor, &[5, 5, 4]), (vec![5], Step::Level));
        assert_eq!(offers(&mut cursor, &[8]), (vec![], Step::Read));
        assert_eq!(offers(&mut cursor, &[7]), (vec![], Step::Level), "one read is enough");
        assert_eq!(cursor.gap(), Some(5));
        assert_eq!(offers(&mut cursor, &[6]), (vec![6, 7, 8], Step::Level));
        assert_eq!(cursor.gap(), None);
    }

    #[test]
    fn a_lost_hint_is_read_page_by_page() {
        let mut cursor = NodeCursor::default();
        cursor.heal(1);
        assert_eq!(cursor.heal(4), Step::Read);
        let mut ready = Vec::new();
        assert_eq!(cursor.page(vec![event(2)], &mut ready), Step::Read);
        assert_eq!(cursor.page(vec![event(3), event(4)], &mut ready), Step::Level);
        assert_eq!(ready.len(), 3);
    }

    #[test]
    fn what_was_pruned_is_jumped_over() {
        let mut cursor = NodeCursor::default();
        cursor.heal(1);
        cursor.heal(4);
        assert_eq!(cursor.page(Vec::new(), &mut Vec::new()), Step::Jumped(4));
        assert_eq!(cursor.gap(), None);
    }

    #[test]
    fn a_failed_read_is_asked_for_again() {
        let mut cursor = NodeCursor::default();
        cursor.heal(1);
        assert_eq!(cursor.heal(2), Step::Read);
        cursor.failed();
        assert_eq!(cursor.heal(2), Step::Read);
    }
}
