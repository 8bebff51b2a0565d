//! The followed streams with their cursors and subscribers, in shards with a lock each.
//!
//! Events of one stream are passed on under its shard's lock: that is what keeps them in order.
//! Not here: where the events come from.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use parking_lot::Mutex;

use crate::client::Mailbox;
use crate::node::NodeCursor;

const SHARDS: usize = 16;

pub(super) struct Shards {
    hasher: RandomState,
    shards: [Mutex<Shard>; SHARDS],
}

#[derive(Default)]
pub(super) struct Shard {
    streams: HashMap<Arc<str>, Followed>,
}

#[derive(Default)]
pub(super) struct Followed {
    pub(super) cursor: NodeCursor,
    pub(super) subscribers: Vec<Arc<Mailbox>>,
}

impl Shards {
    #[expect(clippy::cast_possible_truncation, reason = "any bits of a hash choose a shard")]
    pub(super) fn of(&self, stream: &str) -> &Mutex<Shard> {
        &self.shards[self.hasher.hash_one(stream) as usize % SHARDS]
    }

    pub(super) fn all(&self) -> &[Mutex<Shard>] {
        &self.shards
    }

    pub(super) fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.lock().streams.len()).sum()
    }
}

impl Default for Shards {
    fn default() -> Self {
        Self { hasher: RandomState::new(), shards: Default::default() }
    }
}

impl Shard {
    /// Idempotent.
    pub(super) fn follow(&mut self, stream: &Arc<str>, mailbox: &Arc<Mailbox>) {
        let followed = self.streams.entry(Arc::clone(stream)).or_default();
        if !followed.subscribers.iter().any(|other| other.id == mailbox.id) {
            followed.subscribers.push(Arc::clone(mailbox));
        }
    }

    /// Idempotent. The last who leaves takes the cursor along.
    pub(super) fn unfollow(&mut self, stream: &str, id: u64) {
        let Some(followed) = self.streams.get_mut(stream) else { return };
        followed.subscribers.retain(|other| other.id != id);
        if followed.subscribers.is_empty() {
            self.streams.remove(stream);
        }
    }

    /// Those who follow a stream.
    pub(super) fn subscribers(&self, stream: &str) -> &[Arc<Mailbox>] {
        self.streams.get(stream).map_or(&[], |followed| &followed.subscribers)
    }

    pub(super) fn get(&mut self, stream: &str) -> Option<&mut Followed> {
        self.streams.get_mut(stream)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.streams.keys()
    }

    pub(super) fn forget(&mut self) {
        for followed in self.streams.values_mut() {
            followed.cursor.forget();
        }
    }
}
