//! Times that people ask for: an instant, or a whole day in somebody's zone.
//!
//! Not here: what is asked for (the features' filters), times as they are stored (`time`).

use crate::{
    App, Result,
    http::{Field, Raw, Refusal, refuse, text},
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

impl Moment {
    /// Whether a zone decides which instants are meant.
    pub fn is_day(self) -> bool {
        matches!(self, Self::On(_))
    }

    /// The first instant that is meant.
    pub fn first(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(time) => time,
            Self::On(day) => start_of(Ok(day), zone, Timestamp(i64::MIN)),
        }
    }

    /// The first instant that is not before what is meant any more: the end of a day.
    pub fn end(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(time) => time,
            Self::On(day) => start_of(day.tomorrow(), zone, Timestamp(i64::MAX)),
        }
    }
}

fn start_of(day: Result<Date, jiff::Error>, zone: &TimeZone, beyond: Timestamp) -> Timestamp {
    let start = day.and_then(|day| day.to_zoned(zone.clone()));
    start.map_or(beyond, |start| Timestamp(start.timestamp().as_microsecond()))
}

/// The zone that a user's days are in.
///
/// # Errors
/// When the database fails.
pub async fn zone_of(app: &App, user: &CurrentUser) -> Result<TimeZone> {
    let user = user.id;
    let name = app.db.read(move |tx| users::timezone(tx, user)).await?;
    Ok(TimeZone::get(&name).unwrap_or(TimeZone::UTC))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Result<Moment, Refusal> {
        Moment::parse(Raw::Form(&[text.to_owned()]))
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
