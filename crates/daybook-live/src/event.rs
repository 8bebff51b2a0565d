//! What travels: events, and the heads of streams.
//!
//! An event is immutable and shared by everyone who gets it, and so are its frames (`frames`).
//! Not here: what passes without being stored (`signal`, `presence`).

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::frames::{Face, Frames};

/// What an event and its bookkeeping cost beside its payload, in bytes.
const OVERHEAD: usize = 128;

/// One committed change.
pub struct Event {
    /// The stream, as `user:7` or `room:3`.
    pub stream: Arc<str>,
    /// Its place there: dense, from 1, in the order of commits.
    pub seq: u64,
    /// What happened, as `task_updated`.
    pub kind: Arc<str>,
    /// The object, as JSON text.
    pub payload: Arc<str>,
    frames: Frames,
}

impl Event {
    /// An event whose frames are not encoded yet.
    pub fn new(
        stream: impl Into<Arc<str>>,
        seq: u64,
        kind: impl Into<Arc<str>>,
        payload: impl Into<Arc<str>>,
    ) -> Self {
        Self {
            stream: stream.into(),
            seq,
            kind: kind.into(),
            payload: payload.into(),
            frames: Frames::default(),
        }
    }

    /// The event's frame on `face`, encoded by the first who asks. `None` when the face does not show
    /// this kind of event. The bytes of a text frame must be UTF-8.
    pub fn frame(&self, face: Face, encode: impl FnOnce(&Self) -> Option<Bytes>) -> Option<Bytes> {
        self.frames.get(face, || encode(self))
    }

    /// The memory that it holds while it waits, its frame included, in bytes.
    #[must_use]
    pub fn cost(&self) -> usize {
        2 * self.payload.len() + OVERHEAD
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({} {} {})", self.stream, self.seq, self.kind)
    }
}

/// The two ends of a stream in the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last committed sequence number; 0 for a stream without events.
    pub head: u64,
    /// The last pruned one: events after it can be read.
    pub floor: u64,
}

/// The heads of several streams, read at once. A stream without events may be left out.
#[derive(Clone, Debug)]
pub struct Heads {
    /// The history to which the heads belong.
    pub epoch: Arc<str>,
    /// Head and floor by stream.
    pub heads: HashMap<Arc<str>, Head>,
}

impl Heads {
    /// The ends of `stream`.
    #[must_use]
    pub fn of(&self, stream: &str) -> Head {
        self.heads.get(stream).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_encoded_once_per_face() {
        const ONE: Face = Face::new(0);
        const TWO: Face = Face::new(1);
        let event = Event::new("user:7", 1, "note", "{}");
        let first = event.frame(ONE, |_| Some(Bytes::from_static(b"first")));
        assert_eq!(first.as_deref(), Some(&b"first"[..]));
        assert_eq!(event.frame(ONE, |_| panic!("encoded twice")), first);
        assert_eq!(event.frame(TWO, |_| None), None);
        assert_eq!(event.frame(TWO, |_| panic!("asked twice")), None);
    }
}
