//! Notifications over HTTP.
//!
//! Not here: the statements and the events (`notifications::store`).

use super::{Notification, store};
use crate::{
    App, Error, Result,
    http::{Change, Conditional, Id, Json, List, Once, Paged, Query},
    identity::CurrentUser,
    listing::{self, From, Source},
};
use axum::extract::State;
use daybook_db::Tx;
use futures_util::Stream;
use schemars::JsonSchema;
use serde::Serialize;

crate::input! {
    /// Which notifications are wanted.
    pub(super) struct NotificationFilter {
        /// Those that were not read.
        unread: Option<bool>,
    }
}

crate::input! {
    /// What of a notification is to change.
    pub(super) struct NotificationChanges {
        /// Whether it was read.
        read: Option<bool>,
    }
}

/// How many there were.
#[derive(Serialize, JsonSchema)]
pub(super) struct Marked {
    /// How many were not read before.
    read: i64,
}

/// What a user was told.
#[derive(Clone, Copy)]
struct Told {
    user: i64,
    unread: bool,
}

impl Source for Told {
    type Row = Notification;
    type Shown = Notification;
    type Place = i64;

    fn rows(&self, tx: &mut Tx<'_>, from: &From<i64>, limit: i64) -> Result<Vec<Notification>> {
        Ok(store::rows(tx, self.user, self.unread, from, limit)?)
    }

    fn count(&self, tx: &mut Tx<'_>) -> Result<i64> {
        Ok(store::count(tx, self.user, self.unread)?)
    }

    fn place(&self, row: &Notification) -> i64 {
        row.id
    }

    fn place_of(&self, id: i64) -> Option<i64> {
        Some(id)
    }

    fn id(row: &Notification) -> i64 {
        row.id
    }

    fn shown(&self, row: Notification) -> Notification {
        row
    }
}

pub(super) async fn list_notifications(
    State(app): State<App>,
    user: CurrentUser,
    Query(filter): Query<NotificationFilter>,
    paged: Paged,
    conditional: Conditional,
) -> Result<List<Notification>> {
    let told = Told { user: user.id, unread: filter.unread.unwrap_or_default() };
    listing::list(&app, &user, &paged, Some(conditional), told).await
}

/// All that a user was told, chunk by chunk.
pub fn all(app: App, user: i64) -> impl Stream<Item = Result<Vec<Notification>>> + Send {
    listing::all(app, Told { user, unread: false })
}

pub(super) async fn find_notification(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<Json<Notification>> {
    let found = app.db.read(move |tx| store::find(tx, user.id, id)).await?;
    Ok(Json(found.ok_or_else(Error::not_found)?))
}

/// What it is already is not told again.
pub(super) async fn update_notification(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change<NotificationChanges>,
) -> Result<Once<Json<Notification>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        let found = store::find(tx, me, id)?.ok_or_else(Error::not_found)?;
        match body.read()?.read {
            Some(read) if read != found.read => {
                let marked = store::mark(tx, me, id, read.then_some(now))?;
                Ok(Json(marked.ok_or_else(Error::not_found)?))
            }
            _ => Ok(Json(found)),
        }
    });
    once.await
}

/// However many there are, a transaction marks some hundreds.
pub(super) async fn read_notifications(
    State(app): State<App>,
    user: CurrentUser,
    change: Change,
) -> Result<Once<Json<Marked>>> {
    let (now, me) = (app.clock.now(), user.id);
    let mut before = 0;
    loop {
        let marked = app.db.write(move |tx| store::mark_some(tx, me, now)).await?;
        before += marked;
        if marked < store::AT_ONCE {
            break;
        }
    }
    let once = change.write(&user, move |tx, _| {
        Ok(Json(Marked { read: before + store::mark_some(tx, me, now)? }))
    });
    once.await
}
