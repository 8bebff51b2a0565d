//! A message, as it is stored and shown, and as a client may write it.
//!
//! Not here: the room that it is said in (`chat::rooms`).

use super::content::Content;
use crate::{
    http::{Pk, Text},
    time::Timestamp,
};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// What is shown for the name of an account that is gone.
const NOBODY: &str = "deleted user";

/// What a client calls a message, so that a retry says it once.
pub type ClientId = Text<1, 64>;

/// What is said in a room.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "ChatMessage")]
pub struct Message {
    /// Its id.
    pub id: i64,
    /// Its number in its room, from 1.
    pub seq: i64,
    /// The name of its room.
    pub room: String,
    /// The name of who said it.
    pub user: String,
    /// The id of who said it; null when the account is gone.
    pub user_id: Option<i64>,
    /// What was said; empty once it is deleted.
    pub content: String,
    /// When it was said.
    pub timestamp: Timestamp,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// Whether it was taken back.
    pub deleted: bool,
    /// The id of the message that it answers.
    pub reply_to: Option<i64>,
    /// What its client called it.
    pub client_id: Option<String>,
    /// The ids of the members who are named in it.
    pub mentions: Vec<i64>,
    /// The emojis that it was answered with, by code points.
    pub reactions: Vec<Reaction>,
}

/// An emoji that a message was answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
    /// By how many.
    pub count: i64,
    /// Whether I am one of them.
    pub mine: bool,
}

/// A message as its row holds it, without room and reactions.
#[derive(Clone, Debug)]
pub struct Stored(Message);

impl Stored {
    /// The message as it is shown in its room.
    pub fn shown(self, room: &str, reactions: Vec<Reaction>) -> Message {
        Message { room: room.to_owned(), reactions, ..self.0 }
    }

    /// Its number in its room.
    pub fn seq(&self) -> i64 {
        self.0.seq
    }

    /// Its id.
    pub fn id(&self) -> i64 {
        self.0.id
    }

    /// Whether this user said it, and did not take it back.
    pub fn is_said_by(&self, user: i64) -> bool {
        self.0.user_id == Some(user) && !self.0.deleted
    }

    /// Whether it was taken back.
    pub fn is_deleted(&self) -> bool {
        self.0.deleted
    }

    /// The same with other words.
    pub fn edited(self, content: &Content, mentions: Vec<i64>, now: Timestamp) -> Self {
        let content = content.as_str().to_owned();
        Self(Message { content, mentions, edited_at: Some(now), ..self.0 })
    }

    /// Its place without its words.
    pub fn emptied(self) -> Self {
        Self(Message {
            content: String::new(),
            mentions: Vec::new(),
            edited_at: None,
            deleted: true,
            ..self.0
        })
    }

    /// What was said.
    pub fn content(&self) -> &str {
        &self.0.content
    }

    /// Who is named in it.
    pub fn mentions(&self) -> &[i64] {
        &self.0.mentions
    }
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let (user, user_id): (Option<String>, Option<i64>) = (row.get(2)?, row.get(3)?);
        let mentions: String = row.get(10)?;
        Ok(Self(Message {
            id: row.get(0)?,
            seq: row.get(1)?,
            room: String::new(),
            user_id: user_id.filter(|_| user.is_some()),
            user: user.unwrap_or_else(|| NOBODY.to_owned()),
            content: row.get(4)?,
            timestamp: Timestamp(row.get(5)?),
            edited_at: row.get::<Option<i64>>(6)?.map(Timestamp),
            deleted: row.get(7)?,
            reply_to: row.get(8)?,
            client_id: row.get(9)?,
            mentions: serde_json::from_str(&mentions).unwrap_or_default(),
            reactions: Vec::new(),
        }))
    }
}

crate::input! {
    /// What is to be said.
    pub struct NewMessage {
        /// The words: 1 to 4,000 characters.
        pub content: Content,
        /// The id of a message of the room that this one answers.
        pub reply_to: Option<crate::http::Nullable<Pk>>,
        /// What the client calls it: sent again, it answers what was said the first time.
        pub client_id: Option<crate::http::Nullable<ClientId>>,
    }
}

crate::input! {
    /// What of a message is to change; what is left out stays.
    pub struct MessageChanges {
        /// The words.
        pub content: Option<Content>,
    }
}
