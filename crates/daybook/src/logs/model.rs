//! A log, as it is stored, as the wire shows it, and as a client may write it.
//!
//! Not here: its status (`logs::status`), its metadata (`logs::metadata`).

use super::{metadata::Metadata, status::Status};
use crate::{http::Text, time::Timestamp};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// What was done, in a word.
pub type Action = Text<1, 50>;

/// What a program or a person did.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Log {
    /// Its id.
    pub id: i64,
    /// What was done.
    pub action: String,
    /// When it was logged.
    pub timestamp: Timestamp,
    /// Any JSON, as it came.
    pub metadata: Metadata,
    /// How far it is.
    pub status: Status,
    /// The id of the user whose log it is.
    pub user: i64,
}

impl FromRow for Log {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let status: String = row.get(4)?;
        Ok(Self {
            id: row.get(0)?,
            action: row.get(1)?,
            timestamp: Timestamp(row.get(2)?),
            metadata: Metadata::stored(row.get(3)?),
            status: Status::of(&status).unwrap_or_default(),
            user: row.get(5)?,
        })
    }
}

crate::input! {
    /// An action to log.
    pub struct NewLog {
        /// What was done.
        pub action: Action,
        /// Any JSON, up to 256 KiB.
        pub metadata: Metadata,
        /// How far it is; `PENDING` unless said. `DONE` is another word for `COMPLETED`.
        pub status: Option<Status>,
    }
}

crate::input! {
    /// How far an action is now.
    pub struct NewStatus {
        /// `DONE` is another word for `COMPLETED`.
        pub status: Status,
    }
}
