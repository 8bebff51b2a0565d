//! What a client says on a room's socket, and what comes of it.
//!
//! A message reaches its sender as it reaches all others, by the room's stream; one that was said before is told to its
//! sender alone, who may have missed it.
//! Not here: the same over HTTP (`chat::messages`).

use super::Member;
use crate::{
    Error, Result,
    chat::{
        may_type,
        messages::{
            content::Content,
            model::{ClientId, NewMessage},
            pace,
            read::read,
            say::{said, say},
        },
        rooms,
    },
    http::{Body, Integer, Nullable, Pk},
    streams::socket::typing,
};
use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;
use daybook_db::Tx;
use daybook_live::Client;
use serde_json::json;

crate::input! {
    /// What a client says.
    struct Incoming {
        /// The words of a message.
        message: Option<Content>,
        /// What the client calls it: sent again, it is not said again.
        client_id: Option<Nullable<ClientId>>,
        /// The id of the message that it answers.
        reply_to: Option<Nullable<Pk>>,
        /// Whether somebody types.
        typing: Option<bool>,
        /// The `seq` of the last message that was read.
        read: Option<Integer<0, { i64::MAX }>>,
    }
}

impl Member {
    /// Does what a client says; the answer is for this client alone.
    pub(super) async fn take(
        &self,
        client: &mut Client,
        text: Option<&str>,
    ) -> Result<Option<Utf8Bytes>> {
        let text = text.ok_or_else(|| Error::bad_request("This is no text."))?;
        let bytes = Bytes::copy_from_slice(text.as_bytes());
        let incoming = Body::<Incoming>::of(bytes, "application/json".to_owned()).read()?;
        let Incoming { message, client_id, reply_to, typing: types, read: seq } = incoming;
        if message.is_none() && types.is_none() && seq.is_none() {
            return Err(Error::field("message", "This field is required."));
        }
        if let Some(types) = types
            && may_type(&self.app, self.user.id, &self.stream).await
        {
            client.signal(&self.stream, typing(&self.user, types));
        }
        if let Some(seq) = seq {
            let (me, name) = (self.user.id, self.name.clone());
            self.app.db.write(move |tx| read(tx, me, &name, seq.get())).await?;
        }
        match message {
            Some(content) => self.say(NewMessage { content, reply_to, client_id }).await,
            None => Ok(None),
        }
    }

    async fn say(&self, new: NewMessage) -> Result<Option<Utf8Bytes>> {
        pace::require(&self.app, self.user.id)?;
        let (me, name, now) = (self.user.id, self.name.clone(), self.app.clock.now());
        let saying = move |tx: &mut Tx<'_>| {
            let room = rooms::store::find(tx, me, &name)?.ok_or_else(Error::not_found)?;
            if let Some(Nullable(Some(client_id))) = &new.client_id
                && let Some(said) = said(tx, &room, me, client_id.as_str())?
            {
                return Ok(Some(said));
            }
            say(tx, room, me, new.clone(), now).map(|_| None)
        };
        let said = self.app.db.write(saying).await?;
        Ok(said.map(|said| json!({ "message": said }).to_string().into()))
    }
}
