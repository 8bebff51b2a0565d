//! Notifications: what a user is told of tasks, in the app and by mail, and of messages that name them.
//!
//! Table: `notifications`. Stream: `user:<id>`, with `notification_created`, `notification_updated` and
//! `notification_deleted`.
//!
//! Invariants: of one task, kind and instant a user is told once, and of one message, whatever the number of nodes; the
//! mail is put into the outbox by the transaction that tells it in the app; a notification is kept
//! for 90 days, one of a message no longer than that message.
//!
//! Not here: when there is something to tell (`tasks::reminders`, `chat::messages`), what the mail says (`mail`).

pub mod mentions;
mod routes;
pub mod store;

pub use routes::all;

use crate::{http::Routes, time::Timestamp};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;

crate::choice! {
    /// Why a user is told of something.
    #[derive(Default)]
    pub enum Kind {
        /// Somebody wanted to be reminded of a task then.
        #[default]
        Reminder = "reminder",
        /// A task is due within a day.
        Due = "due",
        /// Somebody named them in a message.
        Mention = "mention",
    }
}

/// What a user is told of a task, or of a message.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Notification {
    /// Its id.
    pub id: i64,
    /// Why it is told.
    pub kind: Kind,
    /// The id of the task, which may be gone meanwhile; null for a mention.
    pub task: Option<i64>,
    /// The name of the room of the message; null for a task.
    pub room: Option<String>,
    /// The id of the message that names the user; null for a task.
    pub message: Option<i64>,
    /// The title of the task, or who said it and where, as it was told.
    pub title: String,
    /// For when the reminder was set, when the task is due, or when the user was named.
    pub instant: Timestamp,
    /// When it was told.
    pub created_at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

impl FromRow for Notification {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let kind: String = row.get(1)?;
        Ok(Self {
            id: row.get(0)?,
            kind: crate::http::Choice::of(&kind).unwrap_or_default(),
            task: row.get(2)?,
            room: row.get(3)?,
            message: row.get(4)?,
            title: row.get(5)?,
            instant: Timestamp(row.get(6)?),
            created_at: Timestamp(row.get(7)?),
            read: row.get::<Option<i64>>(8)?.is_some(),
        })
    }
}

/// The routes under `/api/notifications/`.
pub fn routes() -> Routes {
    const ALL: &str = "/api/notifications/";
    const ONE: &str = "/api/notifications/{id}/";
    Routes::new("notifications")
        .get(ALL, routes::list_notifications, "What I was told, newest first.")
        .get(ONE, routes::find_notification, "One notification.")
        .patch(ONE, routes::update_notification, "Says whether a notification was read.")
        .post(
            "/api/notifications/read/",
            routes::read_notifications,
            "Says that all of them were read.",
        )
}
