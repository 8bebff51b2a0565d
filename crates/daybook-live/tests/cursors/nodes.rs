//! The nodes' half of the world: hints, gaps and healing, as the hub does them.

use std::sync::Arc;

use daybook_live::node::{NodeCursor, Step};
use daybook_live::{Event, Heads};

use crate::operations::{BARE_HINT, DOUBLE_HINT, DROP_HINT};
use crate::world::{Gap, STREAMS, World, stream_of};

impl World {
    pub(crate) fn hint(&mut self, node: usize, which: usize, kind: u8) {
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

    pub(crate) fn offer(&mut self, node: usize, event: Arc<Event>) {
        let stream = stream_of(&event.stream);
        self.advance(node, stream, |cursor, ready| cursor.offer(event, ready));
    }

    pub(crate) fn raise(&mut self, node: usize, stream: usize, head: u64) {
        self.advance(node, stream, |cursor, _| cursor.heal(head));
    }

    pub(crate) fn advance(
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
            client.core.offer(STREAMS[stream], &ready);
            if let Step::Jumped(head) = step {
                client.core.raise(STREAMS[stream], head);
            }
        }
        if step == Step::Read {
            self.nodes[node].wants.insert(stream);
        }
    }

    pub(crate) fn heal(&mut self, node: usize) {
        let heads = self.heads();
        let followed: Vec<_> = self.nodes[node].cursors.keys().copied().collect();
        self.learn(node, &followed, &heads);
    }

    pub(crate) fn learn(&mut self, node: usize, streams: &[usize], heads: &Heads) {
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

    pub(crate) fn gap_starts(&mut self, node: usize) {
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

    pub(crate) fn gap_ends(&mut self, node: usize, part: usize) {
        if self.nodes[node].reads.is_empty() {
            return;
        }
        let at = part % self.nodes[node].reads.len();
        let Gap { stream, mut snapshot } = self.nodes[node].reads.remove(at);
        snapshot.truncate(1 + part % 5);
        self.advance(node, stream, |cursor, ready| cursor.page(snapshot, ready));
    }
}
