//! Activities over HTTP: one, and the changes to one.
//!
//! Not here: the list (`activities::list`), the timer (`activities::timer`), summaries and files (`activities::reports`).

use super::{
    events,
    model::{Activity, ActivityChanges, Stored, WholeActivity},
    store,
};
use crate::{
    App, Error, Result,
    http::{Change, Created, Encoded, Id, Json, NoContent, Once},
    identity::CurrentUser,
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;

pub(super) async fn create_activity(
    State(app): State<App>,
    user: CurrentUser,
    change: Change<WholeActivity>,
) -> Result<Once<Created<Encoded<Activity>>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| log(tx, &me, body.read()?, now).map(Created));
    once.await
}

/// Logs an activity.
pub fn log(
    tx: &mut Tx<'_>,
    user: &CurrentUser,
    new: WholeActivity,
    now: Timestamp,
) -> Result<Encoded<Activity>> {
    let stored = store::insert(tx, user.id, new.logged(now)?)?.ok_or_else(Error::busy)?;
    let activity = Encoded::of(&stored.shown_to(&user.username))?;
    events::created(tx, user.id, &activity)?;
    Ok(activity)
}

pub(super) async fn find_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<Json<Activity>> {
    let found = app.db.read(move |tx| store::find(tx, user.id, id)).await?;
    let activity = found.ok_or_else(Error::not_found)?;
    Ok(Json(activity.shown_to(&user.username)))
}

pub(super) async fn replace_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change<WholeActivity>,
) -> Result<Once<Json<Encoded<Activity>>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| {
        let stored = store::lock(tx, me.id, id)?.ok_or_else(Error::not_found)?;
        amend(tx, &me, stored, body.read()?.rest, now).map(Json)
    });
    once.await
}

pub(super) async fn update_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change<ActivityChanges>,
) -> Result<Once<Json<Encoded<Activity>>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| {
        let stored = store::lock(tx, me.id, id)?.ok_or_else(Error::not_found)?;
        amend(tx, &me, stored, body.read()?, now).map(Json)
    });
    once.await
}

/// Changes an activity that was locked; what stays the same is not told again.
fn amend(
    tx: &mut Tx<'_>,
    user: &CurrentUser,
    stored: Stored,
    changes: ActivityChanges,
    now: Timestamp,
) -> Result<Encoded<Activity>> {
    let amended = changes.applied_to(&stored, now)?;
    if amended == stored {
        return Encoded::of(&stored.shown_to(&user.username));
    }
    store::update(tx, user.id, &stored, &amended)?;
    let activity = Encoded::of(&amended.shown_to(&user.username))?;
    events::updated(tx, user.id, &activity)?;
    Ok(activity)
}

pub(super) async fn delete_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<NoContent>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, _| {
        delete(tx, &me, id, now)?;
        Ok(NoContent)
    });
    once.await
}

/// Deletes an activity; it can be restored for 7 days.
pub fn delete(tx: &mut Tx<'_>, user: &CurrentUser, id: i64, now: Timestamp) -> Result<()> {
    let stored = store::lock(tx, user.id, id)?.ok_or_else(Error::not_found)?;
    store::delete(tx, user.id, &stored, now)?;
    events::deleted(tx, user.id, id)
}

/// A timer that ran when it was deleted runs again, unless another one does: then it has ended when
/// it was deleted. What is not deleted is answered as it is.
pub(super) async fn restore_activity(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<Json<Encoded<Activity>>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, _| {
        store::lock_timer(tx, me.id)?;
        let Some((deleted, at)) = store::lock_deleted(tx, me.id, id, now)? else {
            let found = store::find(tx, me.id, id)?.ok_or_else(Error::not_found)?;
            return Encoded::of(&found.shown_to(&me.username)).map(Json);
        };
        let restored = store::restore(tx, me.id, deleted, at)?;
        let activity = Encoded::of(&restored.shown_to(&me.username))?;
        events::created(tx, me.id, &activity)?;
        Ok(Json(activity))
    });
    once.await
}
