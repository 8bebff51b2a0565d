//! The timer: at most one activity of a user runs, and to start another one stops it.
//!
//! Whatever lets an activity run takes turns, on whatever nodes; behind that stands a unique index.
//!
//! Not here: editing what runs (`activities::routes`), rounding (`activities::times`).

use super::{
    events,
    model::{Activity, NewTimer, Stored},
    store,
    times::stopped,
};
use crate::{
    App, Error, Result,
    http::{Change, Created, Encoded, Json, Once, Refuses},
    identity::CurrentUser,
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;
use http::StatusCode;

pub(super) async fn start_timer(
    State(app): State<App>,
    user: CurrentUser,
    change: Change<NewTimer>,
) -> Result<Once<Created<Encoded<Activity>>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, body| start(tx, &me, body.read()?, now).map(Created));
    once.await
}

/// Starts a timer; the one that runs is stopped first.
pub fn start(
    tx: &mut Tx<'_>,
    user: &CurrentUser,
    new: NewTimer,
    now: Timestamp,
) -> Result<Encoded<Activity>> {
    let timer = new.running(now)?;
    store::lock_timer(tx, user.id)?;
    stop(tx, user, timer.span.started_at)?;
    let started = store::insert(tx, user.id, timer)?.ok_or_else(Error::busy)?;
    let started = Encoded::of(&started.shown_to(&user.username))?;
    events::created(tx, user.id, &started)?;
    Ok(started)
}

pub(super) async fn stop_timer(
    State(app): State<App>,
    _: Refuses<404>,
    user: CurrentUser,
    change: Change,
) -> Result<Once<Json<Encoded<Activity>>>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, _| {
        let stopped = stop(tx, &me, now)?;
        stopped
            .map(Json)
            .ok_or_else(|| Error::detail(StatusCode::NOT_FOUND, "No timer is running."))
    });
    once.await
}

/// Stops the timer that runs, if one does.
pub fn stop(
    tx: &mut Tx<'_>,
    user: &CurrentUser,
    at: Timestamp,
) -> Result<Option<Encoded<Activity>>> {
    let Some(running) = store::lock_running(tx, user.id)? else { return Ok(None) };
    let ended = Stored { span: stopped(running.span, at), ..running.clone() };
    store::update(tx, user.id, &running, &ended)?;
    let activity = Encoded::of(&ended.shown_to(&user.username))?;
    events::updated(tx, user.id, &activity)?;
    Ok(Some(activity))
}

pub(super) async fn find_current_timer(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Json<Option<Activity>>> {
    let running = app.db.read(move |tx| store::find_running(tx, user.id)).await?;
    Ok(Json(running.map(|running| running.shown_to(&user.username))))
}
