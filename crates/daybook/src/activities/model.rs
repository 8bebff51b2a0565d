//! An activity, as it is stored, as the wire shows it, and as a client may write it.
//!
//! Not here: the rules of its times (`activities::times`), its tags (`activities::tags`).

use super::{
    tags::Tags,
    times::{LONGEST, Said, Span, Wrong, amend, place, started},
};
use crate::{
    http::{Fields, Input, Integer, Nullable, Property, Text},
    time::Timestamp,
};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// What was done, in a few words.
pub type Name = Text<1, 100>;
/// Whole minutes.
pub type Minutes = Integer<0, LONGEST>;
/// More words on it.
pub type Note = Text<0, 2000>;

/// What somebody spent time on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Activity {
    /// Its id.
    pub id: i64,
    /// The name of the user who did it.
    pub user: String,
    /// What was done.
    pub activity_name: String,
    /// Whole minutes; 0 while the timer runs.
    pub duration: i64,
    /// When it was logged.
    pub timestamp: Timestamp,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; null while the timer runs.
    pub ended_at: Option<Timestamp>,
    /// Whether its timer runs.
    pub running: bool,
    /// More words on it.
    pub note: String,
    /// Its tags, in the order given.
    pub tags: Vec<String>,
}

/// An activity as its row holds it; the columns are `store::COLUMNS`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its id.
    pub id: i64,
    /// What was done.
    pub activity_name: String,
    /// When it was logged.
    pub created_at: Timestamp,
    /// When it was done.
    pub span: Span,
    /// More words on it.
    pub note: String,
    /// Its tags.
    pub tags: Tags,
}

impl Stored {
    /// What its user sees.
    pub fn shown_to(self, username: &str) -> Activity {
        let Self { id, activity_name, created_at, span, note, tags } = self;
        Activity {
            id,
            user: username.to_owned(),
            activity_name,
            duration: span.duration,
            timestamp: created_at,
            started_at: span.started_at,
            ended_at: span.ended_at,
            running: span.ended_at.is_none(),
            note,
            tags: tags.into_vec(),
        }
    }
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let tags: String = row.get(7)?;
        Ok(Self {
            id: row.get(0)?,
            activity_name: row.get(1)?,
            created_at: Timestamp(row.get(3)?),
            span: Span {
                duration: row.get(2)?,
                started_at: Timestamp(row.get(4)?),
                ended_at: row.get::<Option<i64>>(5)?.map(Timestamp),
            },
            note: row.get(6)?,
            tags: Tags::from_json(&tags),
        })
    }
}

crate::input! {
    /// What of an activity is to change; what is left out stays.
    pub struct ActivityChanges {
        /// What was done.
        pub activity_name: Option<Name>,
        /// Whole minutes.
        pub duration: Option<Minutes>,
        /// When it began.
        pub started_at: Option<Timestamp>,
        /// When it ended.
        pub ended_at: Option<Nullable<Timestamp>>,
        /// More words on it.
        pub note: Option<Note>,
        /// Its tags.
        pub tags: Option<Tags>,
    }
}

impl ActivityChanges {
    /// What a stored activity becomes by them `now`.
    pub fn applied_to(self, stored: &Stored, now: Timestamp) -> Result<Stored, Wrong> {
        let span = amend(stored.span, self.said(), now)?;
        Ok(Stored {
            id: stored.id,
            activity_name: self
                .activity_name
                .map_or_else(|| stored.activity_name.clone(), Text::into_string),
            created_at: stored.created_at,
            span,
            note: self.note.map_or_else(|| stored.note.clone(), Text::into_string),
            tags: self.tags.unwrap_or_else(|| stored.tags.clone()),
        })
    }

    /// What is said of its times.
    pub fn said(&self) -> Said {
        Said {
            duration: self.duration.map(Integer::get),
            started_at: self.started_at,
            ended_at: self.ended_at.as_ref().map(|Nullable(time)| *time),
        }
    }
}

/// A whole activity: what is made by POST, and replaced by PUT.
#[derive(Clone, Debug)]
pub struct WholeActivity {
    /// What was done.
    pub activity_name: Name,
    /// All that may be left out, the name among it.
    pub rest: ActivityChanges,
}

impl WholeActivity {
    /// The activity that it makes when it is logged `now`; its id is given by the database.
    pub fn logged(self, now: Timestamp) -> Result<Stored, Wrong> {
        let span = place(self.rest.said(), now)?;
        Ok(Stored {
            id: 0,
            activity_name: self.activity_name.into_string(),
            created_at: now,
            span,
            note: self.rest.note.map(Text::into_string).unwrap_or_default(),
            tags: self.rest.tags.unwrap_or_default(),
        })
    }
}

/// The duration may be left out when a start is sent.
impl Input for WholeActivity {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let activity_name = fields.take::<Name>("activity_name");
        let duration = match fields.has("started_at") {
            true => fields.take::<Option<Minutes>>("duration"),
            false => fields.take::<Minutes>("duration").map(Some),
        };
        let started_at = fields.take("started_at");
        let ended_at = fields.take("ended_at");
        let note = fields.take("note");
        let tags = fields.take("tags");
        let activity_name = activity_name?;
        let rest = ActivityChanges {
            activity_name: Some(activity_name.clone()),
            duration: duration?,
            started_at: started_at?,
            ended_at: ended_at?,
            note: note?,
            tags: tags?,
        };
        Some(Self { activity_name, rest })
    }

    fn properties() -> Vec<Property> {
        let mut properties = ActivityChanges::properties();
        for property in &mut properties {
            property.required = property.name == "activity_name";
            if property.name == "duration" {
                property.about.push_str(" Required unless `started_at` is sent.");
            }
        }
        properties
    }
}

crate::input! {
    /// A timer to start.
    pub struct NewTimer {
        /// What is being done.
        pub activity_name: Name,
        /// When it began, not in the future; now, if it is left out.
        pub started_at: Option<Timestamp>,
        /// More words on it.
        pub note: Option<Note>,
        /// Its tags.
        pub tags: Option<Tags>,
    }
}

impl NewTimer {
    /// The activity whose timer runs from `now`, or from when it says.
    pub fn running(self, now: Timestamp) -> Result<Stored, Wrong> {
        Ok(Stored {
            id: 0,
            activity_name: self.activity_name.into_string(),
            created_at: now,
            span: started(self.started_at.unwrap_or(now), now)?,
            note: self.note.map(Text::into_string).unwrap_or_default(),
            tags: self.tags.unwrap_or_default(),
        })
    }
}
