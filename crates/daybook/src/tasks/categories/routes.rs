//! Categories over HTTP.
//!
//! Not here: the tasks in them (`tasks::routes`).

use super::{Category, CategoryChanges, WholeCategory, store};
use crate::{
    App, Error, Result,
    http::{Change, Conditional, Created, Encoded, Id, Json, List, NoContent, Once, Paged},
    identity::CurrentUser,
    listing::{self, From, Source},
    streams::{Stream, emit},
    tasks::{events, store as tasks},
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;
use futures_util::Stream as Chunks;
use serde_json::json;

/// Tasks that lose their category in one transaction.
const AT_ONCE: i64 = 100;

/// The categories of a user.
#[derive(Clone, Copy)]
struct Own(i64);

impl Source for Own {
    type Row = Category;
    type Shown = Category;
    type Place = i64;

    fn rows(&self, tx: &mut Tx<'_>, from: &From<i64>, limit: i64) -> Result<Vec<Category>> {
        Ok(store::rows(tx, self.0, from, limit)?)
    }

    fn count(&self, tx: &mut Tx<'_>) -> Result<i64> {
        Ok(store::count(tx, self.0)?)
    }

    fn place(&self, row: &Category) -> i64 {
        row.id
    }

    fn place_of(&self, id: i64) -> Option<i64> {
        Some(id)
    }

    fn id(row: &Category) -> i64 {
        row.id
    }

    fn shown(&self, row: Category) -> Category {
        row
    }
}

pub(super) async fn list_categories(
    State(app): State<App>,
    user: CurrentUser,
    paged: Paged,
    conditional: Conditional,
) -> Result<List<Category>> {
    listing::list(&app, &user, &paged, Some(conditional), Own(user.id)).await
}

/// All categories of a user, chunk by chunk.
pub fn all(app: App, user: i64) -> impl Chunks<Item = Result<Vec<Category>>> + Send {
    listing::all(app, Own(user))
}

pub(super) async fn create_category(
    user: CurrentUser,
    change: Change<WholeCategory>,
) -> Result<Once<Created<Category>>> {
    let me = user.id;
    let once = change.write(&user, move |tx, body| {
        let blank = Category {
            id: 0,
            name: String::new(),
            description: String::new(),
            color: String::new(),
        };
        let new = CategoryChanges::from(body.read()?).applied_to(&blank);
        let category = store::insert(tx, me, new)?.ok_or_else(taken)?;
        emit(tx, Stream::User(me), "category_created", &category)?;
        Ok(Created(category))
    });
    once.await
}

fn taken() -> Error {
    Error::field("name", "category with this name already exists.")
}

pub(super) async fn find_category(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<Json<Category>> {
    let found = app.db.read(move |tx| store::find(tx, user.id, id)).await?;
    Ok(Json(found.ok_or_else(Error::not_found)?))
}

pub(super) async fn replace_category(
    user: CurrentUser,
    Id(id): Id,
    change: Change<WholeCategory>,
) -> Result<Once<Json<Category>>> {
    let me = user.id;
    let once = change.write(&user, move |tx, body| {
        let category = store::lock(tx, me, id)?.ok_or_else(Error::not_found)?;
        amend(tx, me, category, body.read()?.into()).map(Json)
    });
    once.await
}

pub(super) async fn update_category(
    user: CurrentUser,
    Id(id): Id,
    change: Change<CategoryChanges>,
) -> Result<Once<Json<Category>>> {
    let me = user.id;
    let once = change.write(&user, move |tx, body| {
        let category = store::lock(tx, me, id)?.ok_or_else(Error::not_found)?;
        amend(tx, me, category, body.read()?).map(Json)
    });
    once.await
}

/// Changes a category that was locked; what stays the same is not told again.
fn amend(
    tx: &mut Tx<'_>,
    user: i64,
    before: Category,
    changes: CategoryChanges,
) -> Result<Category> {
    let after = changes.applied_to(&before);
    if after == before {
        return Ok(before);
    }
    match store::update(tx, &after) {
        Err(daybook_db::Error::Conflict) => return Err(taken()),
        updated => updated?,
    }
    emit(tx, Stream::User(user), "category_updated", &after)?;
    Ok(after)
}

/// Its tasks lose it first, some at a time; a server that stops in between leaves the rest as it was.
pub(super) async fn delete_category(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<NoContent>> {
    let (now, me) = (app.clock.now(), user.id);
    while app.db.write(move |tx| empty(tx, me, id, now)).await? {}
    let once = change.write(&user, move |tx, _| {
        store::lock(tx, me, id)?.ok_or_else(Error::not_found)?;
        empty(tx, me, id, now)?;
        store::delete(tx, id)?;
        emit(tx, Stream::User(me), "category_deleted", &json!({ "id": id }))?;
        Ok(NoContent)
    });
    once.await
}

/// Removes some of what a user has of categories; tells how many were looked at, 0 when none is left.
pub(in crate::tasks) fn forget(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<u64> {
    let Some(category) = store::rows(tx, user, &From::Start, 1)?.pop() else { return Ok(0) };
    if !empty(tx, user, category.id, now)? {
        store::delete(tx, category.id)?;
    }
    Ok(1)
}

/// Takes some tasks out of a category of this user; tells whether there are more.
fn empty(tx: &mut Tx<'_>, user: i64, id: i64, now: Timestamp) -> Result<bool> {
    if !store::is_of(tx, user, id)? {
        return Ok(false);
    }
    let found = store::tasks_in(tx, id, AT_ONCE)?;
    for before in &found {
        let mut after = before.clone();
        (after.category, after.updated_at) = (None, now);
        tasks::update(tx, before, &after)?;
        events::updated(tx, before, &after, &Encoded::of(&after.shown(now))?)?;
    }
    Ok(i64::try_from(found.len()).is_ok_and(|count| count == AT_ONCE))
}
