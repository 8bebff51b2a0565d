//! What users are told of the messages that name them, how it is read with its room, and how it is taken back.
//!
//! A notification goes with its message, with the room, and when its user is in the room no more.
//! Not here: who is named (`chat::messages::mentions`).

use super::{
    Kind, Notification,
    store::{self, AT_ONCE},
};
use crate::{
    App, Result,
    http::Choice,
    streams::{Stream, emit},
    time::Timestamp,
};
use daybook_db::{Tx, params};
use serde_json::json;

const INSERT: &str = "insert into notifications (user_id, kind, room_id, room, message_id, title, instant, created_at) \
                      values ($1, $2, $3, $4, $5, $6, $7, $7) \
                      on conflict (message_id, user_id) where message_id is not null do nothing";

macro_rules! delete {
    ($which:literal) => {
        concat!(
            "delete from notifications where id in (select id from notifications where ",
            $which,
            " limit $3) returning id, user_id"
        )
    };
}

const OF_MESSAGE: &str = delete!("message_id = $1 and user_id > $2 order by user_id");
const OF_ROOM: &str = delete!("room_id = $1 and user_id > $2 order by user_id");
const OF_MEMBER: &str = delete!("room_id = $1 and user_id = $2");

/// A message that names somebody.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    /// The id of its room.
    pub room_id: i64,
    /// The name of its room.
    pub room: &'a str,
    /// Its id.
    pub message: i64,
    /// Who named them, and where.
    pub title: &'a str,
}

/// Tells a user that they are named, unless they were told of this message already.
///
/// # Errors
/// When the database fails.
pub fn tell(tx: &mut Tx<'_>, user: i64, mention: Mention<'_>, now: Timestamp) -> Result<()> {
    let Mention { room_id, room, message, title } = mention;
    let kind = Kind::Mention;
    let values = params![user, kind.word(), room_id, room, message, title, now.0];
    let Some(id) = tx.insert(INSERT, values)? else { return Ok(()) };
    let told = Notification {
        id,
        kind,
        task: None,
        room: Some(room.to_owned()),
        message: Some(message),
        title: title.to_owned(),
        instant: now,
        created_at: now,
        read: false,
    };
    emit(tx, Stream::User(user), "notification_created", &told)
}

/// Says that a user has read what names them in a room, up to the message with this `seq`, and tells it.
///
/// # Errors
/// When the database fails.
pub fn read(tx: &mut Tx<'_>, user: i64, room_id: i64, seq: i64, now: Timestamp) -> Result<()> {
    while store::mark_mentions(tx, user, room_id, seq, now)? >= AT_ONCE {}
    Ok(())
}

/// Which mentions are to be taken back.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// Those of a message.
    Message(i64),
    /// Those of a room.
    Room(i64),
    /// Those of a room that this user was told of.
    Member {
        /// The id of the room.
        room_id: i64,
        /// The id of the user.
        user: i64,
    },
}

/// Takes some mentions back, and tells it; answers whether there may be more.
///
/// # Errors
/// When the database fails.
pub fn take_back(tx: &mut Tx<'_>, of: Of) -> Result<bool> {
    let (text, id, user) = match of {
        Of::Message(id) => (OF_MESSAGE, id, 0),
        Of::Room(id) => (OF_ROOM, id, 0),
        Of::Member { room_id, user } => (OF_MEMBER, room_id, user),
    };
    let mut gone: Vec<(i64, i64)> = tx.all(text, params![id, user, AT_ONCE])?;
    gone.sort_unstable();
    for (id, user) in &gone {
        emit(tx, Stream::User(*user), "notification_deleted", &json!({ "id": id }))?;
    }
    Ok(i64::try_from(gone.len()).is_ok_and(|gone| gone >= AT_ONCE))
}

/// Takes all mentions back, some in each transaction. What a stop leaves goes when its room is removed.
///
/// # Errors
/// When the database fails.
pub async fn take_all_back(app: &App, of: Of) -> Result<()> {
    while app.db.write(move |tx| take_back(tx, of)).await? {}
    Ok(())
}
