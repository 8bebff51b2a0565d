//! Who has a client on this node, in which stream.
//!
//! Invariant: somebody is here from the first of their clients until the grace after the last has passed.
//! Not here: other nodes (`peers`), who is told (`presence`).

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use super::Person;

#[derive(Debug, Default)]
pub(super) struct Here {
    streams: HashMap<Arc<str>, Place>,
    /// In the order in which they go; who came back meanwhile is passed over.
    leaving: VecDeque<(Instant, Arc<str>, i64)>,
}

/// Those who are in one stream.
#[derive(Debug, Default)]
struct Place {
    people: HashMap<i64, Attendance>,
    clients: usize,
}

#[derive(Debug)]
struct Attendance {
    name: Arc<str>,
    clients: Vec<u64>,
    /// When the grace ends, for somebody without a client.
    leaves: Option<Instant>,
}

impl Here {
    /// Somebody has this client in the stream; tells whether that changes who is there. Idempotent.
    pub(super) fn enter(&mut self, stream: &Arc<str>, person: &Person, client: u64) -> bool {
        let place = self.streams.entry(Arc::clone(stream)).or_default();
        let mut changed = false;
        let attendance = place.people.entry(person.id).or_insert_with(|| {
            changed = true;
            let (name, clients) = (Arc::clone(&person.name), Vec::with_capacity(1));
            Attendance { name, clients, leaves: None }
        });
        attendance.leaves = None;
        if !attendance.clients.contains(&client) {
            attendance.clients.push(client);
            place.clients += 1;
        }
        if attendance.name != person.name {
            attendance.name = Arc::clone(&person.name);
            changed = true;
        }
        changed
    }

    /// The client is not in the stream any more; if it was the last, its user goes at `then`.
    pub(super) fn leave(&mut self, stream: &str, user: i64, client: u64, then: Instant) {
        let Some((stream, _)) = self.streams.get_key_value(stream) else { return };
        let stream = Arc::clone(stream);
        let Some(place) = self.streams.get_mut(&stream) else { return };
        let Some(attendance) = place.people.get_mut(&user) else { return };
        let Some(at) = attendance.clients.iter().position(|it| *it == client) else { return };
        attendance.clients.swap_remove(at);
        place.clients -= 1;
        if attendance.clients.is_empty() {
            attendance.leaves = Some(then);
            self.leaving.push_back((then, stream, user));
        }
    }

    /// When the next grace ends.
    pub(super) fn due(&self) -> Option<Instant> {
        self.leaving.front().map(|(then, ..)| *then)
    }

    /// The next of those whose grace is over, who is not here any more.
    pub(super) fn gone(&mut self, now: Instant) -> Option<(Arc<str>, Person)> {
        while self.due().is_some_and(|then| then <= now) {
            let (then, stream, user) = self.leaving.pop_front()?;
            let Some(place) = self.streams.get_mut(&stream) else { continue };
            if place.people.get(&user).is_none_or(|it| it.leaves != Some(then)) {
                continue;
            }
            let Some(attendance) = place.people.remove(&user) else { continue };
            if place.people.is_empty() {
                self.streams.remove(&stream);
            }
            return Some((stream, Person { id: user, name: attendance.name }));
        }
        None
    }

    /// Who is here in a stream.
    pub(super) fn people(&self, stream: &str) -> impl Iterator<Item = (i64, &Arc<str>)> {
        let people = self.streams.get(stream).into_iter().flat_map(|place| &place.people);
        people.map(|(user, attendance)| (*user, &attendance.name))
    }

    /// Everybody, everywhere.
    pub(super) fn whole(&self) -> Vec<(Arc<str>, Person)> {
        let people = |stream: &Arc<str>| {
            let stream = Arc::clone(stream);
            let person = |(id, name): (i64, &Arc<str>)| Person { id, name: Arc::clone(name) };
            self.people(&stream).map(person).map(|it| (Arc::clone(&stream), it)).collect::<Vec<_>>()
        };
        self.streams.keys().flat_map(people).collect()
    }

    /// Whether nobody is here in a stream.
    pub(super) fn is_empty(&self, stream: &str) -> bool {
        !self.streams.contains_key(stream)
    }

    /// How many clients are in a stream.
    pub(super) fn clients(&self, stream: &str) -> usize {
        self.streams.get(stream).map_or(0, |place| place.clients)
    }

    /// The streams that somebody is in.
    pub(super) fn streams(&self) -> impl Iterator<Item = &Arc<str>> {
        self.streams.keys()
    }
}
