//! What nodes tell each other of who is present.
//!
//! A node counts what it tells of changes. Whoever has heard all of them knows who is there; whoever has
//! not asks for the whole. Any of it may be lost.
//! Not here: how it travels (`bus`).

use std::sync::Arc;

use super::Person;

/// How many people one report names.
pub(super) const AT_ONCE: usize = 500;

/// What one node tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// It lives, and has told so many changes.
    Alive {
        /// How many.
        version: u64,
    },
    /// Some came or went, which makes it so many changes.
    Changed {
        /// How many, with this one.
        version: u64,
        /// Who came or went.
        changes: Vec<Change>,
    },
    /// Who is there after so many changes, in parts.
    Whole {
        /// How many.
        version: u64,
        /// Which part this is, from 0.
        part: u32,
        /// Whether no other follows.
        is_last: bool,
        /// Who is where.
        people: Vec<(Arc<str>, Person)>,
    },
    /// It wants the whole from this node, or from all.
    Ask {
        /// From whom.
        of: Option<u64>,
    },
    /// It stops; who was there comes back elsewhere.
    Gone,
}

/// Somebody came into a stream, or left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stream.
    pub stream: Arc<str>,
    /// Who.
    pub person: Person,
    /// Whether they are there now.
    pub is_present: bool,
}

impl Report {
    /// The whole, in as many parts as it takes.
    pub(super) fn whole(version: u64, people: &[(Arc<str>, Person)]) -> Vec<Self> {
        let parts = people.len().div_ceil(AT_ONCE).max(1);
        let part = |at: usize| {
            let rest = &people[at * AT_ONCE..];
            let people = rest[..rest.len().min(AT_ONCE)].to_vec();
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            Self::Whole { version, part: number, is_last: at + 1 == parts, people }
        };
        (0..parts).map(part).collect()
    }
}
