//! What is told of a task on the streams of those who see it.
//!
//! Not here: who hears it (`streams`), categories (`tasks::categories`).

use super::model::{Stored, Task};
use crate::{
    Result,
    http::Encoded,
    streams::{Stream, emit},
};
use daybook_db::Tx;
use serde_json::json;

/// Tells that a task is there: made, or restored.
pub(super) fn created(tx: &mut Tx<'_>, stored: &Stored, task: &Encoded<Task>) -> Result<()> {
    for user in stored.viewers().into_keys() {
        emit(tx, Stream::User(user), "task_created", task)?;
    }
    Ok(())
}

/// Tells what a task has become: to who sees it now that it is there, to who does not any more that it
/// is gone.
pub(super) fn updated(
    tx: &mut Tx<'_>,
    before: &Stored,
    after: &Stored,
    task: &Encoded<Task>,
) -> Result<()> {
    let (saw, see) = (before.viewers(), after.viewers());
    for user in see.keys() {
        let kind = if saw.contains_key(user) { "task_updated" } else { "task_created" };
        emit(tx, Stream::User(*user), kind, task)?;
    }
    for user in saw.keys().filter(|user| !see.contains_key(user)) {
        gone(tx, *user, after.id)?;
    }
    Ok(())
}

/// Tells that a task is gone.
pub(super) fn deleted(tx: &mut Tx<'_>, stored: &Stored) -> Result<()> {
    for user in stored.viewers().into_keys() {
        gone(tx, user, stored.id)?;
    }
    Ok(())
}

fn gone(tx: &mut Tx<'_>, user: i64, id: i64) -> Result<()> {
    emit(tx, Stream::User(user), "task_deleted", &json!({ "id": id }))
}
