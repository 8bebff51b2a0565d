//! Logs over HTTP: write one or many, say how far one is.
//!
//! Not here: lists (`logs::list`), files (`logs::export`).

use super::{
    access::{LogId, Refused, invalid_status, not_found},
    events,
    model::{Log, NewLog, NewStatus},
    store,
};
use crate::{
    App, Error, Result,
    http::{AtOnce, Batch, Change, Created, Encoded, Json, Once, Refuses},
    identity::CurrentUser,
};
use axum::extract::State;
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;

/// Logs that one request may bring.
const AT_ONCE: usize = 1_000;

/// What was logged.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Logged {
    /// The one that came.
    One(Encoded<Log>),
    /// Those that came, in their order.
    Many(Vec<Log>),
}

pub(super) async fn create_logs(
    State(app): State<App>,
    user: CurrentUser,
    _: AtOnce<AT_ONCE>,
    change: Change<NewLog>,
) -> Result<Once<Created<Logged>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        Ok(Created(match body.read_each(AT_ONCE)? {
            Batch::One(new) => {
                let log = Encoded::of(&store::insert(tx, me, new, now)?)?;
                events::created(tx, me, &log)?;
                Logged::One(log)
            }
            Batch::Many(new) => {
                let logs = store::insert_all(tx, me, new, now)?;
                events::created_together(tx, &logs)?;
                Logged::Many(logs)
            }
        }))
    });
    once.await
}

/// What it is already is not told again.
pub(super) async fn update_log_status(
    user: CurrentUser,
    LogId(id): LogId,
    _: Refuses<400, Refused>,
    change: Change<NewStatus>,
) -> Result<Once<Json<Encoded<Log>>>> {
    let me = user.id;
    let once = change.write(&user, move |tx, body| {
        let log = store::lock(tx, me, id)?.ok_or_else(not_found)?;
        let NewStatus { status } = body.read().map_err(in_its_words)?;
        if status == log.status {
            return Encoded::of(&log).map(Json);
        }
        let log = Encoded::of(&store::set_status(tx, log, status)?)?;
        events::updated(tx, me, &log)?;
        Ok(Json(log))
    });
    once.await
}

/// What is wrong with the one field; a body that cannot be read at all is refused as everywhere.
fn in_its_words(error: Error) -> Error {
    let whole = error.body().get("detail").is_some();
    if error.status() == StatusCode::BAD_REQUEST && !whole { invalid_status() } else { error }
}
