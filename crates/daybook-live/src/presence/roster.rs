//! Who is present in a stream, as it is told.
//!
//! Not here: how it is found out (`presence`).

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::frames::{Face, Frames};

/// Somebody who may be present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The user.
    pub id: i64,
    /// What the user is called.
    pub name: Arc<str>,
}

/// All who are present in a stream, each once, sorted by name.
pub struct Roster {
    /// The stream.
    pub stream: Arc<str>,
    /// Who is there.
    pub people: Vec<Person>,
    /// Other nodes cannot be heard: who is there alone is not told, who left there may be.
    pub degraded: bool,
    /// Later ones of this node are higher.
    pub(crate) version: u64,
    frames: Frames,
}

impl Roster {
    pub(super) fn new(
        stream: Arc<str>,
        mut people: Vec<Person>,
        degraded: bool,
        version: u64,
    ) -> Self {
        people.sort_unstable_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        Self { stream, people, degraded, version, frames: Frames::default() }
    }

    pub(super) fn tells_the_same(&self, other: &Self) -> bool {
        self.degraded == other.degraded && self.people == other.people
    }

    /// The roster's frame on `face`, as [`crate::Event::frame`].
    pub fn frame(&self, face: Face, encode: impl FnOnce(&Self) -> Option<Bytes>) -> Option<Bytes> {
        self.frames.get(face, || encode(self))
    }
}

impl fmt::Debug for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.people.iter().map(|person| &*person.name);
        write!(f, "Roster({} {:?}", self.stream, names.collect::<Vec<_>>())?;
        f.write_str(if self.degraded { ", degraded)" } else { ")" })
    }
}
