//! Activities as a table: the columns are the fields of the object that the list shows.

use crate::{
    Result,
    activities::model::Activity,
    table::{inert, written},
};

const COLUMNS: [&str; 10] = [
    "id",
    "user",
    "activity_name",
    "duration",
    "timestamp",
    "started_at",
    "ended_at",
    "running",
    "note",
    "tags",
];

pub(super) fn header() -> Result<Vec<u8>> {
    written(|table| table.write_record(COLUMNS))
}

pub(super) fn rows(activities: &[Activity]) -> Result<Vec<u8>> {
    written(|table| {
        activities.iter().try_for_each(|activity| {
            let ended_at = activity.ended_at.map(|time| time.to_string()).unwrap_or_default();
            table.write_record([
                activity.id.to_string().as_str(),
                &inert(&activity.user),
                &inert(&activity.activity_name),
                &activity.duration.to_string(),
                &activity.timestamp.to_string(),
                &activity.started_at.to_string(),
                &ended_at,
                if activity.running { "true" } else { "false" },
                &inert(&activity.note),
                &inert(&activity.tags.join(", ")),
            ])
        })
    })
}
