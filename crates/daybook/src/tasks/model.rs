//! A task, as it is stored, as the wire shows it, and as a client may write it.
//!
//! Not here: when its owners are told of it (`tasks::notice`), its category (`tasks::categories`).

use super::{
    notice::Told,
    state::{Priority, State},
};
use crate::{
    http::{Choice, Fields, Ids, Input, Integer, Nullable, Pk, Property, Text},
    time::Timestamp,
};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is to be done, in a few words.
pub type Title = Text<1, 200>;
/// More words on it.
pub type Description = Text<0, 100_000>;
/// The ids of those who own it.
pub type Owners = Ids<50>;
/// Where it stands on a board; a whole number that every client can hold.
pub type Position = Integer<{ -FARTHEST }, FARTHEST>;

const FARTHEST: i64 = (1 << 53) - 1;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Task {
    /// Its id.
    pub id: i64,
    /// What is to be done.
    pub title: String,
    /// More words on it.
    pub description: String,
    /// How urgent it is: 1 low, 2 medium, 3 high, 4 urgent.
    pub priority: i64,
    /// How far it is.
    pub state: State,
    /// When it is due.
    pub due_date: Option<Timestamp>,
    /// Whether that is past, and it is neither done nor cancelled.
    pub is_overdue: bool,
    /// The id of its category.
    pub category: Option<i64>,
    /// The ids of its owners, in the order given.
    pub owners: Vec<i64>,
    /// The id of the user who made it; null when the account is gone.
    pub created_by: Option<i64>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When its owners are reminded of it.
    pub remind_at: Option<Timestamp>,
    /// When it was done; null while it is not.
    pub completed_at: Option<Timestamp>,
    /// Where it stands on a board, the same for all who see it; at first the microsecond in which it was made.
    pub position: i64,
}

/// A task as its row holds it; the columns are `store::columns!`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its id.
    pub id: i64,
    /// What is to be done.
    pub title: String,
    /// More words on it.
    pub description: String,
    /// How urgent it is.
    pub priority: Priority,
    /// How far it is.
    pub state: State,
    /// When it is due.
    pub due_date: Option<Timestamp>,
    /// The id of its category.
    pub category: Option<i64>,
    /// Its owners.
    pub owners: Owners,
    /// Who made it.
    pub created_by: Option<i64>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When its owners are reminded of it.
    pub remind_at: Option<Timestamp>,
    /// When it was done.
    pub completed_at: Option<Timestamp>,
    /// Where it stands.
    pub position: i64,
    /// What its owners were told.
    pub told: Told,
}

impl Stored {
    /// Who sees it, and whether they own it.
    pub fn viewers(&self) -> BTreeMap<i64, bool> {
        let mut viewers: BTreeMap<_, _> =
            self.created_by.map(|id| (id, false)).into_iter().collect();
        viewers.extend(self.owners.as_slice().iter().map(|id| (*id, true)));
        viewers
    }

    /// Whether this user made or owns it.
    pub fn is_seen_by(&self, user: i64) -> bool {
        self.created_by == Some(user) || self.owners.as_slice().contains(&user)
    }

    /// After when it is overdue, if ever.
    pub fn overdue_after(&self) -> Option<Timestamp> {
        self.due_date.filter(|_| !self.state.is_closed())
    }

    /// What those who see it see `now`.
    pub fn shown(&self, now: Timestamp) -> Task {
        Task {
            id: self.id,
            title: self.title.clone(),
            description: self.description.clone(),
            priority: self.priority.0,
            state: self.state,
            due_date: self.due_date,
            is_overdue: self.overdue_after().is_some_and(|due| due < now),
            category: self.category,
            owners: self.owners.as_slice().to_vec(),
            created_by: self.created_by,
            created_at: self.created_at,
            updated_at: self.updated_at,
            remind_at: self.remind_at,
            completed_at: self.completed_at,
            position: self.position,
        }
    }
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let (state, owners): (String, String) = (row.get(4)?, row.get(7)?);
        let time = |index| Ok(row.get::<Option<i64>>(index)?.map(Timestamp));
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            description: row.get(2)?,
            priority: Priority(row.get(3)?),
            state: State::of(&state).unwrap_or_default(),
            due_date: time(5)?,
            category: row.get(6)?,
            owners: Owners::from_json(&owners),
            created_by: row.get(8)?,
            created_at: Timestamp(row.get(9)?),
            updated_at: Timestamp(row.get(10)?),
            remind_at: time(11)?,
            completed_at: time(12)?,
            position: row.get(13)?,
            told: Told { reminder: time(14)?, due: time(15)? },
        })
    }
}

