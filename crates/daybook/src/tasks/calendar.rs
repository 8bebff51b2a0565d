//! When tasks are due, as a calendar that programs fetch without a login: who has the key may read.
//!
//! A user has one key at most; only its hash is stored, and a new one ends the one before.
//!
//! Invariant: no key is written to a log, nor kept with an answer: these writes take no
//! `Idempotency-Key`.
//!
//! Not here: how a calendar is written (`ics`).

use super::{filter::Filter, list::Seen, model::Stored};
use crate::{
    App, Error, Result,
    http::{Body, Created, Describe, Json, NoContent, Operation, Query, Text},
    ics::{self, Event},
    identity::{CurrentUser, token::opaque},
    listing::{From, chunks},
    time::Timestamp,
};
use axum::{
    body,
    extract::State,
    response::{IntoResponse, Response},
};
use daybook_db::params;
use futures_util::{StreamExt, TryStreamExt, future::ready, stream};
use http::header;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::json;

const SET: &str = "insert into calendar_keys (user_id, key_hash, created_at) values ($1, $2, $3) \
                   on conflict (user_id) do update set key_hash = excluded.key_hash, created_at = excluded.created_at";
const FIND: &str = "select created_at from calendar_keys where user_id = $1";
const END: &str = "delete from calendar_keys where user_id = $1";
const WHOSE: &str = "select u.id from calendar_keys k join users u on u.id = k.user_id \
                     where k.key_hash = $1 and u.is_active and u.deleted_at is null";

/// A new key.
#[derive(Serialize, JsonSchema)]
pub(super) struct NewKey {
    /// The key; it is told this once.
    key: String,
    /// Where the calendar is, with the key.
    path: String,
    /// When it was made.
    created_at: Timestamp,
}

/// The key that there is.
#[derive(Serialize, JsonSchema)]
pub(super) struct Known {
    /// When it was made; null when there is none.
    created_at: Option<Timestamp>,
}

pub(super) async fn create_calendar_key(
    State(app): State<App>,
    user: CurrentUser,
    _: Body<()>,
) -> Result<Created<NewKey>> {
    let (now, secret) = (app.clock.now(), opaque::generate());
    let hash = opaque::fingerprint(secret.expose());
    app.db.write(move |tx| tx.run(SET, params![user.id, &hash, now.0])).await?;
    let key = secret.expose().to_owned();
    let path = format!("/api/tasks/calendar.ics?key={key}");
    Ok(Created(NewKey { key, path, created_at: now }))
}

pub(super) async fn find_calendar_key(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Json<Known>> {
    let found = app.db.read(move |tx| tx.opt::<i64>(FIND, params![user.id])).await?;
    Ok(Json(Known { created_at: found.map(Timestamp) }))
}

pub(super) async fn delete_calendar_key(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<NoContent> {
    app.db.write(move |tx| tx.run(END, params![user.id])).await?;
    Ok(NoContent)
}

crate::input! {
    /// With what a calendar is opened.
    pub(super) struct Key {
        /// The key of somebody's calendar.
        key: Option<Text<0, 100>>,
    }
}

/// The tasks of whose key it is that are due some time, and neither done nor cancelled.
pub(super) async fn show_calendar(
    State(app): State<App>,
    Query(Key { key }): Query<Key>,
) -> Result<Calendar> {
    let hash = opaque::fingerprint(key.as_ref().map_or("", Text::as_str));
    let whose = app.db.read(move |tx| tx.opt::<i64>(WHOSE, params![&hash])).await?;
    let user = whose.ok_or_else(Error::not_found)?;
    let seen = Seen { user, filter: Filter::open_with_a_date(), now: app.clock.now() };
    let mut tasks = Box::pin(chunks(app, seen, From::Start));
    // The first chunk is read before the answer begins, so that a busy server can still say so.
    let first = tasks.try_next().await?.unwrap_or_default();
    let tasks = stream::once(ready(Ok(first))).chain(tasks);
    let events = tasks.map_ok(|tasks| written(&tasks).into_bytes());
    let opening = stream::once(ready(Ok(ics::open("Tasks").into_bytes())));
    let closing = stream::once(ready(Ok::<_, Error>(ics::CLOSE.into())));
    Ok(Calendar(body::Body::from_stream(opening.chain(events).chain(closing))))
}

fn written(tasks: &[Stored]) -> String {
    let mut text = String::new();
    for task in tasks {
        let Some(due) = task.due_date else { continue };
        let it = Event {
            uid: &format!("task-{}", task.id),
            stamp: task.updated_at,
            start: due,
            end: None,
            summary: &task.title,
            description: &task.description,
            categories: &[],
        };
        ics::event(&mut text, &it);
    }
    text
}

/// A calendar, written while it is sent; cut short, if reading fails.
pub(super) struct Calendar(body::Body);

impl IntoResponse for Calendar {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, ics::MEDIA_TYPE)], self.0).into_response()
    }
}

impl Describe for Calendar {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.answers.push((200, Some(("text/calendar", json!({ "type": "string" })))));
        operation.answers.push((404, None));
    }
}
