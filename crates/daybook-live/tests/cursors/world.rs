//! A database, nodes and clients, where everything that can overlap is two operations.
//!
//! The database is a log per stream, a floor and an epoch. A commit reaches its node at once or late, and
//! the other nodes as hints in a bag, from which an operation delivers, doubles or drops any. Reads take
//! their snapshot at their start and answer, partly, at their end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use daybook_live::client::{Core, Limits, Wanted};
use daybook_live::node::{NodeCursor, Step};
use daybook_live::{Event, Head, Heads, Outgoing};

use crate::ledger::Ledger;

const NODES: usize = 3;
const CLIENTS: usize = 4;
const STREAMS: [&str; 2] = ["user:1", "room:2"];
const LIMITS: Limits = Limits { messages: 4, bytes: usize::MAX, page: 3, streams: 8 };

/// One thing that happens; `a` and `b` choose to whom and which.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) kind: u8,
    pub(crate) a: u8,
    pub(crate) b: u8,
}

const COMMIT: u8 = 0;
const COMMIT_LATE: u8 = 1;
const HINT: u8 = 2;
const DOUBLE_HINT: u8 = 3;
const DROP_HINT: u8 = 4;
const BARE_HINT: u8 = 5;
const HEAL: u8 = 6;
const GAP_STARTS: u8 = 7;
const GAP_ENDS: u8 = 8;
const TAKE: u8 = 9;
const RECEIVE: u8 = 10;
const READ_STARTS: u8 = 11;
const READ_ENDS: u8 = 12;
const CUT: u8 = 13;
const SUBSCRIBE_AGAIN: u8 = 14;
const UNSUBSCRIBE: u8 = 15;
const PRUNE: u8 = 16;
const RESTORE: u8 = 17;
const SETTLE_READS: u8 = 18;

/// Commits and the ways of events, often; what disturbs them, now and then.
pub(crate) const CALM: &[u8] = &[
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT_LATE,
    COMMIT_LATE,
    HINT,
    HINT,
    HINT,
    HINT,
    DOUBLE_HINT,
    DROP_HINT,
    BARE_HINT,
    HEAL,
    GAP_STARTS,
    GAP_STARTS,
    GAP_ENDS,
    GAP_ENDS,
    TAKE,
    TAKE,
    RECEIVE,
    RECEIVE,
    READ_STARTS,
    READ_STARTS,
    READ_ENDS,
    READ_ENDS,
    CUT,
    SUBSCRIBE_AGAIN,
    UNSUBSCRIBE,
    SETTLE_READS,
];
pub(crate) const ALL: &[u8] = &[
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT_LATE,
    COMMIT_LATE,
    HINT,
    HINT,
    HINT,
    HINT,
    DOUBLE_HINT,
    DROP_HINT,
    BARE_HINT,
    HEAL,
    GAP_STARTS,
    GAP_STARTS,
    GAP_ENDS,
    GAP_ENDS,
    TAKE,
    TAKE,
    RECEIVE,
    RECEIVE,
    READ_STARTS,
    READ_STARTS,
    READ_ENDS,
    READ_ENDS,
    CUT,
    SUBSCRIBE_AGAIN,
    UNSUBSCRIBE,
    SETTLE_READS,
    PRUNE,
    RESTORE,
];

pub(crate) fn commit(stream: u8, node: u8) -> Operation {
    Operation { kind: COMMIT, a: stream, b: node }
}

pub(crate) fn drop_hint(node: u8) -> Operation {
    Operation { kind: DROP_HINT, a: node, b: 0 }
}

pub(crate) fn settle_reads() -> Operation {
    Operation { kind: SETTLE_READS, a: 0, b: 0 }
}

#[derive(Default)]
struct Log {
    events: Vec<Arc<Event>>,
    floor: u64,
}

struct Gap {
    stream: usize,
    snapshot: Vec<Arc<Event>>,
}

#[derive(Default)]
struct Node {
    epoch: Option<Arc<str>>,
    cursors: BTreeMap<usize, NodeCursor>,
    hints: Vec<(Arc<str>, Arc<Event>)>,
    wants: BTreeSet<usize>,
    reads: Vec<Gap>,
}

enum Answer {
    Heads(Heads),
    Events(Vec<Arc<Event>>),
}

struct Client {
    node: usize,
    core: Core,
    socket: Vec<Outgoing>,
    reading: Option<(Wanted, Answer)>,
    ledgers: [Ledger; 2],
    follows: [bool; 2],
}

pub(crate) struct World {
    heals: bool,
    epoch: Arc<str>,
    epochs: u32,
    committed: u64,
    logs: [Log; 2],
    nodes: Vec<Node>,
    clients: Vec<Client>,
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

