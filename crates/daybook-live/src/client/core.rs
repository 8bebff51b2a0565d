//! A client as a state machine: its streams, its queue, and what it wants to read.
//!
//! Subscribing is done in the order that loses nothing: follow first, then read the heads, then read
//! what is owed, then go live. Falling behind (a full queue, a gap in what the node offers) leads back
//! to reading, at the pace at which the socket drains. Nothing is ever skipped silently: a client
//! either gets the next event of a stream or [`Outgoing::Reset`]. Who is present, and passing signals, are
//! for a live stream alone: whoever still has to learn that a stream is over for them hears neither.
//!
//! Invariants: the events of a stream enter the queue as `last + 1`, or not at all; of the lists of who is
//! present in a stream only the newest waits.
//! Not here: clock (`stall`), locks, wake-ups and reads (`Client`).

use std::collections::HashMap;
use std::sync::Arc;

use super::follow::{Follow, State};
use super::queue::Queue;
use super::{Limits, Outgoing, TooManyStreams};
use crate::{Close, Cursor, Event, Heads, Roster, Signal};

/// How much may wait for a client that still hears signals.
const NOT_BUSY: usize = 32;

/// What the client needs from the database next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The heads of these streams; the number belongs to the subscription.
    Heads(Vec<(Arc<str>, u64)>),
    /// The events of `stream` after `after`.
    Events {
        /// The stream.
        stream: Arc<str>,
        /// The subscription.
        ticket: u64,
        /// The last event that the client has.
        after: u64,
        /// At most so many.
        limit: usize,
    },
}

/// The state of one client.
#[derive(Debug)]
pub struct Core {
    limits: Limits,
    follows: HashMap<Arc<str>, Follow>,
    queue: Queue,
    /// Live streams whose list of who is present waits.
    rosters: Vec<Arc<str>>,
    closed: Option<Close>,
    tickets: u64,
    turns: u64,
}

