//! What becomes of tasks when an account ends: one's own go, shared ones stay with those who are left.
//!
//! Not here: the rest of the account (`identity::deletion`).

use super::{categories, events, model::Stored, store};
use crate::{Result, http::Encoded, time::Timestamp};
use daybook_db::{FromRow, Row, Tx, params};

/// Tasks that one transaction looks at.
const AT_ONCE: i64 = 50;

const SEEN: &str = concat!(
    "select ",
    store::columns!(),
    ", deleted_at from task_viewers v cross join tasks t where v.user_id = $1 and t.id = v.task_id limit $2"
);

/// Removes some of what a user has of tasks; tells how many rows were looked at, 0 when none is left.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<u64> {
    match categories::forget(tx, user, now)? {
        0 => leave(tx, user, now),
        gone => Ok(gone),
    }
}

/// A task, and whether it is deleted.
struct Seen(Stored, bool);

impl FromRow for Seen {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let deleted_at: Option<i64> = row.get(16)?;
        Ok(Self(Stored::from_row(row)?, deleted_at.is_some()))
    }
}

fn leave(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<u64> {
    let seen: Vec<Seen> = tx.all(SEEN, params![user, AT_ONCE])?;
    for Seen(before, is_deleted) in &seen {
        let Some(after) = without(before, user, now) else {
            store::remove(tx, before)?;
            continue;
        };
        store::update(tx, before, &after)?;
        if *is_deleted {
            store::silence(tx, after.id)?;
        } else {
            events::updated(tx, before, &after, &Encoded::of(&after.shown(now))?)?;
        }
    }
    Ok(seen.len() as u64)
}

/// What a task is without a user; `None` when nobody else sees it.
fn without(before: &Stored, user: i64, now: Timestamp) -> Option<Stored> {
    let created_by = before.created_by.filter(|creator| *creator != user);
    let owners = before.owners.without(user);
    let heir = created_by.or(owners.as_slice().first().copied())?;
    Some(Stored { created_by, owners: owners.or(heir), updated_at: now, ..before.clone() })
}
