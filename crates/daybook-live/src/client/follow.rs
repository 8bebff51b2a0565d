//! Where a client stands in one stream.
//!
//! A follow is *joining* until the heads of its stream are read, *behind* while what it is owed has to
//! be read from the database, and *live* when each new event simply follows the last. While it is not
//! live it keeps the newest events that are offered (`tail`, without a hole), so that the reading ends
//! as soon as it reaches them, even in a stream that never rests.
//!
//! Invariants: everything up to `last` was queued (or is before the client's cursor); live implies
//! `last >= head`; `tail` is contiguous and lies beyond `last`.
//! Not here: the queue and its bound (`core`, `queue`).

use std::collections::VecDeque;
use std::sync::Arc;

use crate::{Cursor, Event, Roster};

/// How often the database may contradict itself (a head without its events) before the client is told
/// to start over.
const DOUBTS: u8 = 3;

#[derive(Debug)]
pub(super) struct Follow {
    /// Tells this subscription from an earlier one of the same stream.
    pub(super) ticket: u64,
    pub(super) state: State,
    pub(super) epoch: Option<Arc<str>>,
    pub(super) last: u64,
    pub(super) head: u64,
    /// When it was read last, in the client's count: the one that waited longest is next.
    pub(super) turn: u64,
    /// Who is present: only the newest list is worth telling.
    roster: Option<Arc<Roster>>,
    /// Whether it was told.
    is_roster_told: bool,
    tail: VecDeque<Arc<Event>>,
    tail_cost: usize,
    doubts: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// From this cursor, or from now; `announced` when the client already knows that it follows.
    Joining {
        since: Option<Cursor>,
        announced: bool,
    },
    Behind,
    Live,
}

impl Follow {
    pub(super) fn joining(ticket: u64, since: Option<Cursor>) -> Self {
        Self {
            ticket,
            state: State::Joining { since, announced: false },
            epoch: None,
            last: 0,
            head: 0,
            turn: 0,
            roster: None,
            is_roster_told: true,
            tail: VecDeque::new(),
            tail_cost: 0,
            doubts: 0,
        }
    }

    /// Keeps an event for the end of the reading, in a tail of at most so many messages and bytes.
    pub(super) fn keep(&mut self, event: Arc<Event>, messages: usize, bytes: usize) {
        match self.tail.back() {
            Some(back) if event.seq <= back.seq => return,
            Some(back) if event.seq > back.seq + 1 => self.drop_tail(),
            _ => {}
        }
        self.tail_cost += event.cost();
        self.tail.push_back(event);
        while self.tail.len() > messages || self.tail_cost > bytes {
            self.pop_tail();
        }
    }

    /// Takes a newer list of who is present; tells whether it is to be told now.
    pub(super) fn enlist(&mut self, roster: &Arc<Roster>) -> bool {
        let waited = self.has_roster();
        if self.roster.as_ref().is_none_or(|before| before.version < roster.version) {
            self.roster = Some(Arc::clone(roster));
            self.is_roster_told = false;
        }
        self.has_roster() && !waited
    }

    /// Whether a list is to be told now: whoever is not live may have to learn first that it is not for them.
    pub(super) fn has_roster(&self) -> bool {
        self.state == State::Live && !self.is_roster_told
    }

    /// The list that is to be told now.
    pub(super) fn take_roster(&mut self) -> Option<Arc<Roster>> {
        let tells = self.has_roster();
        self.is_roster_told |= tells;
        self.roster.clone().filter(|_| tells)
    }

    /// The client begins anew: the list is told again.
    pub(super) fn repeat_roster(&mut self) {
        self.is_roster_told = self.roster.is_none();
    }

    /// The next event from the tail, if it follows `last`.
    pub(super) fn next_of_tail(&mut self) -> Option<Arc<Event>> {
        while self.tail.front()?.seq <= self.last {
            self.pop_tail();
        }
        if self.tail.front()?.seq != self.last + 1 {
            return None;
        }
        self.pop_tail()
    }

    /// Everything known was queued: new events may follow at once.
    pub(super) fn settle(&mut self) {
        if self.last >= self.head {
            self.drop_tail();
            self.doubts = 0;
            self.state = State::Live;
        }
    }

    /// What was read does not continue `last`: look at the ends of the stream again.
    /// False when that was done often enough.
    pub(super) fn doubt(&mut self) -> bool {
        self.doubts += 1;
        self.rejoin();
        self.doubts <= DOUBTS
    }

    /// The database cannot give what it claims to have: whatever the heads are, the client is reset.
    pub(super) fn start_over(&mut self) {
        let nowhere = Cursor { epoch: Arc::from(""), seq: 0 };
        self.state = State::Joining { since: Some(nowhere), announced: true };
        self.forget_head();
    }

    /// What was heard of the stream may belong to another history.
    pub(super) fn forget_head(&mut self) {
        self.head = 0;
        self.drop_tail();
    }

    /// Progress: doubts were unfounded.
    pub(super) fn trust(&mut self) {
        self.doubts = 0;
    }

    /// Back to joining, from where the client stands.
    pub(super) fn rejoin(&mut self) {
        if let State::Joining { .. } = self.state {
            return;
        }
        let epoch = self.epoch.clone();
        let since = epoch.map(|epoch| Cursor { epoch, seq: self.last });
        self.state = State::Joining { since, announced: true };
    }

    fn pop_tail(&mut self) -> Option<Arc<Event>> {
        let event = self.tail.pop_front()?;
        self.tail_cost -= event.cost();
        Some(event)
    }

    fn drop_tail(&mut self) {
        self.tail = VecDeque::new();
        self.tail_cost = 0;
    }
}
