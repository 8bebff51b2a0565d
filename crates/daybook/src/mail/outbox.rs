//! The table `outbox`: what is to be mailed, to whom and why; never the text, which holds secrets.
//!
//! Invariant: taking a mail moves its next try by [`LEASE`] or more, so that of several nodes one sends it.

use std::time::Duration;

use daybook_db::{FromRow, Row, Tx, params};
use serde_json::Value;

use crate::{
    error::Result,
    identity::random::{bytes, hex},
    time::{DAY, MINUTE, Timestamp},
};

const PUT: &str = "insert into outbox (kind, user_id, parameters, message_id, created_at, next_try_at) \
     values ($1, $2, $3, $4, $5, $5)";

/// Puts a mail of a kind for a user into the outbox. `parameters` are what its text needs to know, and no secrets.
pub fn put(
    tx: &mut Tx<'_>,
    kind: &str,
    user: i64,
    parameters: &Value,
    now: Timestamp,
) -> Result<()> {
    let message_id = hex(&bytes::<16>());
    tx.run(PUT, params![kind, user, &parameters.to_string(), &message_id, now.0])?;
    Ok(())
}

/// How long who took a mail has it for itself.
pub(super) const LEASE: Duration = Duration::from_mins(1);

/// A mail that is this node's to send, until its next try is due.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) user: i64,
    /// JSON.
    pub(super) parameters: String,
    pub(super) message_id: String,
    pub(super) created_at: Timestamp,
    pub(super) tries: i64,
}

impl FromRow for Due {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            user: row.get(2)?,
            parameters: row.get(3)?,
            message_id: row.get(4)?,
            created_at: Timestamp(row.get(5)?),
            tries: row.get(6)?,
        })
    }
}

const DUE: &str = "select id, kind, user_id, parameters, message_id, created_at, tries from outbox \
     where sent_at is null and next_try_at <= $1 order by next_try_at, id limit 1";
const TAKE: &str = "update outbox set tries = tries + 1, next_try_at = $3 \
     where id = $1 and sent_at is null and next_try_at <= $2";
const SENT: &str = "update outbox set sent_at = $2 where id = $1";
const GIVE_UP: &str = "update outbox set next_try_at = $2 where id = $1";
/// The next try of a mail that was given up.
const NEVER: i64 = i64::MAX;
const PRUNE: &str = "delete from outbox where id in \
     (select id from outbox where sent_at < $1 order by sent_at limit 500)";

/// Takes the mail that has waited longest; `None` when none is due.
pub(super) fn take(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<Due>> {
    while let Some(due) = tx.opt::<Due>(DUE, params![now.0])? {
        let next = now.0 + back_off(due.tries);
        if tx.run(TAKE, params![due.id, now.0, next])? == 1 {
            return Ok(Some(due));
        }
    }
    Ok(None)
}

/// Marks a mail as sent.
pub(super) fn sent(tx: &mut Tx<'_>, id: i64, now: Timestamp) -> Result<()> {
    tx.run(SENT, params![id, now.0])?;
    Ok(())
}

/// Tries a mail no more. Its row stays, for who runs the server.
pub(super) fn give_up(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    tx.run(GIVE_UP, params![id, NEVER])?;
    Ok(())
}

/// Forgets mails that were sent a week ago, five hundred at most; answers how many.
pub fn prune(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.run(PRUNE, params![now.0 - 7 * DAY])?)
}

/// One minute, two, four … six hours.
fn back_off(tries: i64) -> i64 {
    let doubled = 1_i64 << tries.clamp(0, 9);
    (doubled * MINUTE).min(360 * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_and_has_an_end() {
        let minutes: Vec<i64> = [0, 1, 2, 8, 9, 100].map(|tries| back_off(tries) / MINUTE).to_vec();
        assert_eq!(minutes, [1, 2, 4, 256, 360, 360]);
    }
}
