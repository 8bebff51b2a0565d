//! Who is present on other nodes, as they tell it.
//!
//! Invariants: what a node told lives no longer than the node, give or take the time after which silence is
//! death; what is known of it is of one moment, never half of one and half of another.
//! Not here: who is on this node (`here`), and what it tells (`presence`).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Person, report::Change, report::Report};

/// How long to wait before the whole is asked for again.
const ASKED: Duration = Duration::from_secs(1);

type People = HashMap<Arc<str>, HashMap<i64, Arc<str>>>;

#[derive(Debug, Default)]
pub(super) struct Peers {
    nodes: HashMap<u64, Peer>,
}

#[derive(Debug)]
struct Peer {
    /// After how many changes `people` is the truth; `None` before it was told.
    version: Option<u64>,
    people: People,
    /// A whole that has come in part: the version, the next part.
    coming: Option<(u64, u32, People)>,
    asked: Option<Instant>,
    dies: Instant,
    is_gone: bool,
}

/// What a report led to.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// The streams in which somebody came or went.
    pub(super) changed: Vec<Arc<str>>,
    /// The whole has to be asked for.
    pub(super) asks: bool,
}

impl Peers {
    /// Takes what a node tells of itself; without a further word it is dead at `dies`.
    pub(super) fn hear(&mut self, node: u64, report: Report, now: Instant, dies: Instant) -> Heard {
        let peer = self.nodes.entry(node).or_insert_with(|| Peer::new(dies));
        if peer.is_gone {
            return Heard::default();
        }
        peer.dies = dies;
        let changed = peer.take(report);
        let asks = changed.is_none() && peer.asked.is_none_or(|asked| asked + ASKED <= now);
        if asks {
            peer.asked = Some(now);
        }
        Heard { changed: changed.unwrap_or_default(), asks }
    }

    /// A node says that it stops; what it told lives until `dies`.
    pub(super) fn part(&mut self, node: u64, dies: Instant) {
        if let Some(peer) = self.nodes.get_mut(&node) {
            (peer.is_gone, peer.dies) = (true, dies);
        }
    }

    /// Nobody could be heard for a time: all live on until `dies`.
    pub(super) fn spare(&mut self, dies: Instant) {
        self.nodes.values_mut().for_each(|peer| peer.dies = dies);
    }

    /// When the next of them dies.
    pub(super) fn due(&self) -> Option<Instant> {
        self.nodes.values().map(|peer| peer.dies).min()
    }

    /// Forgets those who are dead; the streams in which somebody was there by them.
    pub(super) fn bury(&mut self, now: Instant) -> Vec<Arc<str>> {
        let dead = self.nodes.extract_if(|_, peer| peer.dies <= now);
        dead.flat_map(|(_, peer)| peer.people.into_keys()).collect()
    }

    /// Forgets them all; the streams in which somebody was there by them.
    pub(super) fn forget(&mut self) -> Vec<Arc<str>> {
        self.nodes.drain().flat_map(|(_, peer)| peer.people.into_keys()).collect()
    }

    /// Who is in a stream elsewhere; somebody may be told more than once.
    pub(super) fn people(&self, stream: &str) -> impl Iterator<Item = (i64, &Arc<str>)> {
        let people = self.nodes.values().filter_map(|peer| peer.people.get(stream)).flatten();
        people.map(|(user, name)| (*user, name))
    }
}

impl Peer {
    fn new(dies: Instant) -> Self {
        let people = HashMap::new();
        Self { version: None, people, coming: None, asked: None, dies, is_gone: false }
    }

    /// The streams that changed; `None` when something was missed.
    fn take(&mut self, report: Report) -> Option<Vec<Arc<str>>> {
        match report {
            Report::Alive { version } => (self.version == Some(version)).then(Vec::new),
            Report::Changed { version, .. } if self.version >= Some(version) => Some(Vec::new()),
            Report::Changed { version, changes } => {
                if self.version? + 1 != version {
                    return None;
                }
                self.version = Some(version);
                Some(changes.into_iter().map(|change| self.change(change)).collect())
            }
            Report::Whole { version, .. } if self.version > Some(version) => Some(Vec::new()),
            Report::Whole { version, part, is_last, people } => {
                self.collect(version, part, people)?;
                if is_last { self.replace() } else { Some(Vec::new()) }
            }
            Report::Ask { .. } | Report::Gone => Some(Vec::new()),
        }
    }

    fn change(&mut self, change: Change) -> Arc<str> {
        let Change { stream, person, is_present } = change;
        let people = self.people.entry(Arc::clone(&stream)).or_default();
        if is_present {
            people.insert(person.id, person.name);
        } else {
            people.remove(&person.id);
        }
        if people.is_empty() {
            self.people.remove(&stream);
        }
        stream
    }

    /// Keeps a part of the whole; `None` when the one before it is missing.
    fn collect(&mut self, version: u64, part: u32, named: Vec<(Arc<str>, Person)>) -> Option<()> {
        let coming = match part {
            0 => Some((version, 0, People::new())),
            _ => self.coming.take().filter(|(of, next, _)| (*of, *next) == (version, part)),
        };
        let (_, _, mut people) = coming?;
        for (stream, person) in named {
            people.entry(stream).or_default().insert(person.id, person.name);
        }
        self.coming = Some((version, part.saturating_add(1), people));
        Some(())
    }

    /// The whole has come: what was known before is worth nothing.
    fn replace(&mut self) -> Option<Vec<Arc<str>>> {
        let (version, _, people) = self.coming.take()?;
        let before = std::mem::replace(&mut self.people, people);
        (self.version, self.asked) = (Some(version), None);
        let of = |people: &People, stream: &Arc<str>| people.get(stream).cloned();
        let streams = before.keys().chain(self.people.keys());
        let changed = streams.filter(|stream| of(&before, stream) != of(&self.people, stream));
        Some(changed.cloned().collect())
    }
}
