//! Logs in the database: write, find, say how far.
//!
//! Not here: lists (`logs::select`), events (`logs::events`).

use super::{
    model::{Log, NewLog},
    scalars::scalars,
    select::Place,
    status::Status,
};
use crate::time::Timestamp;
use daybook_db::{Error, Result, Tx, Value, params};
use std::sync::LazyLock;

const INSERT: &str = "insert into action_logs (user_id, action, timestamp, metadata, size, status) \
                      values ($1, $2, $3, $4, $5, $6)";
const INDEX: &str =
    "insert into log_metadata (user_id, timestamp, key, value, log_id) values ($1, $2, $3, $4, $5)";
const SET_STATUS: &str = "update action_logs set status = $2 where id = $1";
const FIND: &str = "select id, action, timestamp, metadata, status, user_id from action_logs \
                    where id = $1 and user_id = $2";
const LOCK: &str = "update action_logs set status = status where id = $1 and user_id = $2 \
                    returning id, action, timestamp, metadata, status, user_id";
const PLACE: &str =
    "select timestamp, id, action, status from action_logs where id = $1 and user_id = $2";
const FORGET: &str = "delete from action_logs where id in \
                      (select id from action_logs where user_id = $1 limit $2)";
const FORGET_METADATA: &str = "delete from log_metadata where user_id = $1 and (key, value, timestamp, log_id) in \
                               (select key, value, timestamp, log_id from log_metadata where user_id = $1 limit $2)";
/// The most rows that one statement removes.
const AT_ONCE: i64 = 500;
/// Rows of one statement when there are many scalars.
const ROWS: usize = 16;

static INDEX_ROWS: LazyLock<String> = LazyLock::new(|| {
    let row = |n: usize| format!("($1, $2, ${}, ${}, ${})", n + 3, n + 4, n + 5);
    let rows: Vec<_> = (0..ROWS).map(|number| row(3 * number)).collect();
    let columns = "user_id, timestamp, key, value, log_id";
    format!("insert into log_metadata ({columns}) values {}", rows.join(", "))
});

/// A scalar of a log: key, value, and the log's id.
type Entry = (String, String, i64);

/// Stores a new log.
pub(super) fn insert(tx: &mut Tx<'_>, user_id: i64, new: NewLog, now: Timestamp) -> Result<Log> {
    let (log, entries) = write(tx, user_id, new, now)?;
    index(tx, user_id, now, &entries)?;
    Ok(log)
}

/// Stores new logs in their order.
pub(super) fn insert_all(
    tx: &mut Tx<'_>,
    user_id: i64,
    new: Vec<NewLog>,
    now: Timestamp,
) -> Result<Vec<Log>> {
    let (mut logs, mut entries) = (Vec::with_capacity(new.len()), Vec::new());
    for new in new {
        let (log, more) = write(tx, user_id, new, now)?;
        logs.push(log);
        entries.extend(more);
    }
    // Written in the order of their index, thousands of them cost a fraction.
    entries.sort_unstable();
    index(tx, user_id, now, &entries)?;
    Ok(logs)
}

/// The row of a log, and what of it is to be searchable.
fn write(tx: &mut Tx<'_>, user_id: i64, new: NewLog, now: Timestamp) -> Result<(Log, Vec<Entry>)> {
    let NewLog { action, metadata, status } = new;
    let status = status.unwrap_or_default();
    let (json, size) = (metadata.as_json(), metadata.size());
    let values = params![user_id, action.as_str(), now.0, json, size, status.word()];
    let id = tx.insert(INSERT, values)?.ok_or(Error::NoRow)?;
    let scalars = metadata.as_json().map(scalars).unwrap_or_default();
    let entries = scalars.into_iter().map(|(key, value)| (key, value, id)).collect();
    let action = action.into_string();
    Ok((Log { id, action, timestamp: now, metadata, status, user: user_id }, entries))
}

/// Makes scalars searchable.
fn index(tx: &mut Tx<'_>, user_id: i64, now: Timestamp, entries: &[Entry]) -> Result<()> {
    let (chunks, rest) = entries.as_chunks::<ROWS>();
    let many = chunks.iter().map(|chunk| (INDEX_ROWS.as_str(), chunk.as_slice()));
    for (text, entries) in many.chain(rest.chunks(1).map(|one| (INDEX, one))) {
        let mut values = vec![Value::Int(user_id), Value::Int(now.0)];
        for (key, value, log_id) in entries {
            values.extend([Value::Text(key), Value::Text(value), Value::Int(*log_id)]);
        }
        tx.run(text, &values)?;
    }
    Ok(())
}

/// A log of this user, which nobody else changes until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Log>> {
    // A lock writes the row anew, and its metadata may be long.
    let text = if tx.writes_alone() { FIND } else { LOCK };
    tx.opt(text, params![id, user_id])
}

/// Says how far a log is that was locked.
pub fn set_status(tx: &mut Tx<'_>, log: Log, status: Status) -> Result<Log> {
    tx.run(SET_STATUS, params![log.id, status.word()])?;
    Ok(Log { status, ..log })
}

/// Where a log of this user stands.
pub fn place(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Place>> {
    tx.opt(PLACE, params![id, user_id])
}

/// Removes some of what a user has logged; tells how many rows, 0 when all are gone.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, user_id: i64) -> Result<u64> {
    match tx.run(FORGET_METADATA, params![user_id, AT_ONCE])? {
        0 => tx.run(FORGET, params![user_id, AT_ONCE]),
        gone => Ok(gone),
    }
}
