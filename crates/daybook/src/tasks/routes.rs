//! Tasks over HTTP: one, and the changes to one.
//!
//! Not here: the list (`tasks::list`), categories (`tasks::categories`).

use super::{
    categories, events,
    model::{References, Stored, Task, TaskChanges, WholeTask},
    notice::Told,
    store,
};
use crate::{
    App, Error, Result,
    http::{Body, Change, Created, Encoded, Id, Input, Json, NoContent, Nullable, Once, Pk},
    identity::{CurrentUser, users},
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;
use serde_json::json;

pub(super) async fn create_task(
    State(app): State<App>,
    user: CurrentUser,
    change: Change<WholeTask>,
) -> Result<Once<Created<Encoded<Task>>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        let new = read(tx, me, None, body, |whole: &WholeTask| whole.rest.references())?;
        create(tx, me, new, now).map(Created)
    });
    once.await
}

/// Makes a task.
fn create(tx: &mut Tx<'_>, user: i64, new: WholeTask, now: Timestamp) -> Result<Encoded<Task>> {
    let stored = store::insert(tx, new.made(user, now))?;
    let task = Encoded::of(&stored.shown(now))?;
    events::created(tx, &stored, &task)?;
    Ok(task)
}

pub(super) async fn find_task(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<Json<Task>> {
    let now = app.clock.now();
    let found = app.db.read(move |tx| store::find(tx, user.id, id)).await?;
    Ok(Json(found.ok_or_else(Error::not_found)?.shown(now)))
}

pub(super) async fn replace_task(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change<WholeTask>,
) -> Result<Once<Json<Encoded<Task>>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        let stored = store::lock(tx, me, id)?.ok_or_else(Error::not_found)?;
        let whole = read(tx, me, Some(&stored), body, |it: &WholeTask| it.rest.references())?;
        amend(tx, me, &stored, whole.rest, now).map(Json)
    });
    once.await
}

pub(super) async fn update_task(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change<TaskChanges>,
) -> Result<Once<Json<Encoded<Task>>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        let stored = store::lock(tx, me, id)?.ok_or_else(Error::not_found)?;
        let changes = read(tx, me, Some(&stored), body, TaskChanges::references)?;
        amend(tx, me, &stored, changes, now).map(Json)
    });
    once.await
}

/// Changes a task that was locked; what stays the same is not told again.
fn amend(
    tx: &mut Tx<'_>,
    user: i64,
    before: &Stored,
    changes: TaskChanges,
    now: Timestamp,
) -> Result<Encoded<Task>> {
    let after = changes.applied_to(before, user, now);
    let task = Encoded::of(&after.shown(now))?;
    if after != *before {
        store::update(tx, before, &after)?;
        events::updated(tx, before, &after, &task)?;
    }
    Ok(task)
}

/// Opens a body, and looks up what it names: every field's error at once, in the fields' order.
fn read<T: Input>(
    tx: &mut Tx<'_>,
    user: i64,
    stored: Option<&Stored>,
    body: &Body<T>,
    references: fn(&T) -> References,
) -> Result<T> {
    match body.read() {
        Ok(input) => {
            missing(tx, user, stored, references(&input))?;
            Ok(input)
        }
        Err(error) => match body.read_as().map(|it| missing(tx, user, stored, it)) {
            Ok(Err(missing)) if missing.is_of_fields() => {
                Err(error.and(missing).in_order::<TaskChanges>())
            }
            Ok(Err(failure)) => Err(failure),
            Ok(Ok(())) | Err(_) => Err(error),
        },
    }
}

/// Refuses references to what is not there, or not this user's; what the task has it keeps.
fn missing(
    tx: &mut Tx<'_>,
    user: i64,
    stored: Option<&Stored>,
    References { category, owners }: References,
) -> Result<()> {
    let mut errors = Vec::new();
    if let Some(Nullable(Some(Pk(id)))) = category
        && stored.and_then(|task| task.category) != Some(id)
        && !categories::store::is_of(tx, user, id)?
    {
        errors.push(("category".to_owned(), json!([Pk::not_there(id)])));
    }
    for id in owners.iter().flat_map(|owners| owners.as_slice()) {
        let stays = *id == user || stored.is_some_and(|task| task.is_seen_by(*id));
        if !stays && !users::is_active(tx, *id)? {
            errors.push(("owners".to_owned(), json!([Pk::not_there(id)])));
            break;
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::fields(errors)) }
}

pub(super) async fn delete_task(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<NoContent>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, _| {
        delete(tx, me, id, now)?;
        Ok(NoContent)
    });
    once.await
}

/// Deletes a task for all who see it; it can be restored for 7 days.
fn delete(tx: &mut Tx<'_>, user: i64, id: i64, now: Timestamp) -> Result<()> {
    let stored = store::lock(tx, user, id)?.ok_or_else(Error::not_found)?;
    store::delete(tx, &stored, now)?;
    events::deleted(tx, &stored)
}

/// What would have been told meanwhile is not told now. What is not deleted is answered as it is.
pub(super) async fn restore_task(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<Json<Encoded<Task>>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, _| {
        let Some(mut stored) = store::lock_deleted(tx, me, id, now)? else {
            let found = store::find(tx, me, id)?.ok_or_else(Error::not_found)?;
            return Encoded::of(&found.shown(now)).map(Json);
        };
        stored.told = Told::by_then(&stored, now);
        store::restore(tx, &stored)?;
        let task = Encoded::of(&stored.shown(now))?;
        events::created(tx, &stored, &task)?;
        Ok(Json(task))
    });
    once.await
}
