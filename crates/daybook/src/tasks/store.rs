//! One task in the database: find, insert, change, delete, restore.
//!
//! What is read in order to be changed is locked by the statement that reads it, so that of two
//! changes at once the second sees the first, on both engines; whether it is seen is asked of the row
//! that was locked. Invariant: `task_viewers` holds who sees a task, also while it is deleted.
//!
//! Not here: lists (`tasks::select`), events (`tasks::events`).

use super::model::Stored;
use crate::{
    http::Choice,
    search::folded,
    time::{DAY, Timestamp},
};
use daybook_db::{Error, Result, Tx, params};

/// How long a deleted task can be restored, in microseconds.
pub const RESTORABLE: i64 = 7 * DAY;

/// The columns of [`Stored`], in its order.
macro_rules! columns {
    () => {
        "id, title, description, priority, state, due_date, category_id, owners, created_by, created_at, updated_at, \
         remind_at, completed_at, position, reminded_for, noticed_for"
    };
}
pub(super) use columns;

const FIND: &str =
    concat!("select ", columns!(), " from tasks where id = $1 and deleted_at is null");
const LOCK: &str = concat!(
    "update tasks set state = state where id = $1 and deleted_at is null \
     and exists (select 1 from task_viewers where user_id = $2 and task_id = $1) returning ",
    columns!()
);
const FIND_DELETED: &str =
    concat!("select ", columns!(), " from tasks where id = $1 and deleted_at >= $2");
const LOCK_DELETED: &str = concat!(
    "update tasks set state = state where id = $1 and deleted_at >= $2 \
     and exists (select 1 from task_viewers where user_id = $3 and task_id = $1) returning ",
    columns!()
);
const INSERT: &str = "insert into tasks (title, description, priority, state, due_date, category_id, owners, \
                      created_by, created_at, updated_at, remind_at, completed_at, position, notify_at, \
                      reminded_for, noticed_for, search) \
                      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
const UPDATE: &str = "update tasks set title = $2, description = $3, priority = $4, state = $5, due_date = $6, \
                      category_id = $7, owners = $8, created_by = $9, updated_at = $10, remind_at = $11, \
                      completed_at = $12, position = $13, notify_at = $14, reminded_for = $15, noticed_for = $16, \
                      search = $17 where id = $1";
const DELETE: &str = "update tasks set deleted_at = $2, notify_at = null where id = $1";
const RESTORE: &str = "update tasks set deleted_at = null where id = $1";
const KEEP_TOLD: &str =
    "update tasks set notify_at = $2, reminded_for = $3, noticed_for = $4 where id = $1";
const SILENCE: &str = "update tasks set notify_at = null where id = $1";
const SHOW: &str = "insert into task_viewers (user_id, task_id, owns) values ($1, $2, $3) \
                    on conflict (user_id, task_id) do update set owns = excluded.owns";
const HIDE: &str = "delete from task_viewers where user_id = $1 and task_id = $2";
const REMOVE: &str = "delete from tasks where id = $1";

/// A task that this user sees.
pub fn find(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Stored>> {
    let task = tx.opt::<Stored>(FIND, params![id])?;
    Ok(task.filter(|task| task.is_seen_by(user_id)))
}

/// A task that this user sees, which nobody else changes until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Stored>> {
    // A lock writes the row anew, and its description may be long.
    if tx.writes_alone() {
        return find(tx, user_id, id);
    }
    let task = tx.opt::<Stored>(LOCK, params![id, user_id])?;
    Ok(task.filter(|task| task.is_seen_by(user_id)))
}

/// A task of this user's that can still be restored, locked.
pub fn lock_deleted(
    tx: &mut Tx<'_>,
    user_id: i64,
    id: i64,
    now: Timestamp,
) -> Result<Option<Stored>> {
    let since = now.0 - RESTORABLE;
    let task = match tx.writes_alone() {
        true => tx.opt::<Stored>(FIND_DELETED, params![id, since])?,
        false => tx.opt(LOCK_DELETED, params![id, since, user_id])?,
    };
    Ok(task.filter(|task| task.is_seen_by(user_id)))
}

/// Stores a new task, whatever its id was.
pub fn insert(tx: &mut Tx<'_>, new: Stored) -> Result<Stored> {
    let owners = new.owners.to_json();
    let search = folded([new.title.as_str(), &new.description]);
    let values = params![
        &new.title,
        &new.description,
        new.priority.0,
        new.state.word(),
        micros(new.due_date),
        new.category,
        &owners,
        new.created_by,
        new.created_at.0,
        new.updated_at.0,
        micros(new.remind_at),
        micros(new.completed_at),
        new.position,
        micros(new.notify_at()),
        micros(new.told.reminder),
        micros(new.told.due),
        &search,
    ];
    let id = tx.insert(INSERT, values)?.ok_or(Error::NoRow)?;
    for (user, owns) in new.viewers() {
        tx.run(SHOW, params![user, id, owns])?;
    }
    Ok(Stored { id, ..new })
}

/// Stores what a task that was locked has become.
pub fn update(tx: &mut Tx<'_>, before: &Stored, after: &Stored) -> Result<()> {
    let owners = after.owners.to_json();
    let search = folded([after.title.as_str(), &after.description]);
    let values = params![
        after.id,
        &after.title,
        &after.description,
        after.priority.0,
        after.state.word(),
        micros(after.due_date),
        after.category,
        &owners,
        after.created_by,
        after.updated_at.0,
        micros(after.remind_at),
        micros(after.completed_at),
        after.position,
        micros(after.notify_at()),
        micros(after.told.reminder),
        micros(after.told.due),
        &search,
    ];
    tx.run(UPDATE, values)?;
    let (saw, see) = (before.viewers(), after.viewers());
    for user in saw.keys().filter(|user| !see.contains_key(user)) {
        tx.run(HIDE, params![*user, after.id])?;
    }
    for (user, owns) in see.iter().filter(|(user, owns)| saw.get(user) != Some(owns)) {
        tx.run(SHOW, params![*user, after.id, *owns])?;
    }
    Ok(())
}

/// Hides a task that was locked from all who see it.
pub fn delete(tx: &mut Tx<'_>, task: &Stored, now: Timestamp) -> Result<()> {
    tx.run(DELETE, params![task.id, now.0])?;
    Ok(())
}

/// Lets nobody be told of a task that is deleted.
pub(super) fn silence(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    tx.run(SILENCE, params![id])?;
    Ok(())
}

/// Shows a task again that was deleted, and locked.
pub fn restore(tx: &mut Tx<'_>, task: &Stored) -> Result<()> {
    tx.run(RESTORE, params![task.id])?;
    keep_told(tx, task)
}

/// Keeps what the owners of a task that was locked were told, and when they are told next.
pub(super) fn keep_told(tx: &mut Tx<'_>, task: &Stored) -> Result<()> {
    let told = task.told;
    let values =
        params![task.id, micros(task.notify_at()), micros(told.reminder), micros(told.due)];
    tx.run(KEEP_TOLD, values)?;
    Ok(())
}

/// Removes a task for good.
pub(super) fn remove(tx: &mut Tx<'_>, task: &Stored) -> Result<()> {
    for user in task.viewers().into_keys() {
        tx.run(HIDE, params![user, task.id])?;
    }
    tx.run(REMOVE, params![task.id])?;
    Ok(())
}

fn micros(time: Option<Timestamp>) -> Option<i64> {
    time.map(|Timestamp(time)| time)
}
