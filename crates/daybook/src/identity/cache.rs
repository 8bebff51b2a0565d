//! What this node knows of living sessions, for a second.
//!
//! Invariants: an answer is a second old at most; once `forget` has returned, nothing that was
//! read before it is answered or kept, not even by a read that was under way.
//! Not here: reading sessions (`sessions`).

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::sessions::Live;

const TRUSTED_FOR: Duration = Duration::from_secs(1);
/// Entries at which all that are too old are thrown out.
const CROWDED: usize = 20_000;

/// Living sessions by id, and by the hash of the token that carries them.
#[derive(Debug, Default)]
pub(super) struct SessionCache {
    entries: Mutex<Entries>,
    forgotten: AtomicU64,
}

#[derive(Debug, Default)]
struct Entries {
    by_id: HashMap<i64, (Instant, Arc<Live>)>,
    by_token: HashMap<String, i64>,
}

/// A place in time: what was read before a later `forget` is not kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket(u64);

impl SessionCache {
    pub(super) fn get(&self, id: i64) -> Option<Arc<Live>> {
        fresh(&self.entries.lock(), id)
    }

    pub(super) fn get_by_token(&self, hash: &str) -> Option<Arc<Live>> {
        let entries = self.entries.lock();
        fresh(&entries, *entries.by_token.get(hash)?)
    }

    /// Taken before the database is read.
    pub(super) fn ticket(&self) -> Ticket {
        Ticket(self.forgotten.load(Ordering::SeqCst))
    }

    pub(super) fn keep(&self, ticket: Ticket, token: Option<String>, live: Live) -> Arc<Live> {
        let live = Arc::new(live);
        let mut entries = self.entries.lock();
        if self.forgotten.load(Ordering::SeqCst) == ticket.0 {
            entries.make_room();
            if let Some(token) = token {
                entries.by_token.insert(token, live.id);
            }
            entries.by_id.insert(live.id, (Instant::now(), Arc::clone(&live)));
        }
        live
    }

    pub(super) fn forget(&self, ids: &[i64]) {
        let mut entries = self.entries.lock();
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        for id in ids {
            entries.by_id.remove(id);
        }
    }

    pub(super) fn forget_user(&self, user: i64) {
        let mut entries = self.entries.lock();
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        entries.by_id.retain(|_, (_, live)| live.user != user);
    }
}

impl Entries {
    fn make_room(&mut self) {
        if self.by_id.len() >= CROWDED || self.by_token.len() >= CROWDED {
            self.by_id.retain(|_, (since, _)| since.elapsed() < TRUSTED_FOR);
            let Self { by_id, by_token } = self;
            by_token.retain(|_, id| by_id.contains_key(id));
        }
    }
}

fn fresh(entries: &Entries, id: i64) -> Option<Arc<Live>> {
    let (since, live) = entries.by_id.get(&id)?;
    (since.elapsed() < TRUSTED_FOR).then(|| Arc::clone(live))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::sessions::Kind;
    use crate::time::Timestamp;

    fn live(id: i64, user: i64) -> Live {
        let at = Timestamp(0);
        Live {
            id,
            user,
            kind: Kind::Token,
            generation: 0,
            rotated_at: at,
            last_seen: at,
            expires_at: at,
            username: "ann".to_owned(),
            is_active: true,
            is_staff: false,
            is_superuser: false,
        }
    }

    #[test]
    fn what_is_kept_is_found_until_it_is_forgotten() {
        let cache = SessionCache::default();
        cache.keep(cache.ticket(), Some("hash".to_owned()), live(1, 7));
        cache.keep(cache.ticket(), None, live(2, 7));
        assert_eq!(cache.get_by_token("hash").map(|live| live.id), Some(1));
        cache.forget(&[1]);
        assert!(cache.get(1).is_none() && cache.get_by_token("hash").is_none());
        assert!(cache.get(2).is_some());
        cache.forget_user(7);
        assert!(cache.get(2).is_none());
    }

    #[test]
    fn a_read_that_was_under_way_is_not_kept() {
        let cache = SessionCache::default();
        let ticket = cache.ticket();
        cache.forget(&[1]);
        cache.keep(ticket, None, live(1, 7));
        assert!(cache.get(1).is_none());
    }
}
