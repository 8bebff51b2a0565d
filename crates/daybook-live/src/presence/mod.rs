//! Who is present: whoever has a client in a stream, on this node or on another.
//!
//! A state machine: moments, clients and what other nodes tell come in; lists of who is there, and what the
//! others are to be told, come out. Leaving counts after a grace; changes are told together.
//!
//! Invariants: nobody is missing from a list while one of their clients is in the stream; a user is in it
//! once; whoever left is not in it for longer than the grace and the time between two lists; what is known by
//! another node dies with it.
//! Not here: clock, sockets, the bus, database (`hub`), and what a list looks like.

mod here;
mod pace;
mod peers;
mod report;
mod roster;
mod telling;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use self::here::Here;
pub use self::pace::Pace;
use self::peers::Peers;
pub use self::report::{Change, Report};
pub use self::roster::{Person, Roster};
use self::telling::Telling;

/// The presence of a node.
#[derive(Debug, Default)]
pub struct Presence {
    pace: Pace,
    here: Here,
    peers: Peers,
    telling: Telling,
    lists: HashMap<Arc<str>, List>,
    /// Which lists are to be told, and when.
    due: HashMap<Arc<str>, Instant>,
    degraded: bool,
    versions: u64,
}

/// The list of a stream in which somebody is here.
#[derive(Debug, Default)]
struct List {
    roster: Option<Arc<Roster>>,
    /// Somebody may have come or gone since.
    is_stale: bool,
    /// The version that was told to all.
    told: u64,
    /// When the next may be told.
    rests: Option<Instant>,
}

/// What is to be told now.
#[derive(Debug, Default)]
pub struct Turn {
    /// To those who follow their streams on this node.
    pub rosters: Vec<Arc<Roster>>,
    /// To the other nodes.
    pub reports: Vec<Report>,
}

impl Presence {
    /// Nobody.
    #[must_use]
    pub fn new(pace: Pace) -> Self {
        Self { pace, ..Self::default() }
    }

    /// Somebody's client is in a stream now; what it is to be told first. Idempotent.
    pub fn enter(
        &mut self,
        stream: &Arc<str>,
        person: &Person,
        client: u64,
        now: Instant,
    ) -> Arc<Roster> {
        if self.here.enter(stream, person, client) {
            self.telling.change(stream, person.clone(), true);
            self.changed(stream, now);
        }
        self.roster(stream)
    }

    /// A client is not in a stream any more. Idempotent.
    pub fn leave(&mut self, stream: &str, user: i64, client: u64, now: Instant) {
        self.here.leave(stream, user, client, now + self.pace.grace);
    }

    /// Whether other nodes can be heard. While they cannot, what is known of them stays as it was.
    pub fn hears(&mut self, others: bool, now: Instant) {
        if self.degraded != others && self.telling.is_open() == others {
            return;
        }
        self.degraded = !others;
        if others {
            self.peers.spare(now + self.pace.dead_after);
        }
        self.telling.open(others, now);
        let streams: Vec<_> = self.here.streams().cloned().collect();
        streams.iter().for_each(|stream| self.changed(stream, now));
    }

    /// Another node tells something; `me` is the number of this one.
    pub fn hear(&mut self, me: u64, node: u64, report: Report, now: Instant) {
        match report {
            Report::Ask { of } if of.is_none_or(|of| of == me) => self.telling.tell_whole(),
            Report::Gone => self.peers.part(node, now + self.pace.grace),
            report => {
                let heard = self.peers.hear(node, report, now, now + self.pace.dead_after);
                heard.changed.iter().for_each(|stream| self.changed_elsewhere(stream, now));
                if heard.asks {
                    self.telling.ask(node);
                }
            }
        }
    }

    /// Another history began: what others told was of the one before.
    pub fn forget_others(&mut self, now: Instant) {
        let streams = self.peers.forget();
        streams.iter().for_each(|stream| self.changed_elsewhere(stream, now));
        self.telling.open(self.telling.is_open(), now);
    }

    /// When [`Presence::turn`] has something to do.
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        let deaths = if self.degraded { None } else { self.peers.due() };
        let dues = [self.here.due(), deaths, self.telling.due()];
        self.due.values().copied().chain(dues.into_iter().flatten()).min()
    }

    /// Lets those go whose time is over; what is to be told now.
    pub fn turn(&mut self, now: Instant) -> Turn {
        while let Some((stream, person)) = self.here.gone(now) {
            self.telling.change(&stream, person, false);
            self.changed(&stream, now);
        }
        if !self.degraded {
            let streams = self.peers.bury(now);
            streams.iter().for_each(|stream| self.changed_elsewhere(stream, now));
        }
        let mut due = Vec::new();
        self.due.retain(|stream, then| {
            let waits = *then > now;
            if !waits {
                due.push(Arc::clone(stream));
            }
            waits
        });
        let rosters = due.into_iter().filter_map(|stream| self.tell(&stream, now)).collect();
        Turn { rosters, reports: self.telling.reports(&self.here, now, self.pace.beat) }
    }

    /// The list of a stream, if it is another than the one that was told.
    fn tell(&mut self, stream: &Arc<str>, now: Instant) -> Option<Arc<Roster>> {
        if self.here.is_empty(stream) {
            self.lists.remove(stream);
            return None;
        }
        let roster = self.roster(stream);
        let rests = now + self.pace.between(roster.people.len(), self.here.clients(stream));
        let list = self.lists.get_mut(stream)?;
        if list.told == roster.version {
            return None;
        }
        (list.told, list.rests) = (roster.version, Some(rests));
        Some(roster)
    }

    /// What is nobody's list here is nothing to tell.
    fn changed_elsewhere(&mut self, stream: &Arc<str>, now: Instant) {
        if !self.here.is_empty(stream) {
            self.changed(stream, now);
        }
    }

    /// Has a list told as soon as it may be.
    fn changed(&mut self, stream: &Arc<str>, now: Instant) {
        let list = self.lists.entry(Arc::clone(stream)).or_default();
        list.is_stale = true;
        let then = list.rests.map_or(now, |rests| rests.max(now));
        self.due.entry(Arc::clone(stream)).or_insert(then);
    }

    /// Who is there, as it is now.
    fn roster(&mut self, stream: &Arc<str>) -> Arc<Roster> {
        let list = self.lists.entry(Arc::clone(stream)).or_default();
        if let (Some(roster), false) = (&list.roster, list.is_stale) {
            return Arc::clone(roster);
        }
        // Who is here and elsewhere is called as they are called here.
        let known = self.peers.people(stream).chain(self.here.people(stream));
        let people: BTreeMap<i64, &Arc<str>> = known.collect();
        let person = |(id, name): (i64, &Arc<str>)| Person { id, name: Arc::clone(name) };
        let people = people.into_iter().map(person).collect();
        self.versions += 1;
        let roster = Roster::new(Arc::clone(stream), people, self.degraded, self.versions);
        list.is_stale = false;
        match &list.roster {
            Some(before) if before.tells_the_same(&roster) => Arc::clone(before),
            _ => Arc::clone(list.roster.insert(Arc::new(roster))),
        }
    }
}
