//! Hints to and from the other nodes.
//!
//! A hint is never believed further than it can be checked: one of another history only makes the node
//! look at the database. Not here: the wire on which they travel (`bus`).

use std::sync::Arc;

use super::Hub;
use crate::{Event, Hint};

impl Hub {
    /// Tells the other nodes what was committed here.
    pub(super) fn hint(&self, events: Vec<Arc<Event>>) {
        if events.is_empty() {
            return;
        }
        let epoch = self.0.epoch.read().clone();
        let hint = |event: Arc<Event>| Hint {
            node: self.0.node,
            epoch: epoch.clone(),
            stream: Arc::clone(&event.stream),
            seq: event.seq,
            event: Some(event),
        };
        self.0.bus.publish(events.into_iter().map(hint).collect());
    }

    pub(super) async fn take_hints(&self) {
        let mut hints = self.0.bus.subscribe(self.0.node);
        while let Some(hint) = hints.recv().await {
            self.hinted(hint);
        }
        // The bus went away for good; healing alone goes on.
        std::future::pending::<()>().await;
    }

    fn hinted(&self, hint: Hint) {
        let ours = self.0.epoch.read().clone();
        if ours.is_none() || ours != hint.epoch {
            self.0.heal_now.notify_one();
            return;
        }
        match hint.event {
            Some(event) => self.offer(event),
            None => self.raise(&hint.stream, hint.seq, std::time::Duration::ZERO),
        }
    }
}
