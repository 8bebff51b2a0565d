//! One activity in the database: find, insert, change, delete, restore; and the one that runs.
//!
//! What is read in order to be changed is locked by the statement that reads it, so that of two
//! changes at once the second sees the first, on both engines. Invariant: `activity_tags` holds the
//! folded tags of what is not deleted, and nothing else.
//!
//! Not here: lists (`activities::select`), events (`activities::events`).

use super::{
    model::Stored,
    times::{Span, stopped},
};
use crate::time::{DAY, Timestamp};
use daybook_db::{Result, Tx, params};
use std::collections::BTreeSet;

/// How long a deleted activity can be restored, in microseconds.
pub const RESTORABLE: i64 = 7 * DAY;

const FIND: &str = "select id, activity_name, duration, created_at, started_at, ended_at, note, tags from activities \
                    where user_id = $1 and id = $2 and deleted_at is null";
const LOCK: &str = "update activities set note = note where user_id = $1 and id = $2 and deleted_at is null \
                    returning id, activity_name, duration, created_at, started_at, ended_at, note, tags";
const LOCK_TIMER: &str = "update users set id = id where id = $1";
const FIND_RUNNING: &str = "select id, activity_name, duration, created_at, started_at, ended_at, note, tags \
                            from activities where user_id = $1 and ended_at is null and deleted_at is null";
const LOCK_RUNNING: &str = "update activities set note = note \
                            where user_id = $1 and ended_at is null and deleted_at is null \
                            returning id, activity_name, duration, created_at, started_at, ended_at, note, tags";
const INSERT: &str = "insert into activities \
                      (user_id, activity_name, duration, created_at, started_at, ended_at, note, tags) \
                      values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";
const UPDATE: &str = "update activities set activity_name = $2, duration = $3, started_at = $4, ended_at = $5, \
                      note = $6, tags = $7 where id = $1";
const DELETE: &str = "update activities set deleted_at = $2 where id = $1";
const LOCK_DELETED: &str = "update activities set note = note where user_id = $1 and id = $2 and deleted_at >= $3 \
                            returning id, activity_name, duration, created_at, started_at, ended_at, note, tags";
const DELETED_AT: &str =
    "select deleted_at from activities where id = $1 and deleted_at is not null";
const RESTORE: &str =
    "update activities set deleted_at = null, ended_at = $2, duration = $3 where id = $1";
const TAG: &str = "insert into activity_tags (user_id, tag, activity_id) values ($1, $2, $3)";
const UNTAG: &str =
    "delete from activity_tags where user_id = $1 and tag = $2 and activity_id = $3";
const PURGE: &str = "delete from activities where id in \
                     (select id from activities where deleted_at < $1 order by deleted_at limit $2)";

const FORGET: &str = "delete from activities where id in \
                      (select id from activities where user_id = $1 limit $2)";
const FORGET_TAGS: &str = "delete from activity_tags where user_id = $1 and (tag, activity_id) in \
                           (select tag, activity_id from activity_tags where user_id = $1 limit $2)";
/// The most rows that one statement removes.
const AT_ONCE: i64 = 500;

/// An activity of this user.
pub fn find(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Stored>> {
    tx.opt(FIND, params![user_id, id])
}

/// An activity of this user, which nobody else changes until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Stored>> {
    tx.opt(LOCK, params![user_id, id])
}

/// Makes whatever else lets an activity of this user run wait until the transaction ends.
pub fn lock_timer(tx: &mut Tx<'_>, user_id: i64) -> Result<()> {
    if !tx.writes_alone() {
        tx.run(LOCK_TIMER, params![user_id])?;
    }
    Ok(())
}

/// The activity whose timer runs.
pub fn find_running(tx: &mut Tx<'_>, user_id: i64) -> Result<Option<Stored>> {
    tx.opt(FIND_RUNNING, params![user_id])
}

/// The activity whose timer runs, which nobody else changes until the transaction ends.
pub fn lock_running(tx: &mut Tx<'_>, user_id: i64) -> Result<Option<Stored>> {
    tx.opt(LOCK_RUNNING, params![user_id])
}

