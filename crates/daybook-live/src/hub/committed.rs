//! From the thread that committed to the node's task, which passes the events on.
//!
//! A commit costs its thread one push, however many sockets follow. What does not fit is not waited
//! for: the streams are only known to be behind, and are read like any other gap.
//! Not here: passing on (`fanout`), other nodes (`hints`).

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::mpsc;

use super::Hub;
use crate::Event;

/// Commits that are taken at a time.
const AT_A_TIME: usize = 64;

type Commit = Vec<Arc<Event>>;

pub(super) struct Committed {
    sender: mpsc::Sender<Commit>,
    receiver: Mutex<Option<mpsc::Receiver<Commit>>>,
}

impl Committed {
    /// A queue for so many commits.
    pub(super) fn new(waiting: usize) -> Self {
        let (sender, receiver) = mpsc::channel(waiting);
        Self { sender, receiver: Mutex::new(Some(receiver)) }
    }
}

impl Hub {
    /// Takes what this node committed, in the order of commits as far as the threads know it; never
    /// waits. The events go to the clients of this node, and as hints to the others.
    pub fn deliver(&self, events: Vec<Event>) {
        let events = events.into_iter().map(Arc::new).collect();
        let Err(refused) = self.0.committed.sender.try_send(events) else { return };
        let events = refused.into_inner();
        for event in &events {
            self.raise(&event.stream, event.seq, self.0.options.grace);
        }
        self.hint(events);
    }

    pub(super) async fn pass_on_commits(&self) {
        let Some(mut commits) = self.0.committed.receiver.lock().take() else {
            return std::future::pending().await;
        };
        let mut taken = Vec::with_capacity(AT_A_TIME);
        while commits.recv_many(&mut taken, AT_A_TIME).await > 0 {
            for events in taken.drain(..) {
                for run in events.chunk_by(|one, next| one.stream == next.stream) {
                    self.offer(&run[0].stream, run);
                }
                self.hint(events);
            }
        }
    }
}
