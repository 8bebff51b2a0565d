//! What is told of an account's history on its user's stream.
//!
//! Not here: who hears it (`streams`).

use super::model::Record;
use crate::{
    Result,
    streams::{Stream, emit},
};
use daybook_db::Tx;
use serde_json::json;

/// Something happened.
pub(super) fn created(tx: &mut Tx<'_>, record: &Record) -> Result<()> {
    emit(tx, Stream::User(record.user_profile), "history_created", record)
}

/// A record is gone.
pub(super) fn deleted(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<()> {
    emit(tx, Stream::User(user_id), "history_deleted", &json!({ "id": id }))
}
