//! Records in the database: write, find, delete.
//!
//! Invariant: nothing is written of an account that is being deleted. Of failed logins the newest
//! [`FAILED_LOGINS`] are kept, for strangers write them.
//!
//! Not here: lists (`history::select`).

use super::{
    ActivityType, Happened, events,
    model::{Details, Record},
};
use crate::{App, Error, Result, time::Timestamp};
use daybook_db::{Tx, params};

/// Records of failed logins that are kept of a user.
pub const FAILED_LOGINS: i64 = 1_000;

const INSERT: &str = "insert into history_records (user_id, activity_type, timestamp, details) \
                      select id, $2, $3, $4 from users where id = $1 and deleted_at is null returning id";
const FIND: &str =
    "select id, user_id, activity_type, timestamp, details from history_records where id = $1";
const DELETE: &str = "delete from history_records where id = $1";
const SURPLUS: &str = "delete from history_records where id in \
                       (select id from history_records where user_id = $1 and activity_type = 'login_failed' \
                        order by id desc limit 100 offset $2) returning id";
const FORGET: &str = "delete from history_records where id in \
                      (select id from history_records where user_id = $1 limit $2)";
/// The most rows that one statement removes.
const AT_ONCE: i64 = 500;

/// Writes down what happened to a user, in the transaction in which it does.
///
/// # Errors
/// When the database fails.
pub fn record(tx: &mut Tx<'_>, user: i64, what: &Happened<'_>, now: Timestamp) -> Result<()> {
    let activity_type = what.activity_type();
    let details = Details::of(serde_json::to_string(what).map_err(Error::internal)?);
    let values = params![user, activity_type.word(), now.0, details.as_json()];
    let Some(id) = tx.opt(INSERT, values)? else { return Ok(()) };
    let record = Record { id, user_profile: user, activity_type, timestamp: now, details };
    events::created(tx, &record)?;
    if activity_type == ActivityType::LoginFailed {
        for id in tx.all::<i64>(SURPLUS, params![user, FAILED_LOGINS])? {
            events::deleted(tx, user, id)?;
        }
    }
    Ok(())
}

/// Writes down that data of a user goes out as a file, asked for by `by`.
///
/// # Errors
/// When the database fails.
pub async fn record_export(
    app: &App,
    (user, by): (i64, i64),
    what: &'static str,
    format: &'static str,
) -> Result<()> {
    let now = app.clock.now();
    let written = app.db.write(move |tx| {
        let staff = (by != user).then_some(by);
        record(tx, user, &Happened::Export { what, format, staff }, now)?;
        match staff {
            Some(staff) => {
                record(tx, staff, &Happened::StaffAction { action: "export", user }, now)
            }
            None => Ok(()),
        }
    });
    written.await
}

/// A record, whosever it is.
pub(super) fn find(tx: &mut Tx<'_>, id: i64) -> Result<Option<Record>> {
    Ok(tx.opt(FIND, params![id])?)
}

/// Removes a record; `false` when somebody else was first.
pub(super) fn delete(tx: &mut Tx<'_>, record: &Record) -> Result<bool> {
    let deleted = tx.run(DELETE, params![record.id])? == 1;
    if deleted {
        events::deleted(tx, record.user_profile, record.id)?;
    }
    Ok(deleted)
}

/// Removes some of a user's history; tells how many rows, 0 when all are gone.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, user: i64) -> daybook_db::Result<u64> {
    tx.run(FORGET, params![user, AT_ONCE])
}
