//! Where the hub leaves things for a client.
//!
//! The hub never waits here: the lock is held for moments, and a client is woken once per nap.
//! Not here: what the things do to the client (`core`).

use std::sync::OnceLock;

use parking_lot::Mutex;
use tokio::sync::Notify;

use super::{Core, Limits, Outgoing, Wanted};
use crate::{Close, Owner};

/// What the client's task does, as far as waking it is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nap {
    /// It will look by itself.
    Awake,
    /// Anything wakes it.
    Idle,
    /// It waits for a read, and only output wakes it.
    Reading,
}

/// The shared half of a client.
#[derive(Debug)]
pub(crate) struct Mailbox {
    /// Its number on this node.
    pub(crate) id: u64,
    pub(crate) owner: Owner,
    state: Mutex<(Core, Nap)>,
    closed: OnceLock<Close>,
    wake: Notify,
}

impl Mailbox {
    pub(crate) fn new(id: u64, owner: Owner, limits: Limits) -> Self {
        Self {
            id,
            owner,
            state: Mutex::new((Core::new(limits), Nap::Awake)),
            closed: OnceLock::new(),
            wake: Notify::new(),
        }
    }

    /// Tells the core something, and wakes the client if that made work.
    pub(crate) fn tell<T>(&self, tell: impl FnOnce(&mut Core) -> T) -> T {
        let mut state = self.state.lock();
        let (core, nap) = &mut *state;
        let told = tell(core);
        let wake = match *nap {
            Nap::Awake => false,
            Nap::Idle => core.has_output() || core.is_unsettled(),
            Nap::Reading => core.has_output(),
        };
        if wake {
            *nap = Nap::Awake;
            drop(state);
            self.wake.notify_one();
        }
        told
    }

    pub(crate) fn close(&self, close: Close) {
        let close = *self.closed.get_or_init(|| close);
        self.tell(|core| core.close(close));
    }

    pub(crate) fn closed(&self) -> Option<Close> {
        self.closed.get().copied()
    }

    pub(crate) fn streams(&self) -> Vec<std::sync::Arc<str>> {
        self.state.lock().0.streams().cloned().collect()
    }

    /// The batch before left for the socket.
    pub(super) fn written(&self) {
        self.state.lock().0.written();
    }

    /// Takes all that waits; with nothing there, tells what to read, unless a read runs, and lies down.
    pub(super) fn take(&self, batch: &mut Vec<Outgoing>, reading: bool) -> Option<Wanted> {
        let mut state = self.state.lock();
        let (core, nap) = &mut *state;
        core.take(batch);
        *nap = Nap::Awake;
        if !batch.is_empty() {
            return None;
        }
        let wanted = if reading { None } else { core.wanted() };
        *nap = if reading || wanted.is_some() { Nap::Reading } else { Nap::Idle };
        wanted
    }

    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }
}
