//! The clients' half of the world: what their sockets take and read, and how they come and go.

use daybook_live::Outgoing;
use daybook_live::client::{Core, Wanted};

use crate::world::{Answer, LIMITS, STREAMS, World, stream_of};

impl World {
    pub(crate) fn take(&mut self, client: usize) {
        let client = &mut self.clients[client];
        if client.socket.is_empty() {
            client.core.written();
            client.core.take(&mut client.socket);
            let events =
                client.socket.iter().filter(|out| matches!(out, Outgoing::Event(_))).count();
            assert!(events <= LIMITS.messages, "{events} events waited");
        }
    }

    pub(crate) fn receive(&mut self, client: usize, count: usize) {
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
                Outgoing::Roster(_) | Outgoing::Signal(_) => {}
                Outgoing::Close(close) => panic!("closed: {close}"),
            }
        }
    }

    pub(crate) fn reset(&mut self, client: usize, stream: usize) {
        let ledger = &mut self.clients[client].ledgers[stream];
        // One that was subscribed but did not hear of it yet loses nothing by starting over.
        if let Some(position) = &ledger.position {
            let justified = position.epoch != self.epoch || position.seq < self.logs[stream].floor;
            assert!(justified, "a reset without need at {position}");
        }
        ledger.reset();
    }

    pub(crate) fn read_starts(&mut self, client: usize) {
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

    pub(crate) fn read_ends(&mut self, client: usize, part: usize) {
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
    pub(crate) fn drain(&mut self, client: usize) {
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

    pub(crate) fn follow(&mut self, client: usize, stream: usize) {
        let since = self.clients[client].ledgers[stream].position.clone();
        let node = self.clients[client].node;
        self.nodes[node].cursors.entry(stream).or_default();
        self.clients[client].follows[stream] = true;
        let subscribed = self.clients[client].core.subscribe(STREAMS[stream].into(), since);
        subscribed.expect("few streams");
    }

    pub(crate) fn subscribe_all(&mut self, client: usize) {
        (0..STREAMS.len()).for_each(|stream| self.follow(client, stream));
    }

    /// The client comes back, on whatever node, with what it has written down.
    pub(crate) fn cut(&mut self, client: usize, node: usize) {
        (0..STREAMS.len()).for_each(|stream| self.unfollow(client, stream));
        let gone = &mut self.clients[client];
        gone.node = node;
        gone.core = Core::new(LIMITS);
        gone.socket.clear();
        gone.reading = None;
        self.subscribe_all(client);
    }

    /// Frames that are on their way belong to the earlier subscription: a client waits for them.
    pub(crate) fn subscribe_again(&mut self, client: usize, stream: usize) {
        if self.clients[client].socket.is_empty() {
            self.follow(client, stream);
        }
    }

    pub(crate) fn unsubscribe(&mut self, client: usize, stream: usize) {
        if self.clients[client].socket.is_empty() {
            self.unfollow(client, stream);
            self.clients[client].core.unsubscribe(STREAMS[stream]);
        }
    }

    pub(crate) fn unfollow(&mut self, client: usize, stream: usize) {
        self.clients[client].follows[stream] = false;
        let node = self.clients[client].node;
        let mut others = self.clients.iter().filter(|other| other.node == node);
        if !others.any(|other| other.follows[stream]) {
            self.nodes[node].cursors.remove(&stream);
        }
    }
}
