//! Notes to and from the other nodes.
//!
//! A note is never believed further than it can be checked: one of another history only makes the node
//! look at the database. Not here: the wire on which they travel (`bus`).

use std::slice;
use std::sync::Arc;
use std::time::Duration;

use super::Hub;
use crate::{Event, Hint, Note, Told};

impl Hub {
    /// Tells the other nodes what was committed here.
    pub(super) fn hint(&self, events: Vec<Arc<Event>>) {
        let hint = |event: Arc<Event>| {
            let (stream, seq) = (Arc::clone(&event.stream), event.seq);
            Told::Hint(Hint { stream, seq, event: Some(event) })
        };
        self.tell_others(events.into_iter().map(hint));
    }

    pub(super) fn tell_others(&self, told: impl ExactSizeIterator<Item = Told>) {
        if told.len() == 0 {
            return;
        }
        let epoch = self.0.epoch.read().clone();
        let note = |told| Note { node: self.0.node, epoch: epoch.clone(), told };
        self.0.bus.publish(told.map(note).collect());
    }

    pub(super) async fn take_notes(&self) {
        let mut notes = self.0.bus.subscribe(self.0.node);
        while let Some(note) = notes.recv().await {
            self.take(note);
        }
        // The bus went away for good; healing alone goes on.
        std::future::pending::<()>().await;
    }

    fn take(&self, Note { node, epoch, told }: Note) {
        let ours = self.0.epoch.read().clone();
        let is_ours = ours.is_some() && ours == epoch;
        match told {
            Told::Hint(_) if !is_ours => self.0.heal_now.notify_one(),
            _ if !is_ours => {}
            Told::Hint(Hint { event: Some(event), .. }) => {
                self.offer(&event.stream, slice::from_ref(&event));
            }
            Told::Hint(Hint { stream, seq, .. }) => self.raise(&stream, seq, Duration::ZERO),
            Told::Report(report) => self.hear(node, report),
            Told::Signal(signal) => self.pass(&signal),
        }
    }
}
