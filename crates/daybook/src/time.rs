//! Times: microseconds since 1970 in UTC, as the database keeps them and the wire shows them.
//!
//! The one home of the system's clock. Tests set it; nothing else reads the time of day.
//!
//! Not here: days, weeks and zones (`activities::summary`), deadlines (`tokio::time`).

use crate::http::{Field, Raw, Refusal, refuse, text};
use jiff::{civil, fmt::temporal::DateTimePrinter, tz::TimeZone};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::{
    borrow::Cow,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Microseconds in a day of 24 hours.
pub const DAY: i64 = 24 * 60 * MINUTE;

/// An instant: microseconds since 1970-01-01T00:00:00Z, in the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The same instant as jiff knows it.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    fn text(self) -> String {
        const WHOLE: DateTimePrinter = DateTimePrinter::new().precision(Some(0));
        const EXACT: DateTimePrinter = DateTimePrinter::new().precision(Some(6));
        let printer = if self.0 % SECOND == 0 { WHOLE } else { EXACT };
        printer.timestamp_to_string(&self.to_jiff())
    }
}

/// ISO 8601 in UTC with a `Z`; microseconds, all six digits, when they are not zero.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

const WRONG_FORMAT: &str = "Datetime has wrong format. Use one of these formats instead: \
                            YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/// Any ISO 8601 offset, a space for the `T`, a bare date (midnight); a naive time is UTC.
impl Field for Timestamp {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let text = match raw {
            Raw::Json(json) if json.get() != "null" && !json.get().starts_with('"') => {
                return refuse(WRONG_FORMAT);
            }
            raw => text(raw)?,
        };
        parse(text.trim()).map_or_else(|| refuse(WRONG_FORMAT), Ok)
    }

    fn schema() -> Value {
        json!({ "type": "string", "format": "date-time" })
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    if !(text.len() >= 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-') {
        return None;
    }
    let instant = match text.parse::<jiff::Timestamp>() {
        Ok(instant) => instant,
        Err(_) => text.parse::<civil::DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp(),
    };
    let year = instant.to_zoned(TimeZone::UTC).year();
    (1..=9999).contains(&year).then(|| Timestamp(instant.as_microsecond()))
}

/// Where the time of day comes from: the system, or a test that sets it.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// A clock that stands still until it is moved.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Some(Arc::new(AtomicI64::new(at.0))))
    }

    /// Moves a fixed clock by so many microseconds; the system's does not move.
    pub fn advance(&self, microseconds: i64) {
        if let Some(fixed) = &self.0 {
            fixed.fetch_add(microseconds, Ordering::SeqCst);
        }
    }

    /// The time of day.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Some(fixed) => Timestamp(fixed.load(Ordering::SeqCst)),
            #[expect(clippy::disallowed_methods, reason = "this is the one home of the clock")]
            None => Timestamp(jiff::Timestamp::now().as_microsecond()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clients_write_is_read_and_told_in_utc() {
        for (text, told) in [
            ("2025-06-13T13:05:34.123456Z", "2025-06-13T13:05:34.123456Z"),
            ("2025-06-13T13:05:34.120Z", "2025-06-13T13:05:34.120000Z"),
            ("2025-06-13 13:05", "2025-06-13T13:05:00Z"),
            ("2025-06-13", "2025-06-13T00:00:00Z"),
            ("2025-06-13T18:35:34+05:30", "2025-06-13T13:05:34Z"),
            ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ] {
            assert_eq!(parse(text).map(|time| time.to_string()).as_deref(), Some(told), "{text}");
        }
        for bad in
            ["", "5", "2025-02-30T00:00:00Z", "13:05", "yesterday", "+002025-06-13T00:00:00Z"]
        {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
