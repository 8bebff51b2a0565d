//! Comparing the followed streams with the database, so that a lost hint is only a late event.
//!
//! One query per chunk of streams, every two seconds or less, more often while the bus is down.
//! Not here: reading what is missing (`gaps`).

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::time::{Instant, sleep_until};

use super::Hub;
use super::shards::Shard;

/// Streams per query.
const CHUNK: usize = 500;

impl Hub {
    pub(super) async fn heal(&self) {
        let Some(calm) = self.0.options.heal else {
            return std::future::pending().await;
        };
        // To know the epoch before the first client comes.
        self.compare_heads().await;
        let mut due = Instant::now() + calm;
        loop {
            tokio::select! {
                () = self.0.heal_now.notified() => {}
                () = sleep_until(due.min(Instant::now() + self.0.options.heal_without_bus)) => {
                    if self.0.bus.is_up() && Instant::now() < due {
                        continue;
                    }
                }
            }
            due = Instant::now() + calm;
            self.compare_heads().await;
        }
    }

    async fn compare_heads(&self) {
        let names = |shard: &Mutex<Shard>| shard.lock().names().cloned().collect::<Vec<_>>();
        let streams: Vec<Arc<str>> = self.0.shards.all().iter().flat_map(names).collect();
        let (mut chunk, mut rest) = streams.split_at(streams.len().min(CHUNK));
        loop {
            match self.0.source.heads(chunk.to_vec()).await {
                Ok(heads) => self.learn(chunk.iter(), &heads),
                Err(failure) => {
                    tracing::warn!(%failure, "the heads of the streams could not be compared");
                    return;
                }
            }
            if rest.is_empty() {
                return;
            }
            (chunk, rest) = rest.split_at(rest.len().min(CHUNK));
        }
    }
}
