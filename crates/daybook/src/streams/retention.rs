//! Pruning: events are kept for 7 days, and 100,000 of a stream at most.
//!
//! What goes is always a prefix, in small steps, and `floor` is raised in the same transaction: a
//! client that is owed a pruned event is told so. Two nodes that prune at once do no harm.
//! Not here: messages and objects themselves, which are no events.

use std::time::Duration;

use daybook_db::{Result, Tx, params};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    app::App,
    time::{DAY, Timestamp},
};

/// Microseconds that an event is kept.
pub const KEPT_FOR: i64 = 7 * DAY;
/// Events of a stream that are kept.
pub const KEPT_EVENTS: i64 = 100_000;

const EVERY: Duration = Duration::from_secs(3_600);
/// Events that one step removes.
const STEP: i64 = 500;
/// Streams that one step looks at.
const STREAMS: i64 = 100;

const NEXT: &str = "select id, head, floor from streams where id > $1 and head > floor \
     order by id limit $2";
const OLDEST: &str =
    "select seq, at from events where stream = $1 and seq > $2 order by seq limit $3";
const DELETE: &str = "delete from events where stream = $1 and seq <= $2";
const RAISE: &str = "update streams set floor = $2 where id = $1 and floor < $2";

/// Runs until the server stops.
pub(super) async fn run(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while app.stopping.run_until_cancelled(hours.tick()).await.is_some() {
        let prune = prune(&app);
        if let Some(Err(error)) = app.stopping.run_until_cancelled(prune).await {
            tracing::warn!(%error, "events were not pruned; it is tried again in an hour");
        }
    }
}

/// Looks at all streams once.
///
/// # Errors
/// When the database fails; what was pruned stays so.
pub async fn prune(app: &App) -> Result<()> {
    let mut from = String::new();
    loop {
        let now = app.clock.now();
        let after = from.clone();
        let chunk: Vec<(String, i64, i64)> =
            app.db.read(move |tx| tx.all(NEXT, params![&after, STREAMS])).await?;
        let Some((last, ..)) = chunk.last() else { return Ok(()) };
        from.clone_from(last);
        for (stream, head, floor) in chunk {
            prune_stream(app, stream, head, floor, now).await?;
        }
    }
}

async fn prune_stream(
    app: &App,
    stream: String,
    head: i64,
    floor: i64,
    now: Timestamp,
) -> Result<()> {
    let mut floor = floor;
    let mut limit = 1;
    loop {
        let id = stream.clone();
        let raised = app.db.read(move |tx| ripe(tx, &id, head, floor, limit, now)).await?;
        if raised == floor {
            return Ok(());
        }
        let id = stream.clone();
        app.db
            .write(move |tx| {
                tx.run(DELETE, params![&id, raised])?;
                tx.run(RAISE, params![&id, raised])
            })
            .await?;
        (floor, limit) = (raised, STEP);
    }
}

/// The last of the oldest events that may go, or the floor when none may.
fn ripe(
    tx: &mut Tx<'_>,
    stream: &str,
    head: i64,
    floor: i64,
    limit: i64,
    now: Timestamp,
) -> Result<i64> {
    let oldest: Vec<(i64, i64)> = tx.all(OLDEST, params![stream, floor, limit])?;
    let is_ripe = |(seq, at): &&(i64, i64)| *at < now.0 - KEPT_FOR || *seq <= head - KEPT_EVENTS;
    Ok(oldest.iter().take_while(is_ripe).last().map_or(floor, |(seq, _)| *seq))
}
