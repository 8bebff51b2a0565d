//! Activities as a calendar; a running timer has no end.

use crate::{
    activities::model::Activity,
    ics::{Event, event},
};

pub(super) fn events(activities: &[Activity]) -> Vec<u8> {
    let mut text = String::new();
    for activity in activities {
        let it = Event {
            uid: &format!("activity-{}", activity.id),
            stamp: activity.timestamp,
            start: activity.started_at,
            end: activity.ended_at,
            summary: &activity.activity_name,
            description: &activity.note,
            categories: &activity.tags,
        };
        event(&mut text, &it);
    }
    text.into_bytes()
}
