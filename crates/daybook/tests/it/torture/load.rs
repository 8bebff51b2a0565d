//! Many who write without a pause, and what each of them was told.
//!
//! Not here: what was acknowledged (`ledger`).

use super::ledger::Ledger;
use crate::harness::{Actor, within};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;

/// How many write at once, when nothing else is said.
pub(super) const WRITERS: usize = 64;

/// The promise: no request hangs longer, whatever is broken.
pub(super) const NEVER_LONGER: Duration = Duration::from_secs(5);

/// The end of one write.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// `None` when no whole answer came.
    pub(super) status: Option<u16>,
    /// Whether it says when to come back.
    pub(super) says_when: bool,
    pub(super) took: Duration,
}

/// Writers at work. Each writes down what is acknowledged, and ends when it gets no answer.
pub(super) struct Load {
    writers: JoinSet<()>,
    news: mpsc::UnboundedReceiver<Told>,
    stop: CancellationToken,
}

impl Load {
    /// Starts so many writers; the names of what they write begin with `round`.
    pub(super) fn start(actor: &Actor, ledger: &Ledger, writers: usize, round: &str) -> Self {
        let (told, news) = mpsc::unbounded_channel();
        let stop = CancellationToken::new();
        let mut set = JoinSet::new();
        for writer in 0..writers {
            let name = format!("{round}-{writer}");
            let (actor, ledger) = (actor.clone(), ledger.clone());
            set.spawn(write(actor, ledger, name, told.clone(), stop.clone()));
        }
        Self { writers: set, news, stop }
    }

    /// The end of the next write.
    pub(super) async fn next(&mut self) -> Told {
        within("the end of a write", self.news.recv()).await.expect("writers at work")
    }

    /// Waits for so many acknowledgements.
    pub(super) async fn acknowledged(&mut self, count: usize) {
        for _ in 0..count {
            self.until("an acknowledgement", |told| told.status == Some(201)).await;
        }
    }

    /// Waits for a write with such an end.
    pub(super) async fn until(&mut self, what: &str, wanted: impl Fn(&Told) -> bool) -> Told {
        within(what, async {
            loop {
                let told = self.next().await;
                if wanted(&told) {
                    return told;
                }
            }
        })
        .await
    }

    /// Lets each writer finish, and answers what was not heard yet.
    pub(super) async fn stop(mut self) -> Vec<Told> {
        self.stop.cancel();
        within("the writers to end", self.writers.join_all()).await;
        let mut rest = Vec::new();
        while let Ok(told) = self.news.try_recv() {
            rest.push(told);
        }
        rest
    }
}

async fn write(
    actor: Actor,
    ledger: Ledger,
    writer: String,
    told: mpsc::UnboundedSender<Told>,
    stop: CancellationToken,
) {
    for number in 0.. {
        if stop.is_cancelled() {
            return;
        }
        let name = format!("{writer}-{number}");
        let begun = Instant::now();
        let body = json!({ "activity_name": name, "duration": 1 });
        let answer = actor.try_post("/api/activities/", body).await;
        let took = begun.elapsed();
        let status = answer.as_ref().map(|answer| answer.status);
        let says_when =
            answer.as_ref().is_some_and(|answer| !answer.header("retry-after").is_empty());
        if let Some(answer) = answer.filter(|answer| answer.status == 201) {
            let id = answer.json()["id"].as_i64().expect("an id");
            ledger.lines().insert(id, name);
        }
        _ = told.send(Told { status, says_when, took });
        if status.is_none() {
            return;
        }
    }
}
