//! What is told of activities on their user's stream.
//!
//! Not here: who hears it (`streams`), the compatible socket (`activities::socket`).

use super::model::Activity;
use crate::{
    Result,
    http::Encoded,
    streams::{Stream, emit},
};
use daybook_db::Tx;
use serde_json::json;

/// An activity is there: logged, started, or restored.
pub(super) const CREATED: &str = "activity_created";
/// An activity has changed.
pub(super) const UPDATED: &str = "activity_updated";
/// An activity is gone.
pub(super) const DELETED: &str = "activity_deleted";

/// Tells that an activity is there.
pub(super) fn created(tx: &mut Tx<'_>, user_id: i64, activity: &Encoded<Activity>) -> Result<()> {
    emit(tx, Stream::User(user_id), CREATED, activity)
}

/// Tells what an activity has become.
pub(super) fn updated(tx: &mut Tx<'_>, user_id: i64, activity: &Encoded<Activity>) -> Result<()> {
    emit(tx, Stream::User(user_id), UPDATED, activity)
}

/// Tells that an activity is gone.
pub(super) fn deleted(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<()> {
    emit(tx, Stream::User(user_id), DELETED, &json!({ "id": id }))
}
