//! What was acknowledged is stored: `kill -9` under 64 concurrent writers, again and again.
//!
//! Not here: power cuts (`power`); a kill leaves the system's cache whole.

use super::{
    ledger::{Ledger, database},
    load::{Load, WRITERS},
};
use crate::{
    harness::{effort, say},
    process::Server,
};
use std::time::{Duration, Instant};

#[tokio::test]
async fn nothing_acknowledged_is_lost_by_kills_under_64_writers() {
    let kills = effort(50, 1_000);
    let (database, ledger) = (database(), Ledger::default());
    let (mut ann, mut slowest) = (None, Duration::ZERO);
    for round in 0..kills {
        let begun = Instant::now();
        let server = Server::start(&database);
        slowest = slowest.max(begun.elapsed());
        let ann = match &ann {
            None => ann.insert(server.user("ann").await).clone(),
            Some(ann) => server.here(ann),
        };
        let mut load = Load::start(&ann, &ledger, WRITERS, &round.to_string());
        // Each round dies at another moment: in the first writes, or in the middle of hundreds.
        load.acknowledged(1 + round * 37 % 300).await;
        server.kill();
        for told in load.stop().await {
            assert!(matches!(told.status, Some(201) | None), "{told:?}");
        }
    }
    ledger.assert_stored_in(&database.url()).await;
    let acknowledged = ledger.lines().len();
    assert!(acknowledged >= kills, "only {acknowledged} writes were acknowledged");
    say(&format!("{acknowledged} writes, {kills} kills; ready again within {slowest:?}"));
}