    fn head(&self, stream: usize) -> Head {
        let log = &self.logs[stream];
        Head { head: log.events.len() as u64, floor: log.floor }
    }

    fn after(&self, stream: usize, seq: u64, limit: usize) -> Vec<Arc<Event>> {
        let log = &self.logs[stream];
        let kept = log.events.iter().filter(|event| event.seq > seq.max(log.floor));
        kept.take(limit).cloned().collect()
    }

    fn heads(&self) -> Heads {
        let heads = (0..STREAMS.len()).map(|stream| (STREAMS[stream].into(), self.head(stream)));
        Heads { epoch: Arc::clone(&self.epoch), heads: heads.collect() }
    }

    fn commit(&mut self, stream: usize, node: usize, late: bool) {
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

    fn hint(&mut self, node: usize, which: usize, kind: u8) {
        let hints = &mut self.nodes[node].hints;
        if hints.is_empty() {
            return;
        }
        let which = which % hints.len();
        let (epoch, event) = hints[which].clone();
        if kind != DOUBLE_HINT {
            hints.remove(which);
        }
        let is_ours = self.nodes[node].epoch.as_ref().is_none_or(|ours| *ours == epoch);
        match kind {
            DROP_HINT => {}
            _ if !is_ours => {}
            BARE_HINT => self.raise(node, stream_of(&event.stream), event.seq),
            _ => self.offer(node, event),
        }
    }

    fn offer(&mut self, node: usize, event: Arc<Event>) {
        let stream = stream_of(&event.stream);
        self.advance(node, stream, |cursor, ready| cursor.offer(event, ready));
    }

    fn raise(&mut self, node: usize, stream: usize, head: u64) {
        self.advance(node, stream, |cursor, _| cursor.heal(head));
    }

    fn advance(
        &mut self,
        node: usize,
        stream: usize,
        tell: impl FnOnce(&mut NodeCursor, &mut Vec<Arc<Event>>) -> Step,
    ) {
        let Some(cursor) = self.nodes[node].cursors.get_mut(&stream) else { return };
        let mut ready = Vec::new();
        let step = tell(cursor, &mut ready);
        let here = self.clients.iter_mut().filter(|client| client.node == node);
        for client in here.filter(|client| client.follows[stream]) {
            ready.iter().for_each(|event| client.core.offer(event));
            if let Step::Jumped(head) = step {
                client.core.raise(STREAMS[stream], head);
            }
        }
        if step == Step::Read {
            self.nodes[node].wants.insert(stream);
        }
    }

    fn heal(&mut self, node: usize) {
        let heads = self.heads();
        let followed: Vec<_> = self.nodes[node].cursors.keys().copied().collect();
        self.learn(node, &followed, &heads);
    }

    fn learn(&mut self, node: usize, streams: &[usize], heads: &Heads) {
        let before = self.nodes[node].epoch.replace(Arc::clone(&heads.epoch));
        if before.is_some_and(|before| before != heads.epoch) {
            self.nodes[node].cursors.values_mut().for_each(NodeCursor::forget);
            self.nodes[node].reads.clear();
            self.nodes[node].wants.clear();
            let here = self.clients.iter_mut().filter(|client| client.node == node);
            here.for_each(|client| client.core.rejoin());
        }
        for stream in streams {
            self.raise(node, *stream, heads.of(STREAMS[*stream]).head);
        }
    }

    fn gap_starts(&mut self, node: usize) {
        while let Some(stream) = self.nodes[node].wants.pop_first() {
            let gap = self.nodes[node].cursors.get(&stream).and_then(NodeCursor::gap);
            match gap {
                Some(after) => {
                    let snapshot = self.after(stream, after, 5);
                    self.nodes[node].reads.push(Gap { stream, snapshot });
                }
                None => {
                    if let Some(cursor) = self.nodes[node].cursors.get_mut(&stream) {
                        cursor.failed();
                    }
                }
            }
        }
    }

    fn gap_ends(&mut self, node: usize, part: usize) {
        if self.nodes[node].reads.is_empty() {
            return;
        }
        let at = part % self.nodes[node].reads.len();
        let Gap { stream, mut snapshot } = self.nodes[node].reads.remove(at);
        snapshot.truncate(1 + part % 5);
        self.advance(node, stream, |cursor, ready| cursor.page(snapshot, ready));
    }

    fn take(&mut self, client: usize) {
        let client = &mut self.clients[client];
        if client.socket.is_empty() {
            client.core.written();
            client.core.take(&mut client.socket);
            let events =
                client.socket.iter().filter(|out| matches!(out, Outgoing::Event(_))).count();
            assert!(events <= LIMITS.messages, "{events} events waited");
        }
    }

    fn receive(&mut self, client: usize, count: usize) {
        let count = count.min(self.clients[client].socket.len());
        let received: Vec<_> = self.clients[client].socket.drain(..count).collect();
        for out in received {
            match out {
                Outgoing::Event(event) => {
                    self.clients[client].ledgers[stream_of(&event.stream)].event(&event);
                }
                Outgoing::Subscribed { stream, cursor } => {
                    self.clients[client].ledgers[stream_of(&stream)].subscribed(cursor);
                }
                Outgoing::Reset(stream) => self.reset(client, stream_of(&stream)),
                Outgoing::Close(close) => panic!("closed: {close}"),
            }
        }
    }

    fn reset(&mut self, client: usize, stream: usize) {
        let ledger = &mut self.clients[client].ledgers[stream];
        // One that was subscribed but did not hear of it yet loses nothing by starting over.
        if let Some(position) = &ledger.position {
            let justified = position.epoch != self.epoch || position.seq < self.logs[stream].floor;
            assert!(justified, "a reset without need at {position}");
        }
        ledger.reset();
    }

    fn read_starts(&mut self, client: usize) {
        if self.clients[client].reading.is_some() {
            return;
        }
        let Some(wanted) = self.clients[client].core.wanted() else { return };
        let answer = match &wanted {
            Wanted::Heads(_) => Answer::Heads(self.heads()),
            Wanted::Events { stream, after, limit, .. } => {
                Answer::Events(self.after(stream_of(stream), *after, *limit))
            }
        };
        self.clients[client].reading = Some((wanted, answer));
    }

    fn read_ends(&mut self, client: usize, part: usize) {
        let Some((wanted, answer)) = self.clients[client].reading.take() else { return };
        match (wanted, answer) {
            (Wanted::Heads(asked), Answer::Heads(heads)) => {
                let streams: Vec<_> = asked.iter().map(|(stream, _)| stream_of(stream)).collect();
                self.learn(self.clients[client].node, &streams, &heads);
                self.clients[client].core.heads(&asked, &heads);
            }
            (Wanted::Events { stream, ticket, .. }, Answer::Events(mut events)) => {
                events.truncate(1 + part);
                self.clients[client].core.page(&stream, ticket, events);
            }
            _ => unreachable!("an answer to another question"),
        }
    }

    /// Everything that waits for the client is taken and read, unless that never ends.
    fn drain(&mut self, client: usize) {
        for _ in 0..100 {
            self.receive(client, usize::MAX);
            self.take(client);
            if self.clients[client].socket.is_empty() {
                self.read_starts(client);
                if self.clients[client].reading.is_none() {
                    return;
                }
                self.read_ends(client, 3);
            }
        }
    }

    fn follow(&mut self, client: usize, stream: usize) {
        let since = self.clients[client].ledgers[stream].position.clone();
        let node = self.clients[client].node;
        self.nodes[node].cursors.entry(stream).or_default();
        self.clients[client].follows[stream] = true;
        let subscribed = self.clients[client].core.subscribe(STREAMS[stream].into(), since);
        subscribed.expect("few streams");
    }

    fn subscribe_all(&mut self, client: usize) {
        (0..STREAMS.len()).for_each(|stream| self.follow(client, stream));
    }

    /// The client comes back, on whatever node, with what it has written down.
    fn cut(&mut self, client: usize, node: usize) {
        (0..STREAMS.len()).for_each(|stream| self.unfollow(client, stream));
        let gone = &mut self.clients[client];
        gone.node = node;
        gone.core = Core::new(LIMITS);
        gone.socket.clear();
        gone.reading = None;
        self.subscribe_all(client);
    }

    /// Frames that are on their way belong to the earlier subscription: a client waits for them.
    fn subscribe_again(&mut self, client: usize, stream: usize) {
        if self.clients[client].socket.is_empty() {
            self.follow(client, stream);
        }
    }

    fn unsubscribe(&mut self, client: usize, stream: usize) {
        if self.clients[client].socket.is_empty() {
            self.unfollow(client, stream);
            self.clients[client].core.unsubscribe(STREAMS[stream]);
        }
    }

    fn unfollow(&mut self, client: usize, stream: usize) {
        self.clients[client].follows[stream] = false;
        let node = self.clients[client].node;
        let mut others = self.clients.iter().filter(|other| other.node == node);
        if !others.any(|other| other.follows[stream]) {
            self.nodes[node].cursors.remove(&stream);
        }
    }

    fn prune(&mut self, stream: usize, events: usize) {
        let head = self.head(stream).head;
        let log = &mut self.logs[stream];
        log.floor = head.min(log.floor + events as u64);
    }

    /// The database comes back as it was a few events ago, under another epoch. What was being read is
    /// lost with its connection.
    fn restore(&mut self, lost: usize) {
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

fn stream_of(name: &str) -> usize {
    STREAMS.iter().position(|stream| *stream == name).expect("a known stream")
}
