//! A client that comes back whatever happens, with the last cursor it saw, at whatever node answers.
//!
//! It fails the test at an event that does not follow the one before. Not here: what happens (the stories).

use crate::harness::Actor;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::watch;

/// A client that comes back whatever happens.
pub(super) struct Client {
    actor: Actor,
    urls: Arc<[String]>,
    /// Events after which it drops its socket itself.
    patience: usize,
    last: u64,
    cursor: Option<String>,
    delivered: usize,
}

impl Client {
    pub(super) fn new(actor: &Actor, urls: &Arc<[String]>, number: usize) -> Self {
        let (actor, urls) = (actor.clone(), Arc::clone(urls));
        Self { actor, urls, patience: 97 + 31 * number, last: 0, cursor: None, delivered: 0 }
    }

    /// Follows until it has seen the last event; answers how many it saw.
    pub(super) async fn follow(mut self, mut head: watch::Receiver<Option<u64>>) -> usize {
        for node in (0..self.urls.len()).cycle() {
            if self.live(node, &mut head).await {
                break;
            }
            tokio::task::yield_now().await;
        }
        self.delivered
    }

    /// The life of one socket; true when it saw the last event.
    async fn live(&mut self, node: usize, head: &mut watch::Receiver<Option<u64>>) -> bool {
        let actor = self.actor.at_address(&self.urls[node]);
        let Some(mut socket) = actor.dial("/ws/live/").await else { return false };
        if !socket.try_send(json!({ "subscribe": { "me": self.cursor } })).await {
            return false;
        }
        for _ in 0..self.patience {
            if *head.borrow_and_update() == Some(self.last) {
                return true;
            }
            tokio::select! {
                _ = head.changed() => {}
                frame = socket.hear() => match frame {
                    Some(frame) => self.hear(&frame),
                    None => return false,
                },
            }
        }
        false
    }

    fn hear(&mut self, frame: &Value) {
        assert_eq!(frame.get("reset"), None, "nothing was pruned");
        if let (None, Some(cursor)) = (&self.cursor, frame["subscribed"]["me"].as_str()) {
            let (_, seq) = cursor.rsplit_once('.').expect("a cursor");
            self.last = seq.parse().expect("a number");
            self.cursor = Some(cursor.to_owned());
        }
        if let Some(seq) = frame["seq"].as_u64() {
            assert_eq!(seq, self.last + 1, "an event was lost, doubled or out of order");
            let cursor = self.cursor.as_deref().expect("a subscription");
            let (epoch, _) = cursor.rsplit_once('.').expect("a cursor");
            self.cursor = Some(format!("{epoch}.{seq}"));
            self.last = seq;
            self.delivered += 1;
        }
    }
}
