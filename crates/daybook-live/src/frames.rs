//! The wire forms of what many sockets get: the first who needs one encodes it, the others copy a pointer.
//!
//! Not here: how a frame looks; each face brings its own `encode`.

use std::sync::OnceLock;

use bytes::Bytes;

/// How many faces (wire forms of one thing) there can be.
const FACES: usize = 4;

/// One wire form, as the live socket's or a compatible socket's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face(usize);

impl Face {
    /// The face with this number; the application numbers its faces from 0.
    ///
    /// # Panics
    /// At compile time (it is meant for constants) when there are not so many faces.
    #[must_use]
    pub const fn new(number: usize) -> Self {
        assert!(number < FACES, "more faces than there is room for");
        Self(number)
    }
}

/// The frames of one thing, one per face. `None` is remembered too: that face does not show it.
#[derive(Default)]
pub(crate) struct Frames([OnceLock<Option<Bytes>>; FACES]);

impl Frames {
    pub(crate) fn get(&self, face: Face, encode: impl FnOnce() -> Option<Bytes>) -> Option<Bytes> {
        self.0[face.0].get_or_init(encode).clone()
    }
}
