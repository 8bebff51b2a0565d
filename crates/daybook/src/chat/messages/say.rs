//! Saying something in a room: from HTTP and from sockets alike.
//!
//! The room's number is locked first, which locks the room: what is asked after it is asked once, however many say
//! something at once. Not here: how often somebody may (`chat::messages::pace`).

use super::{
    events, mentions,
    model::{Message, NewMessage},
    read,
    routes::shown,
    store,
};
use crate::{
    Error, Result,
    chat::{
        rooms::{self, model::Room},
        search::index,
    },
    http::{Nullable, Pk, Text},
    notifications,
    time::Timestamp,
};
use daybook_db::Tx;

/// What became of something that is said.
pub(in crate::chat) enum Spoken {
    /// It is a message.
    Now(Message),
    /// It was one already: all have heard it.
    Before(Message),
}

impl Spoken {
    /// The message.
    pub(in crate::chat) fn message(self) -> Message {
        let (Self::Now(message) | Self::Before(message)) = self;
        message
    }
}

/// Says something in a room that its user saw; who is not in a public room is in it then. Several messages are said one
/// after the other, all or none.
pub(in crate::chat) fn say(
    tx: &mut Tx<'_>,
    room: &mut Room,
    user: i64,
    messages: &[NewMessage],
    now: Timestamp,
) -> Result<Vec<Spoken>> {
    let last = store::lock_seq(tx, room.id)?.ok_or_else(Error::not_found)?;
    let (name, read_seq) = store::speaker(tx, user, room.id)?.ok_or_else(Error::not_found)?;
    let is_member = read_seq.is_some();
    if room.private && !is_member {
        return Err(Error::not_found());
    }
    let mut speaker = Speaker { room, user, name, is_member, now, seq: last };
    let said = messages.iter().map(|new| speaker.say(tx, new)).collect::<Result<_>>()?;
    let seq = speaker.seq;
    if seq > last {
        store::set_seq(tx, room.id, seq)?;
        if read_seq.is_some_and(|read| read < last) {
            notifications::mentions::read(tx, user, room.id, last, now)?;
        }
        read::advance(tx, user, room.id, seq)?;
        index::add(tx, room.id, last)?;
    }
    Ok(said)
}

/// Who says something, and how far they are.
struct Speaker<'a> {
    room: &'a mut Room,
    user: i64,
    name: String,
    is_member: bool,
    now: Timestamp,
    /// The number of the last message of the room.
    seq: i64,
}

impl Speaker<'_> {
    fn say(&mut self, tx: &mut Tx<'_>, new: &NewMessage) -> Result<Spoken> {
        let client_id = given(new.client_id.as_ref()).map(Text::as_str);
        if let Some(client_id) = client_id
            && let Some(said) = store::find_said(tx, self.room.id, self.user, client_id)?
        {
            return shown(tx, self.room.id, &self.room.name, self.user, said).map(Spoken::Before);
        }
        if !self.is_member {
            rooms::enter(tx, self.room, self.user, self.now)?;
            self.is_member = true;
        }
        let reply_to = given(new.reply_to.as_ref()).map(|Pk(id)| *id);
        if let Some(id) = reply_to
            && store::find(tx, self.room.id, id)?.is_none()
        {
            return Err(Error::field("reply_to", Pk::not_there(id)));
        }
        self.seq += 1;
        let message = Message {
            id: 0,
            seq: self.seq,
            room: self.room.name.clone(),
            user: self.name.clone(),
            user_id: Some(self.user),
            content: new.content.as_str().to_owned(),
            timestamp: self.now,
            edited_at: None,
            deleted: false,
            reply_to,
            client_id: client_id.map(str::to_owned),
            mentions: mentions::find(tx, self.room.id, new.content.as_str())?,
            reactions: Vec::new(),
        };
        let message = store::insert(tx, self.room.id, message)?;
        mentions::tell(tx, self.room, &message, &[], self.now)?;
        events::created(tx, self.room.id, &message)?;
        Ok(Spoken::Now(message))
    }
}

fn given<T>(field: Option<&Nullable<T>>) -> Option<&T> {
    field.and_then(|Nullable(given)| given.as_ref())
}
