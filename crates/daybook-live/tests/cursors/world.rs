//! A database, nodes and clients, where everything that can overlap is two operations.
//!
//! The database is a log per stream, a floor and an epoch. A commit reaches its node at once or late, and
//! the other nodes as hints in a bag, from which an operation delivers, doubles or drops any. Reads take
//! their snapshot at their start and answer, partly, at their end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use daybook_live::client::{Core, Limits, Wanted};
use daybook_live::node::NodeCursor;
use daybook_live::{Event, Head, Heads, Outgoing};

use crate::ledger::Ledger;
use crate::operations::*;

pub(crate) const NODES: usize = 3;
pub(crate) const CLIENTS: usize = 4;
pub(crate) const STREAMS: [&str; 2] = ["user:1", "room:2"];
pub(crate) const LIMITS: Limits = Limits { messages: 4, bytes: usize::MAX, page: 3, streams: 8 };

#[derive(Default)]
pub(crate) struct Log {
    pub(crate) events: Vec<Arc<Event>>,
    pub(crate) floor: u64,
}

pub(crate) struct Gap {
    pub(crate) stream: usize,
    pub(crate) snapshot: Vec<Arc<Event>>,
}

#[derive(Default)]
pub(crate) struct Node {
    pub(crate) epoch: Option<Arc<str>>,
    pub(crate) cursors: BTreeMap<usize, NodeCursor>,
    pub(crate) hints: Vec<(Arc<str>, Arc<Event>)>,
    pub(crate) wants: BTreeSet<usize>,
    pub(crate) reads: Vec<Gap>,
}

pub(crate) enum Answer {
    Heads(Heads),
    Events(Vec<Arc<Event>>),
}

pub(crate) struct Client {
    pub(crate) node: usize,
    pub(crate) core: Core,
    pub(crate) socket: Vec<Outgoing>,
    pub(crate) reading: Option<(Wanted, Answer)>,
    pub(crate) ledgers: [Ledger; 2],
    pub(crate) follows: [bool; 2],
}

pub(crate) struct World {
    pub(crate) heals: bool,
    pub(crate) epoch: Arc<str>,
    pub(crate) epochs: u32,
    pub(crate) committed: u64,
    pub(crate) logs: [Log; 2],
    pub(crate) nodes: Vec<Node>,
    pub(crate) clients: Vec<Client>,
}

impl World {
    pub(crate) fn new(heals: bool) -> Self {
        let client = |number| Client {
            node: number % NODES,
            core: Core::new(LIMITS),
            socket: Vec::new(),
            reading: None,
            ledgers: Default::default(),
            follows: [false; 2],
        };
        let mut world = Self {
            heals,
            epoch: "e0".into(),
            epochs: 0,
            committed: 0,
            logs: Default::default(),
            nodes: (0..NODES)
                .map(|_| Node { epoch: Some("e0".into()), ..Node::default() })
                .collect(),
            clients: (0..CLIENTS).map(client).collect(),
        };
        (0..CLIENTS).for_each(|client| world.subscribe_all(client));
        world
    }

    pub(crate) fn resets(&self) -> usize {
        self.clients.iter().flat_map(|client| &client.ledgers).map(|ledger| ledger.resets).sum()
    }

    pub(crate) fn apply(&mut self, Operation { kind, a, b }: Operation) {
        let (a, b) = (usize::from(a), usize::from(b));
        let (node, client, stream) = (a % NODES, a % CLIENTS, a % STREAMS.len());
        match kind {
            COMMIT | COMMIT_LATE => self.commit(stream, b % NODES, kind == COMMIT_LATE),
            HINT | DOUBLE_HINT | DROP_HINT | BARE_HINT => self.hint(node, b, kind),
            HEAL => self.heal(node),
            GAP_STARTS => self.gap_starts(node),
            GAP_ENDS => self.gap_ends(node, b),
            TAKE => self.take(client),
            RECEIVE => self.receive(client, b % 4),
            READ_STARTS => self.read_starts(client),
            READ_ENDS => self.read_ends(client, b % 4),
            CUT => self.cut(client, b % NODES),
            SUBSCRIBE_AGAIN => self.subscribe_again(client, b % STREAMS.len()),
            UNSUBSCRIBE => self.unsubscribe(client, b % STREAMS.len()),
            PRUNE => self.prune(stream, b % 4),
            RESTORE if b % 4 == 0 => self.restore(a % 8),
            SETTLE_READS => (0..CLIENTS).for_each(|client| self.drain(client)),
            _ => {}
        }
    }

