//! Who is present, and passing signals: to all who follow the stream on this node, and to the others.
//!
//! Not here: what presence is (`presence`), the way to the others (`bus`).

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::time::{sleep_until, timeout};

use super::Hub;
use crate::bus::Doing;
use crate::client::Mailbox;
use crate::presence::{Report, Turn};
use crate::{Person, Roster, Signal, Told};

/// How often it is looked whether other nodes can be heard.
const LOOK: Duration = Duration::from_millis(500);
/// How long a node that stops may take to say so.
const FAREWELL: Duration = Duration::from_millis(500);

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

    /// Tells all who follow its stream now, on any node.
    pub(crate) fn signal(&self, signal: Signal) {
        let signal = Arc::new(signal);
        self.pass(&signal);
        self.tell_others([Told::Signal(signal)].into_iter());
    }

    pub(super) fn pass(&self, signal: &Arc<Signal>) {
        for mailbox in self.0.shards.of(&signal.stream).lock().subscribers(&signal.stream) {
            mailbox.tell(|core| core.signal(signal));
        }
    }

    /// Another node tells of who is present there.
    pub(super) fn hear(&self, node: u64, report: Report) {
        self.0.presence.lock().hear(self.0.node, node, report, now());
        self.0.presence_changed.notify_one();
    }

    pub(super) async fn keep_presence(&self) {
        loop {
            // What others tell is believed only of a history that is known.
            let knows = self.0.epoch.read().is_some();
            let (Turn { rosters, reports }, due) = {
                let (mut presence, now) = (self.0.presence.lock(), now());
                if knows {
                    presence.hears(self.0.bus.is_up(), now);
                }
                (presence.turn(now), presence.due())
            };
            rosters.iter().for_each(|roster| self.tell_of(roster));
            self.tell_others(reports.into_iter().map(Told::Report));
            let look = now() + LOOK;
            tokio::select! {
                () = self.0.presence_changed.notified() => {}
                () = sleep_until(due.map_or(look, |due| due.min(look)).into()) => {}
            }
        }
    }

    /// Tells the others that this node stops, while its bus still runs.
    pub(super) async fn say_farewell(&self, bus: Doing<'_>) {
        self.tell_others([Told::Report(Report::Gone)].into_iter());
        let left = async {
            tokio::select! {
                () = self.0.bus.flush() => {}
                () = bus => {}
            }
        };
        if timeout(FAREWELL, left).await.is_err() {
            tracing::debug!("the other nodes were not told that this one stops");
        }
    }

    fn tell_of(&self, roster: &Arc<Roster>) {
        for mailbox in self.0.shards.of(&roster.stream).lock().subscribers(&roster.stream) {
            mailbox.tell(|core| core.roster(roster));
        }
    }
}

/// The moment, by the clock that tests may stop.
pub(super) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
