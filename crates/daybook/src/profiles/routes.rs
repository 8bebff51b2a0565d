//! Profiles over HTTP. All that one may change is optional, so that a whole object means the same as a
//! part: PUT is PATCH.
//!
//! Not here: what a field may hold (`profiles::model`).

use super::{
    avatar::{Received, prepare},
    change,
    model::{Profile, ProfileChanges},
    store,
};
use crate::{
    App, Error, Result,
    http::{Change, Id, Json, List, Newest, NoContent, Once, Paged},
    identity::{CurrentUser, users},
    streams::{DAYBOOK_SEQ, Stream, cursor, daybook_seq},
};
use axum::extract::State;
use daybook_db::Tx;
use std::convert::Infallible;

pub(super) async fn list_profiles(
    State(app): State<App>,
    user: CurrentUser,
    paged: Paged,
) -> Result<List<Profile>> {
    if user.is_staff {
        let rows = |tx: &mut Tx<'_>, slice, limit| Ok(store::rows(tx, slice, limit)?);
        return Newest::new(|profile: &Profile| profile.id, rows, users::count)
            .read(&app, &paged)
            .await;
    }
    let read = app.db.read(move |tx| {
        let seq = daybook_seq("me", &cursor(tx, Stream::User(user.id))?)?;
        Ok::<_, Error>((seq, store::find(tx, user.id)?))
    });
    let (seq, own) = read.await?;
    Ok(List::part(own.as_slice(), None)?.with(DAYBOOK_SEQ, seq))
}

/// Everybody has one already, so this never makes another.
pub(super) async fn create_profile(
    _: CurrentUser,
    Received(change): Received,
) -> Result<Infallible> {
    let taken = Error::field("user", "You already have a profile.");
    match change.body().read() {
        Err(unreadable) if unreadable.body().get("detail").is_some() => Err(unreadable),
        _ => Err(taken),
    }
}

pub(super) async fn find_profile(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<Json<Profile>> {
    find(&app, visible(&user, id)?).await
}

pub(super) async fn find_my_profile(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Json<Profile>> {
    find(&app, user.id).await
}

pub(super) async fn replace_profile(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Received,
) -> Result<Once<Json<Profile>>> {
    update(&app, &user, visible(&user, id)?, change).await
}

pub(super) async fn update_profile(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Received,
) -> Result<Once<Json<Profile>>> {
    update(&app, &user, visible(&user, id)?, change).await
}

pub(super) async fn replace_my_profile(
    State(app): State<App>,
    user: CurrentUser,
    change: Received,
) -> Result<Once<Json<Profile>>> {
    update(&app, &user, user.id, change).await
}

pub(super) async fn update_my_profile(
    State(app): State<App>,
    user: CurrentUser,
    change: Received,
) -> Result<Once<Json<Profile>>> {
    update(&app, &user, user.id, change).await
}

pub(super) async fn delete_profile(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<NoContent>> {
    empty(&app, &user, visible(&user, id)?, change).await
}

pub(super) async fn delete_my_profile(
    State(app): State<App>,
    user: CurrentUser,
    change: Change,
) -> Result<Once<NoContent>> {
    empty(&app, &user, user.id, change).await
}

/// The id of a profile, for who may see it.
fn visible(user: &CurrentUser, id: i64) -> Result<i64> {
    user.may_see(id).then_some(id).ok_or_else(Error::not_found)
}

async fn find(app: &App, id: i64) -> Result<Json<Profile>> {
    let found = app.db.read(move |tx| store::find(tx, id)).await?;
    found.map(Json).ok_or_else(Error::not_found)
}

async fn update(
    app: &App,
    user: &CurrentUser,
    id: i64,
    Received(change): Received,
) -> Result<Once<Json<Profile>>> {
    let (now, me) = (app.clock.now(), user.id);
    let avatar = prepare(app, change.body()).await?;
    let once = change.write(user, move |tx, body| {
        let profile = store::lock(tx, id)?.ok_or_else(Error::not_found)?;
        change::amend(tx, profile, body.read()?, avatar.as_deref(), (me, now)).map(Json)
    });
    once.await
}

async fn empty(app: &App, user: &CurrentUser, id: i64, change: Change) -> Result<Once<NoContent>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(user, move |tx, _| {
        let profile = store::lock(tx, id)?.ok_or_else(Error::not_found)?;
        change::amend(tx, profile, ProfileChanges::emptied(), None, (me, now))?;
        Ok(NoContent)
    });
    once.await
}
