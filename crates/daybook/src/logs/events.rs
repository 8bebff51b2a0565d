//! What is told of logs on their user's stream.
//!
//! Not here: who hears it (`streams`).

use super::model::Log;
use crate::{
    Result,
    http::Encoded,
    streams::{Stream, emit},
};
use daybook_db::Tx;
use serde_json::json;

/// One log is there.
pub(super) fn created(tx: &mut Tx<'_>, user_id: i64, log: &Encoded<Log>) -> Result<()> {
    emit(tx, Stream::User(user_id), "log_created", log)
}

/// Several are there: so many, from the first id to the last, all of one time. Those with this
/// `timestamp` are what a client reads to have them.
pub(super) fn created_together(tx: &mut Tx<'_>, logs: &[Log]) -> Result<()> {
    let [first, .., last] = logs else {
        let Some(log) = logs.first() else { return Ok(()) };
        return created(tx, log.user, &Encoded::of(log)?);
    };
    let range = json!({
        "first": first.id, "last": last.id, "count": logs.len(), "timestamp": first.timestamp,
    });
    emit(tx, Stream::User(first.user), "logs_created", &range)
}

/// A log has another status.
pub(super) fn updated(tx: &mut Tx<'_>, user_id: i64, log: &Encoded<Log>) -> Result<()> {
    emit(tx, Stream::User(user_id), "log_updated", log)
}
