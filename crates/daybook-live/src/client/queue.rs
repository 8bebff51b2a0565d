//! What waits for one socket, bounded in messages and bytes.
//!
//! A batch that the socket is still writing counts as well, so that the bound holds for all that a
//! stalled socket keeps alive. Answers (subscribed, reset, close) are not bounded: their number is
//! that of the streams.
//! Not here: what happens to an event that finds no room (`core`).

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Limits, Outgoing};
use crate::{Event, Signal};

/// Slots that an emptied queue keeps; more are given back.
const KEPT: usize = 32;

#[derive(Clone, Copy, Debug, Default)]
struct Load {
    messages: usize,
    bytes: usize,
}

#[derive(Debug, Default)]
pub(super) struct Queue {
    items: VecDeque<Outgoing>,
    waiting: Load,
    in_flight: Load,
}

impl Queue {
    /// Whether one more event may wait. An empty queue takes any event.
    pub(super) fn has_room(&self, cost: usize, limits: &Limits) -> bool {
        let messages = self.waiting.messages + self.in_flight.messages;
        let bytes = self.waiting.bytes + self.in_flight.bytes;
        messages == 0 || (messages < limits.messages && bytes.saturating_add(cost) <= limits.bytes)
    }

    pub(super) fn event(&mut self, event: Arc<Event>) {
        self.waiting.messages += 1;
        self.waiting.bytes += event.cost();
        self.items.push_back(Outgoing::Event(event));
    }

    pub(super) fn signal(&mut self, signal: Arc<Signal>) {
        self.waiting.messages += 1;
        self.waiting.bytes += signal.cost();
        self.items.push_back(Outgoing::Signal(signal));
    }

    pub(super) fn answer(&mut self, answer: Outgoing) {
        self.items.push_back(answer);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Nothing waits and nothing is being written.
    pub(super) fn is_drained(&self) -> bool {
        self.items.is_empty() && self.in_flight.messages == 0
    }

    /// Moves all that waits to `batch`; it counts until `written`.
    pub(super) fn take(&mut self, batch: &mut Vec<Outgoing>) {
        batch.extend(self.items.drain(..));
        self.in_flight.messages += self.waiting.messages;
        self.in_flight.bytes += self.waiting.bytes;
        self.waiting = Load::default();
        if self.items.capacity() > KEPT {
            self.items.shrink_to(KEPT);
        }
    }

    pub(super) fn written(&mut self) {
        self.in_flight = Load::default();
    }

    /// Forgets what waits of one stream.
    pub(super) fn purge(&mut self, stream: &str) {
        let waiting = &mut self.waiting;
        self.items.retain(|item| match item {
            Outgoing::Event(event) if *event.stream == *stream => {
                waiting.messages -= 1;
                waiting.bytes -= event.cost();
                false
            }
            Outgoing::Signal(signal) if *signal.stream == *stream => {
                waiting.messages -= 1;
                waiting.bytes -= signal.cost();
                false
            }
            Outgoing::Subscribed { stream: other, .. } | Outgoing::Reset(other) => {
                **other != *stream
            }
            _ => true,
        });
    }

    pub(super) fn clear(&mut self) {
        self.items = VecDeque::new();
        self.waiting = Load::default();
    }
}
