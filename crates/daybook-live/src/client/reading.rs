//! A client's read from the database, kept across calls that are cancelled.
//!
//! A failed read is tried again after a pause that grows: while the database is away a client simply
//! waits. A semaphore of the hub keeps thousands of returning clients from crowding out requests.
//! Not here: what to read (`core`).

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::{Mailbox, Wanted};
use crate::{Event, Failure, Heads, Hub};

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

enum Answer {
    Heads(Heads),
    Events(Vec<Arc<Event>>),
}

pub(super) struct Reading {
    wanted: Wanted,
    answer: Pin<Box<dyn Future<Output = Answer> + Send>>,
}

impl Reading {
    pub(super) fn start(hub: &Hub, wanted: Wanted) -> Self {
        let answer = Box::pin(persist(hub.clone(), wanted.clone()));
        Self { wanted, answer }
    }

    /// Waits for the answer and gives it to the core. Cancel-safe.
    pub(super) async fn finish(&mut self, hub: &Hub, mailbox: &Mailbox) {
        let answer = self.answer.as_mut().await;
        match (&self.wanted, answer) {
            (Wanted::Heads(asked), Answer::Heads(heads)) => {
                hub.learn(asked.iter().map(|(stream, _)| stream), &heads);
                mailbox.tell(|core| core.heads(asked, &heads));
            }
            (Wanted::Events { stream, ticket, .. }, Answer::Events(events)) => {
                mailbox.tell(|core| core.page(stream, *ticket, events));
            }
            _ => {}
        }
    }
}

async fn persist(hub: Hub, wanted: Wanted) -> Answer {
    let mut pause = FIRST_PAUSE;
    loop {
        match read(&hub, &wanted).await {
            Ok(answer) => return answer,
            Err(failure) => tracing::debug!(%failure, "a client's read failed and is tried again"),
        }
        tokio::time::sleep_until(tokio::time::Instant::now() + pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

async fn read(hub: &Hub, wanted: &Wanted) -> Result<Answer, Failure> {
    let _permit = hub.read_permit().await;
    match wanted {
        Wanted::Heads(asked) => {
            let streams = asked.iter().map(|(stream, _)| Arc::clone(stream)).collect();
            hub.source().heads(streams).await.map(Answer::Heads)
        }
        Wanted::Events { stream, after, limit, .. } => {
            hub.source().after(Arc::clone(stream), *after, *limit).await.map(Answer::Events)
        }
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reading").field(&self.wanted).finish()
    }
}