    /// Lets everything that was begun end, and heals, until nothing changes any more.
    pub(crate) fn settle(&mut self) {
        for _ in 0..200 {
            for node in 0..NODES {
                if self.heals {
                    self.heal(node);
                }
                self.gap_starts(node);
                while !self.nodes[node].reads.is_empty() {
                    self.gap_ends(node, 0);
                }
            }
            (0..CLIENTS).for_each(|client| self.drain(client));
        }
    }

    /// Everybody stands at the head of what they follow, and saw what is stored.
    pub(crate) fn check(&self) {
        for (number, client) in self.clients.iter().enumerate() {
            for (stream, ledger) in client.ledgers.iter().enumerate() {
                if !client.follows[stream] {
                    continue;
                }
                let position = ledger.position.as_ref().expect("never subscribed");
                assert_eq!(position.epoch, self.epoch, "client {number} lives in the past");
                assert_eq!(position.seq, self.head(stream).head, "client {number} missed events");
                for (seq, payload) in &ledger.seen {
                    let stored =
                        &self.logs[stream].events[usize::try_from(*seq).expect("few events") - 1];
                    assert_eq!(*payload, *stored.payload, "client {number} saw what is not stored");
                }
            }
        }
    }

    pub(crate) fn head(&self, stream: usize) -> Head {
        let log = &self.logs[stream];
        Head { head: log.events.len() as u64, floor: log.floor }
    }

    pub(crate) fn after(&self, stream: usize, seq: u64, limit: usize) -> Vec<Arc<Event>> {
        let log = &self.logs[stream];
        let kept = log.events.iter().filter(|event| event.seq > seq.max(log.floor));
        kept.take(limit).cloned().collect()
    }

    pub(crate) fn heads(&self) -> Heads {
        let heads = (0..STREAMS.len()).map(|stream| (STREAMS[stream].into(), self.head(stream)));
        Heads { epoch: Arc::clone(&self.epoch), heads: heads.collect() }
    }

    pub(crate) fn commit(&mut self, stream: usize, node: usize, late: bool) {
        self.committed += 1;
        let seq = self.head(stream).head + 1;
        let event = Arc::new(Event::new(STREAMS[stream], seq, "k", self.committed.to_string()));
        self.logs[stream].events.push(Arc::clone(&event));
        for other in 0..NODES {
            if other != node || late {
                self.nodes[other].hints.push((Arc::clone(&self.epoch), Arc::clone(&event)));
            }
        }
        if !late {
            self.offer(node, event);
        }
    }

    pub(crate) fn prune(&mut self, stream: usize, events: usize) {
        let head = self.head(stream).head;
        let log = &mut self.logs[stream];
        log.floor = head.min(log.floor + events as u64);
    }

    /// The database comes back as it was a few events ago, under another epoch. What was being read is
    /// lost with its connection.
    pub(crate) fn restore(&mut self, lost: usize) {
        self.epochs += 1;
        self.epoch = format!("e{}", self.epochs).into();
        for log in &mut self.logs {
            log.events.truncate(log.events.len().saturating_sub(lost));
            log.floor = log.floor.min(log.events.len() as u64);
        }
        self.nodes.iter_mut().for_each(|node| node.reads.clear());
        for node in &mut self.nodes {
            node.cursors.values_mut().for_each(NodeCursor::failed);
        }
        self.clients.iter_mut().for_each(|client| client.reading = None);
    }
}

pub(crate) fn stream_of(name: &str) -> usize {
    STREAMS.iter().position(|stream| *stream == name).expect("a known stream")
}
