//! What is told to those who follow a stream now, and then forgotten: never stored, never told again.
//!
//! Not here: what a signal means (the application), who may give one.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::frames::{Face, Frames};

/// What a signal and its bookkeeping cost beside its payload, in bytes.
const OVERHEAD: usize = 128;

/// A passing word to all who follow a stream.
pub struct Signal {
    /// The stream, as `room:3`.
    pub stream: Arc<str>,
    /// What is told, as JSON text.
    pub payload: Arc<str>,
    frames: Frames,
}

impl Signal {
    /// A signal whose frames are not encoded yet.
    pub fn new(stream: impl Into<Arc<str>>, payload: impl Into<Arc<str>>) -> Self {
        Self { stream: stream.into(), payload: payload.into(), frames: Frames::default() }
    }

    /// The signal's frame on `face`, as [`crate::Event::frame`].
    pub fn frame(&self, face: Face, encode: impl FnOnce(&Self) -> Option<Bytes>) -> Option<Bytes> {
        self.frames.get(face, || encode(self))
    }

    /// The memory that it holds while it waits, its frame included, in bytes.
    pub(crate) fn cost(&self) -> usize {
        2 * self.payload.len() + OVERHEAD
    }
}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signal({})", self.stream)
    }
}
