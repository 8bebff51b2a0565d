//! A small world: nodes with sockets, a network between them that can be trusted or not, and a clock.
//!
//! Not here: what is drawn (`main`).

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use daybook_live::Roster;
use daybook_live::presence::{Pace, Person, Presence, Report};

const STREAMS: [&str; 2] = ["room:1", "room:2"];

pub(crate) struct World {
    pub(crate) nodes: Vec<Node>,
    network: VecDeque<(usize, usize, Report)>,
    pace: Pace,
    begun: Instant,
    now: Instant,
    clients: u64,
}

pub(crate) struct Node {
    presence: Presence,
    /// Client, stream, user.
    sockets: Vec<(u64, Arc<str>, i64)>,
    /// The last list of each stream, and when it was told to all.
    pub(crate) shown: HashMap<Arc<str>, (BTreeSet<i64>, bool)>,
    told: HashMap<Arc<str>, Instant>,
    is_up: bool,
    is_alive: bool,
}

impl World {
    pub(crate) fn new(nodes: usize, pace: Pace) -> Self {
        let begun = Instant::now();
        let node = |_| Node {
            presence: Presence::new(pace),
            sockets: Vec::new(),
            shown: HashMap::new(),
            told: HashMap::new(),
            is_up: true,
            is_alive: true,
        };
        let nodes = (0..nodes).map(node).collect();
        let mut world =
            Self { nodes, network: VecDeque::new(), pace, begun, now: begun, clients: 0 };
        world.turn();
        world
    }

    pub(crate) fn enter(&mut self, at: usize, stream: usize, user: i64) {
        let (stream, client): (Arc<str>, _) = (STREAMS[stream % 2].into(), self.clients);
        self.clients += 1;
        let node = &mut self.nodes[at];
        if !node.is_alive {
            return;
        }
        node.sockets.push((client, Arc::clone(&stream), user));
        let person = Person { id: user, name: format!("user-{user}").into() };
        let roster = node.presence.enter(&stream, &person, client, self.now);
        node.show(&roster);
        self.turn();
    }

    pub(crate) fn leave(&mut self, at: usize, which: usize) {
        let node = &mut self.nodes[at];
        if node.sockets.is_empty() {
            return;
        }
        let (client, stream, user) = node.sockets.swap_remove(which % node.sockets.len());
        node.presence.leave(&stream, user, client, self.now);
        self.turn();
    }

    /// Whether a node hears the others.
    pub(crate) fn plug(&mut self, at: usize, is_up: bool) {
        self.nodes[at].is_up = is_up;
        self.turn();
    }

    pub(crate) fn kill(&mut self, at: usize) {
        let node = &mut self.nodes[at];
        (node.is_alive, node.sockets) = (false, Vec::new());
    }

    /// Loses what is next on its way.
    pub(crate) fn lose(&mut self) {
        self.network.pop_front();
    }

    /// Delivers so much of what is on its way.
    pub(crate) fn deliver(&mut self, count: usize) {
        for _ in 0..count {
            let Some((from, to, report)) = self.network.pop_front() else { return };
            let node = &mut self.nodes[to];
            if node.is_alive && node.is_up {
                node.presence.hear(to as u64, from as u64, report, self.now);
            }
            self.turn();
        }
    }

    /// Time goes by, as each node would see it.
    pub(crate) fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        loop {
            let dues =
                self.nodes.iter().filter(|it| it.is_alive).filter_map(|it| it.presence.due());
            match dues.min() {
                Some(due) if due <= end => self.now = self.now.max(due),
                _ => break,
            }
            self.turn();
        }
        self.now = end;
        self.turn();
    }

    /// Everybody hears everybody, and nothing is lost, for long enough.
    pub(crate) fn settle(&mut self) {
        (0..self.nodes.len()).for_each(|at| self.plug(at, true));
        let enough = Pace::default();
        let end = self.now + enough.dead_after + enough.grace + enough.at_most * 2;
        while self.now < end {
            self.pass(Duration::from_millis(100));
            self.deliver(usize::MAX);
        }
    }

    /// What each node shows is the truth.
    pub(crate) fn is_true(&self) -> bool {
        let mut truth: BTreeMap<&Arc<str>, BTreeSet<i64>> = BTreeMap::new();
        for (_, stream, user) in self.nodes.iter().flat_map(|node| &node.sockets) {
            truth.entry(stream).or_default().insert(*user);
        }
        let own = |node: &Node| node.sockets.iter().map(|(_, stream, _)| stream.clone()).collect();
        self.nodes.iter().filter(|node| node.is_alive).all(|node| {
            let streams: BTreeSet<Arc<str>> = own(node);
            streams
                .iter()
                .all(|stream| node.shown.get(stream) == Some(&(truth[stream].clone(), false)))
        })
    }

    /// Whoever has a socket is shown wherever somebody looks, as far as `of` hears of them.
    pub(crate) fn assert_nobody_is_missing(&self, hears_all: bool) {
        for node in self.nodes.iter().filter(|node| node.is_alive) {
            let others = self.nodes.iter().filter(|_| hears_all).flat_map(|other| &other.sockets);
            for (_, stream, user) in node.sockets.iter().chain(others) {
                if let Some((shown, _)) = node.shown.get(stream) {
                    let looks = node.sockets.iter().any(|(_, other, _)| other == stream);
                    assert!(!looks || shown.contains(user), "{user} is missing in {stream}");
                }
            }
        }
    }

    fn turn(&mut self) {
        let (now, between) = (self.now, self.pace.between);
        for at in 0..self.nodes.len() {
            let others: Vec<_> = (0..self.nodes.len()).filter(|other| *other != at).collect();
            let node = &mut self.nodes[at];
            if !node.is_alive {
                continue;
            }
            node.presence.hears(node.is_up, now);
            let turn = node.presence.turn(now);
            for roster in &turn.rosters {
                let before = node.told.insert(Arc::clone(&roster.stream), now);
                let begun = self.begun;
                assert!(before.is_none_or(|it| it + between <= now), "{:?}", now - begun);
                node.show(roster);
            }
            for report in turn.reports.into_iter().filter(|_| node.is_up) {
                self.network.extend(others.iter().map(|other| (at, *other, report.clone())));
            }
        }
    }
}

impl Node {
    fn show(&mut self, roster: &Roster) {
        let users: Vec<_> = roster.people.iter().map(|person| person.id).collect();
        let once: BTreeSet<_> = users.iter().copied().collect();
        assert_eq!(once.len(), users.len(), "somebody is there twice: {roster:?}");
        assert!(roster.people.is_sorted_by_key(|person| &person.name), "{roster:?}");
        self.shown.insert(Arc::clone(&roster.stream), (once, roster.degraded));
    }
}
