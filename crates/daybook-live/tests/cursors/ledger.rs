//! What a client wrote down: the test's idea of a correct reader.

use daybook_live::{Cursor, Event};

/// One stream as one client saw it.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// The last cursor that the client holds.
    pub(crate) position: Option<Cursor>,
    /// The events since it last started over: number and payload.
    pub(crate) seen: Vec<(u64, String)>,
    pub(crate) resets: usize,
    started_over: bool,
}

impl Ledger {
    pub(crate) fn subscribed(&mut self, cursor: Cursor) {
        if let Some(position) = &self.position
            && !self.started_over
        {
            assert_eq!(*position, cursor, "subscribed elsewhere than asked");
        }
        if self.started_over {
            self.seen.clear();
        }
        self.started_over = false;
        self.position = Some(cursor);
    }

    pub(crate) fn event(&mut self, event: &Event) {
        assert!(!self.started_over, "an event between a reset and its cursor");
        let position = self.position.as_mut().expect("an event before its subscription");
        assert_eq!(event.seq, position.seq + 1, "a gap or a double after {position}");
        position.seq = event.seq;
        self.seen.push((event.seq, event.payload.to_string()));
    }

    pub(crate) fn reset(&mut self) {
        self.started_over = true;
        self.resets += 1;
    }
}
