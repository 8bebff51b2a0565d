//! Sessions end, and everybody is told: caches and sockets of this node, the user's stream and history.
//!
//! Not here: who may end what (`routes`).

use daybook_db::{Tx, params};
use serde_json::json;

use crate::{
    error::Result,
    history::{Happened, record},
    identity::{Identity, security_log},
    streams::{Stream, emit},
    time::Timestamp,
};

const END: &str = "delete from sessions where id = $1 and user_id = $2 returning id, user_id";
const END_OTHERS: &str =
    "delete from sessions where user_id = $1 and id <> $2 returning id, user_id";
const PRUNE: &str = "delete from sessions where id in \
     (select id from sessions where expires_at <= $1 order by expires_at limit 500) \
     returning id, user_id";

/// Why a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Who has it logs out.
    LoggedOut,
    /// Its user ends it, maybe from another one.
    Chosen,
    /// The account has a new password.
    PasswordChanged,
    /// The same browser logs in anew.
    Replaced,
    /// Its user has too many; this was unused for longest.
    Crowded,
    /// Its time is over.
    Expired,
    /// A refresh token came again that was used already.
    TokenReused,
    /// The account is deleted.
    AccountDeleted,
}

impl Why {
    /// What history tells of it.
    fn happened(self, session: i64) -> Happened<'static> {
        let reason = match self {
            Self::LoggedOut => return Happened::Logout { session },
            Self::Chosen => "ended",
            Self::PasswordChanged => "password_changed",
            Self::Replaced => "replaced",
            Self::Crowded => "too_many",
            Self::Expired => "expired",
            Self::TokenReused => "refresh_token_reused",
            Self::AccountDeleted => "account_deleted",
        };
        Happened::SessionEnded { session, reason }
    }
}

/// Ends a session of a user; `false` when there is none.
pub fn end(
    tx: &mut Tx<'_>,
    identity: &Identity,
    user: i64,
    id: i64,
    why: Why,
    now: Timestamp,
) -> Result<bool> {
    let rows: Vec<(i64, i64)> = tx.all(END, params![id, user])?;
    let found = !rows.is_empty();
    ended(tx, identity, rows, why, now)?;
    Ok(found)
}

/// Ends every session of a user, save the one that is kept.
pub fn end_others(
    tx: &mut Tx<'_>,
    identity: &Identity,
    user: i64,
    kept: Option<i64>,
    why: Why,
    now: Timestamp,
) -> Result<()> {
    let rows = tx.all(END_OTHERS, params![user, kept.unwrap_or_default()])?;
    ended(tx, identity, rows, why, now)
}

/// Removes sessions that ended by themselves, five hundred at most; answers how many.
pub fn prune(tx: &mut Tx<'_>, identity: &Identity, now: Timestamp) -> Result<u64> {
    let rows: Vec<(i64, i64)> = tx.all(PRUNE, params![now.0])?;
    let count = rows.len() as u64;
    ended(tx, identity, rows, Why::Expired, now)?;
    Ok(count)
}

/// Tells of sessions whose rows are gone, and of their users.
pub(super) fn ended(
    tx: &mut Tx<'_>,
    identity: &Identity,
    rows: Vec<(i64, i64)>,
    why: Why,
    now: Timestamp,
) -> Result<()> {
    for (id, user) in &rows {
        emit(tx, Stream::User(*user), "session_ended", &json!({ "id": id }))?;
        record(tx, *user, &why.happened(*id), now)?;
        security_log::session(tx, *user, *id, "session ended");
    }
    identity.end_after_commit(tx, rows.into_iter().map(|(id, _)| id).collect());
    Ok(())
}
