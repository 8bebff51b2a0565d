//! Minutes per day, week, name or tag.
//!
//! A day is a day in the asker's zone, whatever its length: an activity over midnight is split
//! between its days. Invariant: nothing is lost by rounding. Each activity counts its own whole
//! minutes, and the parts of a split one are rounded cumulatively, so that they add up to it; the
//! sums by day, by week and by name are equal. By tag, an activity counts under each of its tags.
//! A running timer has no minutes yet.
//!
//! Not here: which activities are counted (`activities::store`).

use super::{model::Stored, tags::fold, times::Span};
use crate::{
    Error,
    http::{Field, Raw, Refusal, refuse, text},
    time::Timestamp,
};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// The most midnights that the activities of one summary may lie across, all together.
const MOST_MIDNIGHTS: u32 = 100_000;

/// What minutes are summed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A day.
    Day,
    /// A week, from Monday on.
    Week,
    /// The activity's name.
    Name,
    /// A tag.
    Tag,
}

impl Field for By {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        match text(raw)?.as_str() {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "name" => Ok(Self::Name),
            "tag" => Ok(Self::Tag),
            other => refuse(format!("\"{other}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": ["day", "week", "name", "tag"] })
    }
}

/// The minutes of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SummaryGroup")]
pub struct Group {
    /// A date (a week's is its Monday), a name or a tag; null is what has no tag.
    pub group: Option<String>,
    /// Whole minutes.
    pub minutes: i64,
}

/// A summary while it is being added up.
pub struct Summary {
    by: By,
    zone: TimeZone,
    days: BTreeMap<Date, i64>,
    /// By name or folded tag; the spelling that is shown is the first that came.
    words: HashMap<Option<String>, Group>,
    midnights_left: u32,
}

impl Summary {
    /// Nothing counted yet.
    pub fn new(by: By, zone: TimeZone) -> Self {
        Self {
            by,
            zone,
            days: BTreeMap::new(),
            words: HashMap::new(),
            midnights_left: MOST_MIDNIGHTS,
        }
    }

    /// Counts one activity.
    pub fn add(&mut self, activity: &Stored) -> Result<(), Error> {
        let minutes = activity.span.duration;
        let Some(ended_at) = activity.span.ended_at else { return Ok(()) };
        match self.by {
            By::Day => self.add_days(activity.span, ended_at, |day| day),
            By::Week => self.add_days(activity.span, ended_at, monday),
            By::Name => {
                let name = activity.activity_name.as_str();
                self.add_word(Some(name.to_owned()), Some(name), minutes);
                Ok(())
            }
            By::Tag => {
                for tag in activity.tags.as_slice() {
                    self.add_word(Some(fold(tag)), Some(tag), minutes);
                }
                if activity.tags.as_slice().is_empty() {
                    self.add_word(None, None, minutes);
                }
                Ok(())
            }
        }
    }

    fn add_word(&mut self, key: Option<String>, shown: Option<&str>, minutes: i64) {
        let group = self
            .words
            .entry(key)
            .or_insert_with(|| Group { group: shown.map(str::to_owned), minutes: 0 });
        group.minutes += minutes;
    }

    fn add_days(
        &mut self,
        span: Span,
        ended_at: Timestamp,
        group: impl Fn(Date) -> Date,
    ) -> Result<(), Error> {
        let mut day = self.date(span.started_at);
        let mut counted = 0;
        loop {
            let midnight = self.start_of_next(day).filter(|midnight| *midnight < ended_at);
            let until = minutes_until(span, ended_at, midnight.unwrap_or(ended_at));
            let minutes = until - counted;
            if minutes > 0 || span.duration == 0 {
                *self.days.entry(group(day)).or_default() += minutes;
            }
            counted = until;
            if midnight.is_none() || counted == span.duration {
                return Ok(());
            }
            self.midnights_left = self.midnights_left.checked_sub(1).ok_or_else(too_long)?;
            day = day.saturating_add(1.day());
        }
    }

    fn date(&self, time: Timestamp) -> Date {
        time.to_jiff().to_zoned(self.zone.clone()).date()
    }

    /// The first instant of the day after, which a summer time may put at one o'clock.
    fn start_of_next(&self, day: Date) -> Option<Timestamp> {
        let midnight = day.tomorrow().ok()?.to_zoned(self.zone.clone()).ok()?;
        Some(Timestamp(midnight.timestamp().as_microsecond()))
    }

    /// The groups: days and weeks newest first, names and tags by their minutes, most first.
    pub fn finish(self) -> Vec<Group> {
        if matches!(self.by, By::Day | By::Week) {
            let days = self.days.into_iter().rev();
            return days
                .map(|(day, minutes)| Group { group: Some(day.to_string()), minutes })
                .collect();
        }
        let mut groups: Vec<_> = self.words.into_values().collect();
        groups.sort_by(|a, b| b.minutes.cmp(&a.minutes).then_with(|| a.group.cmp(&b.group)));
        groups
    }
}

fn too_long() -> Error {
    Error::non_field("These activities last for too many days. Ask for a shorter time.")
}

fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// How many of an activity's minutes lie before an instant in it, rounded half up.
fn minutes_until(span: Span, ended_at: Timestamp, instant: Timestamp) -> i64 {
    let whole = i128::from(ended_at.0 - span.started_at.0);
    if instant >= ended_at || whole <= 0 {
        return span.duration;
    }
    let part = i128::from((instant.0 - span.started_at.0).max(0));
    let minutes = (2 * i128::from(span.duration) * part + whole) / (2 * whole);
    i64::try_from(minutes).unwrap_or(span.duration)
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
