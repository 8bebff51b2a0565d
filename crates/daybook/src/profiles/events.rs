//! What is told of a profile: to its user's stream, and to history.
//!
//! Not here: who hears it (`streams`).

use super::{model::Profile, store};
use crate::{
    Result,
    history::{Happened, record},
    streams::{Stream, emit},
    time::Timestamp,
};
use daybook_db::Tx;

/// Fields of a profile that was locked are others; `by` is who changed them.
pub(super) fn updated(
    tx: &mut Tx<'_>,
    profile: &Profile,
    fields: &[&'static str],
    by: i64,
) -> Result<()> {
    let (user, now) = (profile.user, profile.updated_at);
    let staff = (by != user).then_some(by);
    emit(tx, Stream::User(user), "profile_updated", profile)?;
    record(tx, user, &Happened::ProfileUpdated { fields, staff }, now)?;
    match staff {
        Some(staff) => {
            record(tx, staff, &Happened::StaffAction { action: "profile_updated", user }, now)
        }
        None => Ok(()),
    }
}

/// What a profile shows of its account was changed there by its user: the name, the address.
///
/// # Errors
/// When the database fails.
pub fn changed(tx: &mut Tx<'_>, user: i64, field: &'static str, now: Timestamp) -> Result<()> {
    let Some(mut profile) = store::lock(tx, user)? else { return Ok(()) };
    store::touch(tx, user, now)?;
    profile.updated_at = now;
    updated(tx, &profile, &[field], user)
}
