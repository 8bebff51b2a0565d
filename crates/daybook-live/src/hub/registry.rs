//! Who is connected to this node.
//!
//! Counts per user and address are kept under the same lock as the clients, so that a burst of
//! handshakes cannot slip past a limit.
//! Not here: what they follow (`shards`).

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::Arc;

use parking_lot::Mutex;

use super::Options;
use crate::Close;
use crate::client::Mailbox;

/// To whom a client belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The user; `None` for a socket that only waits to be told that it needs one.
    pub user: Option<i64>,
    /// The session whose end is the client's end.
    pub session: Option<i64>,
    /// From where it came.
    pub address: IpAddr,
}

#[derive(Default)]
pub(super) struct Registry(Mutex<State>);

#[derive(Default)]
struct State {
    next: u64,
    shut: Option<Close>,
    clients: HashMap<u64, Arc<Mailbox>>,
    users: HashMap<i64, usize>,
    addresses: HashMap<IpAddr, usize>,
}

impl Registry {
    pub(super) fn admit(&self, owner: Owner, options: &Options) -> Result<Arc<Mailbox>, Close> {
        let mut state = self.0.lock();
        if let Some(close) = state.shut {
            return Err(close);
        }
        let of_user = owner.user.and_then(|user| state.users.get(&user).copied()).unwrap_or(0);
        let of_address = state.addresses.get(&owner.address).copied().unwrap_or(0);
        if of_user >= options.per_user || of_address >= options.per_address {
            return Err(Close::TooManyConnections);
        }
        state.next += 1;
        let mailbox = Arc::new(Mailbox::new(state.next, owner, options.limits));
        state.clients.insert(mailbox.id, Arc::clone(&mailbox));
        *state.addresses.entry(owner.address).or_default() += 1;
        if let Some(user) = owner.user {
            *state.users.entry(user).or_default() += 1;
        }
        Ok(mailbox)
    }

    pub(super) fn dismiss(&self, mailbox: &Mailbox) {
        let mut state = self.0.lock();
        if state.clients.remove(&mailbox.id).is_none() {
            return;
        }
        decrement(&mut state.addresses, &mailbox.owner.address);
        if let Some(user) = mailbox.owner.user {
            decrement(&mut state.users, &user);
        }
    }

    /// Ends all clients, and lets none in any more.
    pub(super) fn shut(&self, close: Close) {
        self.0.lock().shut = Some(close);
        for mailbox in self.find(|_| true) {
            mailbox.close(close);
        }
    }

    pub(super) fn find(&self, whose: impl Fn(&Owner) -> bool) -> Vec<Arc<Mailbox>> {
        let state = self.0.lock();
        state.clients.values().filter(|mailbox| whose(&mailbox.owner)).cloned().collect()
    }

    pub(super) fn sessions(&self) -> Vec<i64> {
        let state = self.0.lock();
        let sessions = state.clients.values().filter_map(|mailbox| mailbox.owner.session);
        sessions.collect::<HashSet<_>>().into_iter().collect()
    }

    pub(super) fn len(&self) -> usize {
        self.0.lock().clients.len()
    }
}

fn decrement<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}
