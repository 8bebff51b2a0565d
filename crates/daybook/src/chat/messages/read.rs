//! How far somebody has read in a room, and what is unread.
//!
//! A mark only moves forward, and never beyond the last message. Who enters a room has read what was said before. Who
//! reads in a room has read what names them there.
//! Not here: what they were told (`notifications::mentions`).

use crate::{
    App, Error, Result,
    chat::rooms::{self, name::RoomName},
    http::{Change, Integer, Json, Once, Routes},
    identity::CurrentUser,
    notifications::mentions,
    streams::{Stream, emit},
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::{FromRow, Row, Tx, params};
use schemars::JsonSchema;
use serde::Serialize;

/// The most rooms that one answer tells of.
const MOST: i64 = 1_000;

const READ: &str =
    "update room_members set read_seq = $3 where user_id = $1 and room_id = $2 and read_seq < $3";
const FIND: &str = "select r.id, r.name, r.last_seq, m.read_seq from room_members m cross join rooms r \
                    where m.user_id = $1 and m.room_id = $2 and r.id = m.room_id";
const UNREAD: &str = "select r.id, r.name, r.last_seq, m.read_seq from room_members m cross join rooms r \
                      where m.user_id = $1 and r.id = m.room_id and r.deleted_at is null \
                      and r.last_seq > m.read_seq order by m.room_id limit $2";

/// How far I have read in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(in crate::chat) struct ReadMark {
    /// The id of the room.
    id: i64,
    /// The name of the room.
    room: String,
    /// The `seq` of its last message; 0 when there is none.
    last_seq: i64,
    /// The `seq` of the last message that I have read.
    read_seq: i64,
    /// How many came after it.
    unread: i64,
}

impl FromRow for ReadMark {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let (last_seq, read_seq): (i64, i64) = (row.get(2)?, row.get(3)?);
        let unread = last_seq - read_seq;
        Ok(Self { id: row.get(0)?, room: row.get(1)?, last_seq, read_seq, unread })
    }
}

crate::input! {
    /// What was read.
    pub(super) struct Reading {
        /// The `seq` of the last message that was read.
        pub(super) seq: Integer<0, { i64::MAX }>,
    }
}

/// The routes of read marks.
pub(super) fn routes() -> Routes {
    Routes::new("chat")
        .post("/api/chat/rooms/{name}/read/", read_room, "Says how far I have read in a room.")
        .get("/api/chat/unread/", list_unread, "The rooms that I am in with messages unread.")
}

/// Says how far a user has read in a room.
pub(in crate::chat) fn read(
    tx: &mut Tx<'_>,
    user: i64,
    name: &RoomName,
    seq: i64,
    now: Timestamp,
) -> Result<ReadMark> {
    let room = rooms::store::find(tx, user, name)?.ok_or_else(Error::not_found)?;
    mark(tx, user, room.id, seq, now)
}

async fn read_room(
    State(app): State<App>,
    user: CurrentUser,
    name: RoomName,
    change: Change<Reading>,
) -> Result<Once<Json<ReadMark>>> {
    let (now, me) = (app.clock.now(), user.id);
    let once = change.write(&user, move |tx, body| {
        let room = rooms::store::find(tx, me, &name)?.ok_or_else(Error::not_found)?;
        mark(tx, me, room.id, body.read()?.seq.get(), now).map(Json)
    });
    once.await
}

/// Moves a mark forward; what stays the same is not told again.
fn mark(tx: &mut Tx<'_>, user: i64, room_id: i64, seq: i64, now: Timestamp) -> Result<ReadMark> {
    let find = |tx: &mut Tx<'_>| tx.opt::<ReadMark>(FIND, params![user, room_id]);
    let before = find(tx)?.ok_or_else(Error::not_found)?;
    let seq = seq.min(before.last_seq);
    let is_further = advance(tx, user, room_id, seq)?;
    mentions::read(tx, user, room_id, seq, now)?;
    if !is_further {
        return Ok(before);
    }
    let after = find(tx)?.ok_or_else(Error::not_found)?;
    emit(tx, Stream::User(user), "room_read", &after)?;
    Ok(after)
}

/// Moves a mark to a message of the room, if that is forward; tells whether it is.
pub(super) fn advance(
    tx: &mut Tx<'_>,
    user: i64,
    room_id: i64,
    seq: i64,
) -> daybook_db::Result<bool> {
    Ok(tx.run(READ, params![user, room_id, seq])? > 0)
}

async fn list_unread(State(app): State<App>, user: CurrentUser) -> Result<Json<Vec<ReadMark>>> {
    Ok(Json(app.db.read(move |tx| tx.all(UNREAD, params![user.id, MOST])).await?))
}