impl Core {
    /// A client that follows nothing.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            follows: HashMap::new(),
            queue: Queue::default(),
            rosters: Vec::new(),
            closed: None,
            tickets: 0,
            turns: 0,
        }
    }

    /// Follows `stream` from a cursor, or from now. A second time starts over from the new cursor.
    ///
    /// # Errors
    /// When it follows as many streams as it may.
    pub fn subscribe(
        &mut self,
        stream: Arc<str>,
        since: Option<Cursor>,
    ) -> Result<(), TooManyStreams> {
        self.unsubscribe(&stream);
        if self.follows.len() >= self.limits.streams {
            return Err(TooManyStreams);
        }
        self.tickets += 1;
        self.follows.insert(stream, Follow::joining(self.tickets, since));
        Ok(())
    }

    /// Stops following; what waits of that stream is dropped.
    pub fn unsubscribe(&mut self, stream: &str) {
        if self.follows.remove(stream).is_some() {
            self.queue.purge(stream);
        }
    }

    /// The streams that it follows.
    pub fn streams(&self) -> impl Iterator<Item = &Arc<str>> {
        self.follows.keys()
    }

    /// The node passes on events of `stream`, in their order.
    pub fn offer(&mut self, stream: &str, events: &[Arc<Event>]) {
        if self.closed.is_some() {
            return;
        }
        let Some(follow) = self.follows.get_mut(stream) else { return };
        for event in events {
            follow.head = follow.head.max(event.seq);
            let has_room = || self.queue.has_room(event.cost(), &self.limits);
            if follow.state != State::Live {
                follow.keep(Arc::clone(event), self.limits.messages, self.limits.bytes);
            } else if event.seq == follow.last + 1 && has_room() {
                follow.last = event.seq;
                self.queue.event(Arc::clone(event));
            } else if event.seq > follow.last {
                follow.state = State::Behind;
            }
        }
    }

    /// Who is present in a stream; an older list than the last is dropped.
    pub fn roster(&mut self, roster: &Arc<Roster>) {
        let Some(follow) = self.follows.get_mut(&roster.stream) else { return };
        if self.closed.is_none() && follow.enlist(roster) {
            self.rosters.push(Arc::clone(&roster.stream));
        }
    }

    /// A signal passes; a client that has much to read misses it.
    pub fn signal(&mut self, signal: &Arc<Signal>) {
        let is_live = |follow: &Follow| follow.state == State::Live;
        let hears = self.closed.is_none() && self.follows.get(&signal.stream).is_some_and(is_live);
        let limits = Limits { messages: self.limits.messages.min(NOT_BUSY), ..self.limits };
        if hears && self.queue.has_room(signal.cost(), &limits) {
            self.queue.signal(Arc::clone(signal));
        }
    }

    /// The stream reaches `head`, and the node will not pass on what leads there.
    pub fn raise(&mut self, stream: &str, head: u64) {
        let Some(follow) = self.follows.get_mut(stream) else { return };
        follow.head = follow.head.max(head);
        if follow.state == State::Live && follow.head > follow.last {
            follow.state = State::Behind;
        }
    }

    /// Another history began: every stream is looked at again.
    pub fn rejoin(&mut self) {
        for follow in self.follows.values_mut() {
            follow.rejoin();
            follow.forget_head();
        }
    }

    /// What to read next. Heads are asked for all joining streams at once; events only when the socket
    /// has taken all that waited, so that reading goes at its pace.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        if self.closed.is_some() {
            return None;
        }
        let is_joining = |follow: &Follow| matches!(follow.state, State::Joining { .. });
        let joining: Vec<_> = self
            .follows
            .iter()
            .filter(|(_, follow)| is_joining(follow))
            .map(|(stream, follow)| (Arc::clone(stream), follow.ticket))
            .collect();
        if !joining.is_empty() {
            return Some(Wanted::Heads(joining));
        }
        if !self.queue.is_drained() {
            return None;
        }
        let behind = self.follows.iter().filter(|(_, follow)| follow.state == State::Behind);
        let (stream, follow) = behind.min_by_key(|(_, follow)| follow.turn)?;
        Some(Wanted::Events {
            stream: Arc::clone(stream),
            ticket: follow.ticket,
            after: follow.last,
            limit: self.limits.page,
        })
    }

    /// The answer to [`Wanted::Heads`].
    pub fn heads(&mut self, asked: &[(Arc<str>, u64)], heads: &Heads) {
        if self.closed.is_some() {
            return;
        }
        for (stream, ticket) in asked {
            let Some(follow) =
                self.follows.get_mut(stream).filter(|follow| follow.ticket == *ticket)
            else {
                continue;
            };
            let State::Joining { since, announced } = &follow.state else { continue };
            let ends = heads.of(stream);
            let (since, announced) = (since.clone(), *announced);
            let resumes = since.as_ref().filter(|since| {
                since.epoch == heads.epoch && since.seq <= ends.head && since.seq >= ends.floor
            });
            let seq = resumes.map_or(ends.head, |since| since.seq);
            let reset = since.is_some() && resumes.is_none();
            follow.epoch = Some(Arc::clone(&heads.epoch));
            follow.last = seq;
            follow.head = follow.head.max(ends.head);
            follow.state = State::Behind;
            if reset {
                follow.trust();
                self.queue.purge(stream);
                self.queue.answer(Outgoing::Reset(Arc::clone(stream)));
            }
            if reset || !announced {
                follow.repeat_roster();
                let cursor = Cursor { epoch: Arc::clone(&heads.epoch), seq };
                self.queue.answer(Outgoing::Subscribed { stream: Arc::clone(stream), cursor });
            }
            self.catch_up(stream);
        }
    }

    /// The answer to [`Wanted::Events`]. What finds no room is read again later.
    pub fn page(&mut self, stream: &str, ticket: u64, events: Vec<Arc<Event>>) {
        if self.closed.is_some() {
            return;
        }
        let Some(follow) = self.follows.get_mut(stream).filter(|follow| follow.ticket == ticket)
        else {
            return;
        };
        if follow.state != State::Behind {
            return;
        }
        self.turns += 1;
        follow.turn = self.turns;
        let mut continues = false;
        for event in events {
            if event.seq <= follow.last {
                continue;
            }
            continues |= event.seq == follow.last + 1;
            if event.seq != follow.last + 1 || !self.queue.has_room(event.cost(), &self.limits) {
                break;
            }
            follow.last = event.seq;
            self.queue.event(event);
        }
        if continues {
            follow.trust();
            self.catch_up(stream);
        } else if !follow.doubt() {
            follow.start_over();
        }
    }

    /// Moves all that waits to `batch`, a close last and for ever.
    pub fn take(&mut self, batch: &mut Vec<Outgoing>) {
        self.queue.take(batch);
        for stream in self.rosters.drain(..) {
            let roster = self.follows.get_mut(&stream).and_then(Follow::take_roster);
            batch.extend(roster.map(Outgoing::Roster));
        }
        if let Some(close) = self.closed {
            batch.push(Outgoing::Close(close));
        }
    }

    /// The last batch left for the socket.
    pub fn written(&mut self) {
        self.queue.written();
    }

    /// Ends the client: nothing that waits is delivered any more. The first reason stays.
    pub fn close(&mut self, close: Close) {
        self.closed.get_or_insert(close);
        self.queue.clear();
        self.rosters.clear();
    }

    /// Whether a stream is followed.
    #[must_use]
    pub fn follows(&self, stream: &str) -> bool {
        self.closed.is_none() && self.follows.contains_key(stream)
    }

    /// Whether something waits to be taken.
    #[must_use]
    pub fn has_output(&self) -> bool {
        self.closed.is_some() || !self.queue.is_empty() || !self.rosters.is_empty()
    }

    /// Whether a stream is not live yet, so that something may be [`Core::wanted`].
    #[must_use]
    pub fn is_unsettled(&self) -> bool {
        self.closed.is_none() && self.follows.values().any(|follow| follow.state != State::Live)
    }

    /// Continues with what was kept meanwhile, and goes live when nothing is missing.
    fn catch_up(&mut self, stream: &str) {
        let Some(follow) = self.follows.get_mut(stream) else { return };
        while let Some(event) = follow.next_of_tail() {
            if !self.queue.has_room(event.cost(), &self.limits) {
                break;
            }
            follow.last = event.seq;
            self.queue.event(event);
        }
        follow.settle();
        if follow.has_roster() {
            self.rosters.push(Arc::from(stream));
        }
    }
}
