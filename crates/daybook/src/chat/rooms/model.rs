//! A room, as it is stored and shown, and as a client may write it.
//!
//! Not here: who may see it (`chat::rooms::store`).

use super::name::RoomName;
use crate::{
    http::{Ids, Text},
    identity::CurrentUser,
    time::Timestamp,
};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// The most members that a room names, and that a private room has.
pub const MOST_MEMBERS: usize = 100;

/// What a room is called for people.
pub type Title = Text<0, 100>;
/// What it is about.
pub type Topic = Text<0, 500>;
/// Who is to be in a private room.
pub type Members = Ids<MOST_MEMBERS>;

/// Where messages are exchanged.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Room {
    /// Its id.
    pub id: i64,
    /// Its name, which never changes.
    pub name: String,
    /// What it is called for people; often empty.
    pub title: String,
    /// What it is about; often empty.
    pub topic: String,
    /// Whether only its members see it.
    pub private: bool,
    /// Whether it is the private room of two.
    pub direct: bool,
    /// The ids of its members, the lowest first, 100 at most: those of a private room are all.
    pub members: Vec<i64>,
    /// How many there are.
    pub member_count: i64,
    /// The id of the user who made it; null when the account is gone.
    pub created_by: Option<i64>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Room {
    /// Whether a user may change and delete it: who made it, staff, and those who are left in it.
    pub fn may_be_changed_by(&self, user: &CurrentUser) -> bool {
        let is_heir = self.created_by.is_none() && self.members.contains(&user.id);
        !self.direct && (self.created_by == Some(user.id) || user.is_staff || is_heir)
    }

    /// Whether a user who is in it, or not, sees it.
    pub fn is_seen(&self, is_member: bool) -> bool {
        !self.private || is_member
    }
}

impl FromRow for Room {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let members: String = row.get(6)?;
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            title: row.get(2)?,
            topic: row.get(3)?,
            private: row.get(4)?,
            direct: row.get(5)?,
            members: Members::from_json(&members).as_slice().to_vec(),
            member_count: row.get(7)?,
            created_by: row.get(8)?,
            created_at: Timestamp(row.get(9)?),
        })
    }
}

crate::input! {
    /// A room to be made.
    pub struct NewRoom {
        /// Its name, which never changes.
        pub name: RoomName,
        /// What it is called for people.
        pub title: Option<Title>,
        /// What it is about.
        pub topic: Option<Topic>,
        /// Whether only its members see it; they do not unless said.
        pub private: Option<bool>,
        /// The ids of those who are in it beside me.
        pub members: Option<Members>,
    }
}

crate::input! {
    /// What of a room is to change; what is left out stays.
    pub struct RoomChanges {
        /// What it is called for people.
        pub title: Option<Title>,
        /// What it is about.
        pub topic: Option<Topic>,
        /// The ids of those who are in it, if it is private; who enters a public room decides that alone.
        pub members: Option<Members>,
    }
}
