//! What was said while a client was away, told before what is said now.
//!
//! It ends at the message that was the last when the room's stream was joined, so that the stream continues where it
//! ends. A client that reads slowly is read for slowly.
//! Not here: what is said from then on (`daybook-live`).

use crate::{
    App, Error, Result,
    chat::{
        messages::list::between,
        rooms::{model::Room, store::is_member},
    },
};
use axum::extract::ws::Utf8Bytes;
use daybook_db::Tx;
use daybook_live::Close;
use serde_json::json;
use std::sync::Arc;

/// Messages that are read at a time; the longest of them are 20 kB.
const AT_ONCE: i64 = 32;

/// The messages of a room after one and up to another.
pub(super) struct Replay {
    pub(super) room: Arc<Room>,
    pub(super) viewer: i64,
    /// The number of the last one that was told.
    pub(super) after: i64,
    pub(super) last: i64,
}

impl Replay {
    /// The next of them; at last none.
    ///
    /// # Errors
    /// When their reader is in the room no more, or the database fails.
    pub(super) async fn next(&mut self, app: &App) -> Result<Vec<Utf8Bytes>, Close> {
        if self.after >= self.last {
            return Ok(Vec::new());
        }
        let (room, viewer) = (Arc::clone(&self.room), self.viewer);
        let window = (self.after, self.last.saturating_add(1));
        let read = move |tx: &mut Tx<'_>| -> Result<_> {
            if !is_member(tx, viewer, room.id)? {
                return Ok(None);
            }
            between(tx, &room, viewer, window, AT_ONCE).map(Some)
        };
        let read = app.db.read(read).await.map_err(|error: Error| {
            tracing::debug!(%error, "what was said while a client was away cannot be told");
            Close::ServerError
        })?;
        let messages = read.ok_or(Close::Revoked)?;
        self.after = messages.last().map_or(self.last, |message| message.seq);
        Ok(messages.iter().map(|it| json!({ "message": it }).to_string().into()).collect())
    }
}
