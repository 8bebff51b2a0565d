//! The SQL of streams.
//!
//! Not here: when events are written (`emit`) and pruned (`retention`).

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use daybook_db::{FromRow, Result, Row, Tx, Value, params};
use daybook_live::{Event, Head, Heads};

use super::{Stream, epoch::Epoch};
use crate::time::Timestamp;

/// What several transactions may do at once.
const RAISE: &str = "insert into streams (id, head) values ($1, $2) \
     on conflict (id) do update set head = streams.head + excluded.head returning head";
const BEGIN: &str = "insert into streams (id, head) values ($1, $2)";
const MOVE: &str = "update streams set head = $2 where id = $1";
const INSERT: &str =
    "insert into events (stream, seq, type, payload, at) values ($1, $2, $3, $4, $5)";
const AFTER: &str = "select seq, type, payload from events where stream = $1 and seq > $2 \
     order by seq limit $3";
const FORGET: &str = "delete from events where stream = $1 and seq in \
     (select seq from events where stream = $1 order by seq limit 500)";
const RAISE_FLOOR: &str = "update streams set floor = \
     coalesce((select min(seq) - 1 from events where stream = $1), head) where id = $1";
const FORGET_STREAM: &str = "delete from streams where id = $1";
const HEAD: &str = "select head from streams where id = $1";

/// Rows of one statement when a transaction emits many events.
const ROWS: usize = 16;
/// How many heads one statement asks for; a shorter list repeats its last.
const ASKED: [usize; 3] = [1, 16, 500];

static INSERT_ROWS: LazyLock<String> = LazyLock::new(|| {
    let row = |n: usize| format!("($1, ${}, ${}, ${}, $2)", n + 3, n + 4, n + 5);
    let rows: Vec<_> = (0..ROWS).map(|number| row(3 * number)).collect();
    format!("insert into events (stream, seq, type, payload, at) values {}", rows.join(", "))
});

static HEADS: LazyLock<[String; 3]> = LazyLock::new(|| {
    ASKED.map(|asked| {
        let ids: Vec<_> = (1..=asked).map(|n| format!("${n}")).collect();
        format!("select id, head, floor from streams where id in ({})", ids.join(", "))
    })
});

/// An event that is to be written.
pub(super) struct Noted {
    pub(super) stream: Stream,
    pub(super) kind: &'static str,
    pub(super) payload: String,
}

/// Writes the events of one stream; answers the number of the first.
pub(super) fn append(tx: &mut Tx<'_>, id: &str, events: &[Noted], at: Timestamp) -> Result<u64> {
    let count = signed(events.len() as u64);
    let head = raise(tx, id, count)?;
    let first = head - count + 1;
    let (rows, rest) = events.as_chunks::<ROWS>();
    let mut seq = first;
    for chunk in rows {
        let mut values = vec![Value::Text(id), Value::Int(at.0)];
        for event in chunk {
            values.extend([Value::Int(seq), Value::Text(event.kind), Value::Text(&event.payload)]);
            seq += 1;
        }
        tx.run(&INSERT_ROWS, &values)?;
    }
    for event in rest {
        tx.run(INSERT, params![id, seq, event.kind, &event.payload, at.0])?;
        seq += 1;
    }
    Ok(unsigned(first))
}

/// Raises the head of a stream, and answers it.
fn raise(tx: &mut Tx<'_>, id: &str, count: i64) -> Result<i64> {
    if !tx.writes_alone() {
        return tx.one(RAISE, params![id, count]);
    }
    let head: Option<i64> = tx.opt(HEAD, params![id])?;
    let (change, head) = match head {
        Some(head) => (MOVE, head + count),
        None => (BEGIN, count),
    };
    tx.run(change, params![id, head])?;
    Ok(head)
}

/// Removes some of a stream that has come to its end; tells how many rows, 0 when all are gone.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, stream: Stream) -> Result<u64> {
    let stream = stream.to_string();
    let events = tx.run(FORGET, params![&stream])?;
    if events == 0 {
        return tx.run(FORGET_STREAM, params![&stream]);
    }
    tx.run(RAISE_FLOOR, params![&stream])?;
    Ok(events)
}

/// The last event of a stream; 0 for one without events.
///
/// # Errors
/// When the database fails.
pub fn head(tx: &mut Tx<'_>, stream: Stream) -> Result<u64> {
    let head: Option<i64> = tx.opt(HEAD, params![&stream.to_string()])?;
    Ok(unsigned(head.unwrap_or_default()))
}

/// Head and floor of each of these streams that has events, in one snapshot with the epoch.
pub(super) fn heads(tx: &mut Tx<'_>, epoch: &Epoch, streams: &[Arc<str>]) -> Result<Heads> {
    let largest = ASKED[ASKED.len() - 1];
    let mut heads = HashMap::with_capacity(streams.len());
    for chunk in streams.chunks(largest) {
        let size = ASKED.iter().position(|asked| *asked >= chunk.len()).unwrap_or_default();
        let mut ids: Vec<_> = chunk.iter().map(|id| Value::Text(id)).collect();
        ids.resize(ASKED[size], Value::Text(&chunk[chunk.len() - 1]));
        let rows: Vec<(String, i64, i64)> = tx.all(&HEADS[size], &ids)?;
        heads.extend(rows.into_iter().map(|(id, head, floor)| {
            (id.into(), Head { head: unsigned(head), floor: unsigned(floor) })
        }));
    }
    Ok(Heads { epoch: epoch.read(tx)?, heads })
}

/// The events of a stream after a sequence number, in order, at most so many.
pub(super) fn after(
    tx: &mut Tx<'_>,
    stream: &Arc<str>,
    seq: u64,
    limit: usize,
) -> Result<Vec<Arc<Event>>> {
    let rows: Vec<Stored> = tx.all(AFTER, params![stream, signed(seq), signed(limit as u64)])?;
    Ok(rows
        .into_iter()
        .map(|row| Arc::new(Event::new(Arc::clone(stream), row.seq, row.kind, row.payload)))
        .collect())
}

struct Stored {
    seq: u64,
    kind: String,
    payload: String,
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { seq: unsigned(row.get(0)?), kind: row.get(1)?, payload: row.get(2)? })
    }
}

/// A sequence number as the database keeps it.
pub(super) fn signed(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn unsigned(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or_default()
}
