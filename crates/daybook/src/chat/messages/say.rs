//! Saying something in a room: from HTTP and from sockets alike.
//!
//! The room's number is taken first, which locks the room: what is asked after it is asked once, however many say
//! something at once. Not here: how often somebody may (`chat::messages::pace`).

use super::{
    events, mentions,
    model::{Message, NewMessage},
    routes::shown,
    store::{self, New},
};
use crate::{
    Error, Result,
    chat::rooms::{self, model::Room},
    http::{Nullable, Pk, Text},
    time::Timestamp,
};
use daybook_db::Tx;

/// Says something in a room that its user saw; who is not in a public room is in it then.
pub(in crate::chat) fn say(
    tx: &mut Tx<'_>,
    room: &mut Room,
    user: i64,
    new: NewMessage,
    now: Timestamp,
) -> Result<Message> {
    let seq = store::next_seq(tx, room.id)?.ok_or_else(Error::not_found)?;
    if !rooms::store::is_member(tx, user, room.id)? {
        if room.private {
            return Err(Error::not_found());
        }
        rooms::enter(tx, room, user, now)?;
    }
    let client_id = new.client_id.and_then(|Nullable(said)| said).map(Text::into_string);
    if let Some(client_id) = &client_id
        && let Some(said) = said(tx, room, user, client_id)?
    {
        store::return_seq(tx, room.id)?;
        return Ok(said);
    }
    let reply_to = new.reply_to.and_then(|Nullable(said)| said).map(|Pk(id)| id);
    if let Some(id) = reply_to
        && store::find(tx, room.id, id)?.is_none()
    {
        return Err(Error::field("reply_to", Pk::not_there(id)));
    }
    let mentions = mentions::find(tx, room.id, new.content.as_str())?;
    let new = New {
        room_id: room.id,
        seq,
        user_id: user,
        content: new.content.as_str(),
        now,
        reply_to,
        client_id: client_id.as_deref(),
        mentions: &mentions,
    };
    let message = store::insert(tx, &new)?.shown(&room.name, Vec::new());
    mentions::tell(tx, room, &message, &[], now)?;
    events::created(tx, room.id, &message)?;
    Ok(message)
}

/// What a user has said already under this name.
pub(in crate::chat) fn said(
    tx: &mut Tx<'_>,
    room: &Room,
    user: i64,
    client_id: &str,
) -> Result<Option<Message>> {
    let found = store::find_said(tx, room.id, user, client_id)?;
    found.map(|found| shown(tx, room.id, &room.name, user, found)).transpose()
}
