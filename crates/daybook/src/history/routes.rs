//! Single records over HTTP: looked at, and deleted.
//!
//! Not here: the list (`history::list`), writing (`history::record`).

use super::{Happened, Record, record, store};
use crate::{
    App, Error, Result,
    http::{Change, Id, Json, NoContent, Once},
    identity::CurrentUser,
};
use axum::extract::State;

pub(super) async fn find_history_record(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
) -> Result<Json<Record>> {
    let found = app.db.read(move |tx| store::find(tx, id)).await?;
    found.filter(|record| user.may_see(record.user_profile)).map(Json).ok_or_else(Error::not_found)
}

pub(super) async fn delete_history_record(
    State(app): State<App>,
    user: CurrentUser,
    Id(id): Id,
    change: Change,
) -> Result<Once<NoContent>> {
    let (now, me) = (app.clock.now(), user.clone());
    let once = change.write(&user, move |tx, _| {
        let found = store::find(tx, id)?.filter(|record| me.may_see(record.user_profile));
        let gone = found.ok_or_else(Error::not_found)?;
        if !store::delete(tx, &gone)? {
            return Err(Error::not_found());
        }
        let staff = (gone.user_profile != me.id).then_some(me.id);
        let deleted =
            Happened::HistoryDeleted { record: id, deleted_type: gone.activity_type, staff };
        record(tx, gone.user_profile, &deleted, now)?;
        if staff.is_some() {
            let action =
                Happened::StaffAction { action: "history_deleted", user: gone.user_profile };
            record(tx, me.id, &action, now)?;
        }
        Ok(NoContent)
    });
    once.await
}
