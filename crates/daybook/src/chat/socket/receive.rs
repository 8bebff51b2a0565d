//! What a client says on a room's socket, and what comes of it.
//!
//! A message reaches its sender as it reaches all others, by the room's stream; one that was said before is told to its
//! sender alone, who may have missed it.
//! Not here: the same over HTTP (`chat::messages`).

use super::{Member, error};
use crate::{
    Error, Result,
    chat::{
        may_type,
        messages::{
            content::Content,
            model::{ClientId, NewMessage},
            pace,
            read::read,
            say::{Spoken, say},
        },
        rooms,
    },
    http::{Body, Integer, Nullable, Pk},
    streams::socket::{Said, typing},
};
use axum::extract::ws::Utf8Bytes;
use daybook_db::Tx;
use daybook_live::Client;
use serde_json::json;
use std::{mem, sync::Arc};

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

impl Incoming {
    fn is_a_message_alone(&self) -> bool {
        self.message.is_some() && self.typing.is_none() && self.read.is_none()
    }
}

impl Member {
    /// Does what a client says, in its order; messages that follow each other are stored together.
    pub(super) async fn take(
        &self,
        client: &mut Client,
        said: Vec<Said>,
        answers: &mut Vec<Utf8Bytes>,
    ) {
        let mut messages = Vec::new();
        for said in said {
            let wanted = self.hear(said);
            if !wanted.as_ref().is_ok_and(Incoming::is_a_message_alone) {
                self.say(mem::take(&mut messages), answers).await;
            }
            let message = match wanted {
                Ok(wanted) => self.obey(client, wanted).await,
                Err(refused) => Err(refused),
            };
            match message {
                Ok(message) => messages.extend(message),
                Err(refused) => answers.push(error(&refused)),
            }
        }
        self.say(messages, answers).await;
    }

    /// What a client wants, if it may.
    fn hear(&self, said: Said) -> Result<Incoming> {
        let text = match said {
            Said::Text(text) => text,
            Said::Binary => return Err(Error::bad_request("This is no text.")),
            Said::TooFast => return Err(Error::throttled(1)),
        };
        let body = Body::<Incoming>::of(text.into(), "application/json".to_owned());
        let incoming = body.read()?;
        let Incoming { message, typing, read, .. } = &incoming;
        if message.is_none() && typing.is_none() && read.is_none() {
            return Err(Error::field("message", "This field is required."));
        }
        if message.is_some() {
            pace::require(&self.app, self.user.id)?;
        }
        Ok(incoming)
    }

    /// Does all that it wants but for its message.
    async fn obey(&self, client: &mut Client, wanted: Incoming) -> Result<Option<NewMessage>> {
        let Incoming { message, client_id, reply_to, typing: types, read: seq } = wanted;
        if let Some(types) = types
            && may_type(&self.app, self.user.id, &self.stream).await
        {
            client.signal(&self.stream, typing(&self.user, types));
        }
        if let Some(seq) = seq {
            let (me, name, now) = (self.user.id, self.name.clone(), self.app.clock.now());
            self.app.db.write(move |tx| read(tx, me, &name, seq.get(), now)).await?;
        }
        Ok(message.map(|content| NewMessage { content, reply_to, client_id }))
    }

    /// Says messages in one transaction, all or none; where one of them is refused, each in its own.
    async fn say(&self, messages: Vec<NewMessage>, answers: &mut Vec<Utf8Bytes>) {
        let messages: Arc<[_]> = messages.into();
        match self.store(Arc::clone(&messages)).await {
            Err(refused) if messages.len() > 1 && refused.status().is_client_error() => {
                for message in messages.iter() {
                    let said = self.store(Arc::new([message.clone()])).await;
                    answers.extend(told(said, 1));
                }
            }
            said => answers.extend(told(said, messages.len())),
        }
    }

    async fn store(&self, messages: Arc<[NewMessage]>) -> Result<Vec<Spoken>> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        let (me, name, now) = (self.user.id, self.name.clone(), self.app.clock.now());
        let store = move |tx: &mut Tx<'_>| {
            let mut room = rooms::store::find(tx, me, &name)?.ok_or_else(Error::not_found)?;
            say(tx, &mut room, me, &messages, now)
        };
        self.app.db.write(store).await
    }
}

/// What is answered: messages that were said before, or for each why it is not said.
fn told(said: Result<Vec<Spoken>>, count: usize) -> Vec<Utf8Bytes> {
    let again = |said| match said {
        Spoken::Now(_) => None,
        Spoken::Before(message) => Some(json!({ "message": message }).to_string().into()),
    };
    match said {
        Ok(said) => said.into_iter().filter_map(again).collect(),
        Err(refused) => vec![error(&refused); count],
    }
}
