//! Which activities are meant: `?from=&to=&name=&tag=`, in the asker's zone.
//!
//! `from` is included and `to` is not, both by `started_at`; a bare date is that whole day in the
//! zone, so that `?from=2025-06-01&to=2025-06-30` is all of June.
//!
//! Not here: the SQL of it (`activities::select`), paging (`http::list`).

use super::tags::TagKey;
use crate::{
    App, Result,
    http::{Field, Raw, Refusal, Text, refuse, text},
    identity::{CurrentUser, users},
    time::Timestamp,
};
use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Value, json};

/// An instant, or a whole day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// An instant.
    At(Timestamp),
    /// A day in the asker's zone.
    On(Date),
}

impl Field for Moment {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let time = Timestamp::parse(raw)?;
        let written = text(raw)?;
        Ok(match (written.trim().len(), written.trim().parse()) {
            (10, Ok(day)) => Self::On(day),
            _ => Self::At(time),
        })
    }

    fn schema() -> Value {
        json!({
            "anyOf": [{ "type": "string", "format": "date-time" }, { "type": "string", "format": "date" }],
        })
    }
}

/// A time zone by its IANA name.
#[derive(Clone, Debug)]
pub struct Zone(pub TimeZone);

impl Field for Zone {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let name = text(raw)?;
        match TimeZone::get(name.trim()) {
            Ok(zone) => Ok(Self(zone)),
            Err(_) => refuse(format!("\"{name}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "examples": ["Europe/Berlin"] })
    }
}

crate::input! {
    /// Which activities are wanted.
    pub struct ActivityFilter {
        /// Those that began then or later; a date is the whole day.
        pub from: Option<Moment>,
        /// Those that began before; a date is the whole day.
        pub to: Option<Moment>,
        /// Those whose name holds this, in any case of a to z.
        pub name: Option<Text<0, { usize::MAX }>>,
        /// Those with this tag, in any case.
        pub tag: Option<TagKey>,
        /// The zone of days, by its IANA name; else the user's own.
        pub tz: Option<Zone>,
    }
}

/// What the rows of some activities have in common.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The first instant at which they may have begun.
    pub from: Option<Timestamp>,
    /// The first instant at which they may not have begun any more.
    pub to: Option<Timestamp>,
    /// A pattern of their name.
    pub name: Option<String>,
    /// A tag of theirs, folded.
    pub tag: Option<String>,
}

impl ActivityFilter {
    /// The zone whose days are meant: the one that was asked for, else the user's own.
    pub async fn zone(&self, app: &App, user: &CurrentUser) -> Result<TimeZone> {
        if let Some(Zone(zone)) = &self.tz {
            return Ok(zone.clone());
        }
        let user = user.id;
        let name = app.db.read(move |tx| users::timezone(tx, user)).await?;
        Ok(TimeZone::get(&name).unwrap_or(TimeZone::UTC))
    }

    /// What the rows must be like; the zone is looked up only if a day is meant.
    pub async fn into_filter(self, app: &App, user: &CurrentUser) -> Result<Filter> {
        let means_a_day = [self.from, self.to].iter().any(|it| matches!(it, Some(Moment::On(_))));
        let zone = if means_a_day { self.zone(app, user).await? } else { TimeZone::UTC };
        Ok(self.in_zone(&zone))
    }

    /// What the rows must be like, with days in this zone.
    pub fn in_zone(self, zone: &TimeZone) -> Filter {
        let first = |moment| match moment {
            Moment::At(time) => time,
            Moment::On(day) => start_of(Ok(day), zone, Timestamp(i64::MIN)),
        };
        let end = |moment| match moment {
            Moment::At(time) => time,
            Moment::On(day) => start_of(day.tomorrow(), zone, Timestamp(i64::MAX)),
        };
        Filter {
            from: self.from.map(first),
            to: self.to.map(end),
            name: self.name.map(|part| holding(part.as_str())),
            tag: self.tag.map(|TagKey(tag)| tag),
        }
    }
}

fn start_of(day: Result<Date, jiff::Error>, zone: &TimeZone, beyond: Timestamp) -> Timestamp {
    let start = day.and_then(|day| day.to_zoned(zone.clone()));
    start.map_or(beyond, |start| Timestamp(start.timestamp().as_microsecond()))
}

/// The pattern of what holds a text, whatever signs are in it.
fn holding(part: &str) -> String {
    let escaped = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Result<Moment, Refusal> {
        Moment::parse(Raw::Form(&[text.to_owned()]))
    }

    #[test]
    fn a_date_is_a_whole_day_in_the_zone() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let day = |text: &str| moment(text).ok();
        let filter = ActivityFilter {
            from: day("2025-06-01"),
            to: day(" 2025-06-30 "),
            name: None,
            tag: None,
            tz: None,
        };
        let Filter { from, to, .. } = filter.in_zone(&berlin);
        assert_eq!(from.map(|it| it.to_string()).as_deref(), Some("2025-05-31T22:00:00Z"));
        assert_eq!(to.map(|it| it.to_string()).as_deref(), Some("2025-06-30T22:00:00Z"));
    }

    #[test]
    fn a_time_is_that_instant() {
        let at = |text: &str| {
            moment(text).map(|it| match it {
                Moment::At(time) => time.to_string(),
                Moment::On(day) => day.to_string(),
            })
        };
        assert_eq!(at("2025-06-01T02:00+02:00"), Ok("2025-06-01T00:00:00Z".into()));
        assert!(at("tomorrow").is_err());
        assert!(at("2025-02-30").is_err());
    }
}
