//! From what happened in a stream to all who follow it on this node.
//!
//! Costs a pointer per event and at most one wake-up per subscriber; nobody is waited for.
//! Not here: what a subscriber does with it (`client`).

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::Hub;
use super::shards::Followed;
use crate::Event;
use crate::node::{NodeCursor, Step};

impl Hub {
    /// Events of a stream came from this node or by a hint, in their order.
    pub(super) fn offer(&self, stream: &Arc<str>, events: &[Arc<Event>]) {
        let step = self.advance(stream, |cursor, ready| {
            events.iter().fold(Step::Level, |step, event| {
                match cursor.offer(Arc::clone(event), ready) {
                    Step::Level => step,
                    other => other,
                }
            })
        });
        if step == Some(Step::Read) {
            self.0.gaps.open(Arc::clone(stream), self.0.options.grace);
        }
    }

    /// The stream is known to reach `head`; what is missing may still come by itself within `grace`.
    pub(super) fn raise(&self, stream: &Arc<str>, head: u64, grace: Duration) {
        let step = self.advance(stream, |cursor, _| cursor.heal(head));
        if step == Some(Step::Read) {
            self.0.gaps.open(Arc::clone(stream), grace);
        }
    }

    /// Moves the stream's cursor and passes on what became ready. `None` when nobody follows it here.
    pub(super) fn advance(
        &self,
        stream: &str,
        tell: impl FnOnce(&mut NodeCursor, &mut Vec<Arc<Event>>) -> Step,
    ) -> Option<Step> {
        let mut shard = self.0.shards.of(stream).lock();
        let followed = shard.get(stream)?;
        let mut ready = Vec::new();
        let step = tell(&mut followed.cursor, &mut ready);
        let delivered = pass_on(followed, stream, &ready);
        if let Step::Jumped(head) = step {
            for mailbox in &followed.subscribers {
                mailbox.tell(|core| core.raise(stream, head));
            }
        }
        drop(shard);
        self.0.delivered.fetch_add(delivered, Ordering::Relaxed);
        Some(step)
    }
}

fn pass_on(followed: &Followed, stream: &str, ready: &[Arc<Event>]) -> u64 {
    if ready.is_empty() {
        return 0;
    }
    for mailbox in &followed.subscribers {
        mailbox.tell(|core| core.offer(stream, ready));
    }
    (followed.subscribers.len() * ready.len()) as u64
}