crate::input! {
    /// What of a task is to change; what is left out stays.
    pub struct TaskChanges {
        /// What is to be done.
        pub title: Option<Title>,
        /// More words on it.
        pub description: Option<Description>,
        /// How urgent it is: 1 low, 2 medium, 3 high, 4 urgent; 2 at first.
        pub priority: Option<Priority>,
        /// How far it is; open at first.
        pub state: Option<State>,
        /// When it is due.
        pub due_date: Option<Nullable<Timestamp>>,
        /// The id of a category of mine, or the one that it has.
        pub category: Option<Nullable<Pk>>,
        /// The ids of its owners, active users; the creator, if none is named.
        pub owners: Option<Owners>,
        /// When its owners are reminded of it.
        pub remind_at: Option<Nullable<Timestamp>>,
        /// Where it stands on a board.
        pub position: Option<Position>,
    }
}

crate::input! {
    /// What of a task names other objects.
    pub struct References {
        /// The id of a category of mine, or the one that it has.
        pub category: Option<Nullable<Pk>>,
        /// The ids of its owners, active users; the creator, if none is named.
        pub owners: Option<Owners>,
    }
}

impl TaskChanges {
    /// What names other objects.
    pub fn references(&self) -> References {
        References { category: self.category.clone(), owners: self.owners.clone() }
    }

    /// What a task becomes by them when `user` makes them `now`.
    pub fn applied_to(self, before: &Stored, user: i64, now: Timestamp) -> Stored {
        let time = |said: Option<Nullable<Timestamp>>, stored| said.map_or(stored, |it| it.0);
        let state = self.state.unwrap_or(before.state);
        let owners = self.owners.unwrap_or_else(|| before.owners.clone());
        let mut after = Stored {
            id: before.id,
            title: self.title.map_or_else(|| before.title.clone(), Text::into_string),
            description: self
                .description
                .map_or_else(|| before.description.clone(), Text::into_string),
            priority: self.priority.unwrap_or(before.priority),
            state,
            due_date: time(self.due_date, before.due_date),
            category: self.category.map_or(before.category, |said| said.0.map(|Pk(id)| id)),
            owners: owners.or(before.created_by.unwrap_or(user)),
            created_by: before.created_by,
            created_at: before.created_at,
            updated_at: before.updated_at,
            remind_at: time(self.remind_at, before.remind_at),
            completed_at: match (before.state, state) {
                (State::Done, State::Done) => before.completed_at,
                (_, State::Done) => Some(now),
                _ => None,
            },
            position: self.position.map_or(before.position, Integer::get),
            told: before.told,
        };
        if after != *before {
            after.updated_at = now;
            after.told = Told::after(before, &after, now);
        }
        after
    }
}

/// A whole task: what is made by POST, and replaced by PUT.
#[derive(Clone, Debug)]
pub struct WholeTask {
    /// What is to be done.
    pub title: Title,
    /// All that may be left out, the title among it.
    pub rest: TaskChanges,
}

impl WholeTask {
    /// The task that it makes when `user` sends it `now`; its id is given by the database.
    pub fn made(self, user: i64, now: Timestamp) -> Stored {
        let blank = Stored {
            id: 0,
            title: String::new(),
            description: String::new(),
            priority: Priority::default(),
            state: State::default(),
            due_date: None,
            category: None,
            owners: Owners::default(),
            created_by: Some(user),
            created_at: now,
            updated_at: now,
            remind_at: None,
            completed_at: None,
            position: now.0,
            told: Told::default(),
        };
        self.rest.applied_to(&blank, user, now)
    }
}

impl Input for WholeTask {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let title = fields.take::<Title>("title");
        let rest = TaskChanges::read(fields);
        title.zip(rest).map(|(title, rest)| Self { title, rest })
    }

    fn properties() -> Vec<Property> {
        let mut properties = TaskChanges::properties();
        for property in &mut properties {
            property.required = property.name == "title";
        }
        properties
    }
}