/// Stores a new activity, whatever its id was; `None` when it runs and another one does too.
pub fn insert(tx: &mut Tx<'_>, user_id: i64, new: Stored) -> Result<Option<Stored>> {
    let Span { started_at, ended_at, duration } = new.span;
    let ended_at = ended_at.map(|time| time.0);
    let tags = new.tags.to_json();
    let values = params![
        user_id,
        &new.activity_name,
        duration,
        new.created_at.0,
        started_at.0,
        ended_at,
        &new.note,
        &tags,
    ];
    let Some(id) = tx.insert(INSERT, values)? else { return Ok(None) };
    let stored = Stored { id, ..new };
    tag(tx, user_id, &stored)?;
    Ok(Some(stored))
}

/// Stores what an activity that was locked has become.
pub fn update(tx: &mut Tx<'_>, user_id: i64, before: &Stored, after: &Stored) -> Result<()> {
    let Span { started_at, ended_at, duration } = after.span;
    let ended_at = ended_at.map(|time| time.0);
    let tags = after.tags.to_json();
    tx.run(
        UPDATE,
        params![
            after.id,
            &after.activity_name,
            duration,
            started_at.0,
            ended_at,
            &after.note,
            &tags
        ],
    )?;
    let old: BTreeSet<_> = before.tags.keys().collect();
    let new: BTreeSet<_> = after.tags.keys().collect();
    for key in old.difference(&new) {
        tx.run(UNTAG, params![user_id, key, after.id])?;
    }
    for key in new.difference(&old) {
        tx.run(TAG, params![user_id, key, after.id])?;
    }
    Ok(())
}

/// Hides an activity that was locked.
pub fn delete(tx: &mut Tx<'_>, user_id: i64, activity: &Stored, now: Timestamp) -> Result<()> {
    tx.run(DELETE, params![activity.id, now.0])?;
    for key in activity.tags.keys() {
        tx.run(UNTAG, params![user_id, &key, activity.id])?;
    }
    Ok(())
}

/// An activity that can still be restored, locked, and when it was deleted.
pub fn lock_deleted(
    tx: &mut Tx<'_>,
    user_id: i64,
    id: i64,
    now: Timestamp,
) -> Result<Option<(Stored, Timestamp)>> {
    let Some(activity) = tx.opt(LOCK_DELETED, params![user_id, id, now.0 - RESTORABLE])? else {
        return Ok(None);
    };
    let deleted_at = tx.one(DELETED_AT, params![id])?;
    Ok(Some((activity, Timestamp(deleted_at))))
}

/// Shows an activity again that was deleted, and locked. If it ran, and another one does now, it
/// has ended when it was deleted.
pub fn restore(
    tx: &mut Tx<'_>,
    user_id: i64,
    deleted: Stored,
    deleted_at: Timestamp,
) -> Result<Stored> {
    let mut restored = deleted;
    if restored.span.ended_at.is_none() && find_running(tx, user_id)?.is_some() {
        restored.span = stopped(restored.span, deleted_at);
    }
    let Span { ended_at, duration, .. } = restored.span;
    tx.run(RESTORE, params![restored.id, ended_at.map(|time| time.0), duration])?;
    tag(tx, user_id, &restored)?;
    Ok(restored)
}

/// Removes some activities that cannot be restored any more; tells how many, 0 when all are gone.
pub fn purge(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.run(PURGE, params![now.0 - RESTORABLE, AT_ONCE])
}

/// Removes some of what a user did; tells how many rows, 0 when all are gone.
pub fn forget(tx: &mut Tx<'_>, user_id: i64) -> Result<u64> {
    let tags = tx.run(FORGET_TAGS, params![user_id, AT_ONCE])?;
    Ok(tags + tx.run(FORGET, params![user_id, AT_ONCE])?)
}

fn tag(tx: &mut Tx<'_>, user_id: i64, activity: &Stored) -> Result<()> {
    for key in activity.tags.keys() {
        tx.run(TAG, params![user_id, &key, activity.id])?;
    }
    Ok(())
}
