//! Who is present, and passing signals: to all who follow the stream on this node.
//!
//! Not here: what presence is (`presence`).

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::time::sleep_until;

use super::Hub;
use crate::client::Mailbox;
use crate::{Person, Roster, Signal};

/// How often it is looked whether other nodes can be heard.
const LOOK: Duration = Duration::from_millis(500);

impl Hub {
    /// A client's user is present in a stream that it follows.
    pub(crate) fn attend(&self, stream: &Arc<str>, person: &Person, mailbox: &Mailbox) {
        let roster = self.0.presence.lock().enter(stream, person, mailbox.id, now());
        mailbox.tell(|core| core.roster(&roster));
        self.0.presence_changed.notify_one();
    }

    /// A client is not in a stream any more, if it was.
    pub(crate) fn withdraw(&self, stream: &str, mailbox: &Mailbox) {
        let Some(user) = mailbox.owner.user else { return };
        self.0.presence.lock().leave(stream, user, mailbox.id, now());
        self.0.presence_changed.notify_one();
    }

    /// Tells all who follow its stream on this node.
    pub(crate) fn signal(&self, signal: Signal) {
        let signal = Arc::new(signal);
        for mailbox in self.0.shards.of(&signal.stream).lock().subscribers(&signal.stream) {
            mailbox.tell(|core| core.signal(&signal));
        }
    }

    pub(super) async fn keep_presence(&self) {
        loop {
            let (rosters, due) = {
                let (mut presence, now) = (self.0.presence.lock(), now());
                presence.hears(self.0.bus.is_up(), now);
                let rosters = presence.turn(now).rosters;
                (rosters, presence.due())
            };
            rosters.iter().for_each(|roster| self.tell_of(roster));
            let look = now() + LOOK;
            let due = due.map_or(look, |due| due.min(look));
            tokio::select! {
                () = self.0.presence_changed.notified() => {}
                () = sleep_until(due.into()) => {}
            }
        }
    }

    fn tell_of(&self, roster: &Arc<Roster>) {
        for mailbox in self.0.shards.of(&roster.stream).lock().subscribers(&roster.stream) {
            mailbox.tell(|core| core.roster(roster));
        }
    }
}

/// The moment, by the clock that tests may stop.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
