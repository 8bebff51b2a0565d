//! What travels: events, the heads of streams, and hints between nodes.
//!
//! An event is immutable and shared by everyone who gets it, and so are its frames: the first socket
//! of a face encodes, the others copy a pointer.
//! Not here: how a frame looks; each face brings its own `encode`.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

/// How many faces (wire forms of one event) there can be.
const FACES: usize = 4;

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
    frames: [OnceLock<Option<Bytes>>; FACES],
}

/// One wire form of events, as the live socket's or a compatible socket's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face(usize);

impl Face {
    /// The face with this number; the application numbers its faces from 0.
    ///
    /// # Panics
    /// At compile time (it is meant for constants) when there are not so many faces.
    #[must_use]
    pub const fn new(number: usize) -> Self {
        assert!(number < FACES, "more faces than an event has room for");
        Self(number)
    }
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
            frames: Default::default(),
        }
    }

    /// The event's frame on `face`, encoded by the first who asks. `None` when the face does not show
    /// this kind of event. The bytes of a text frame must be UTF-8.
    pub fn frame(&self, face: Face, encode: impl FnOnce(&Self) -> Option<Bytes>) -> Option<Bytes> {
        self.frames[face.0].get_or_init(|| encode(self)).clone()
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

/// What one node tells the others after a commit. It may be lost, doubled, late or out of order.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The node that committed.
    pub node: u64,
    /// The history as that node knows it.
    pub epoch: Option<Arc<str>>,
    /// The stream that moved.
    pub stream: Arc<str>,
    /// To where.
    pub seq: u64,
    /// The event itself, when it is small enough to travel.
    pub event: Option<Arc<Event>>,
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
