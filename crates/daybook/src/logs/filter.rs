//! Which logs are meant: `?action=&status=&timestamp=&timestamp_start=&timestamp_end=&metadata.<key>=`.
//!
//! A date means that whole UTC day, a time that instant; start and end are both included.
//!
//! Not here: the SQL of it (`logs::select`), paging (`http::list`).

use super::{order::Order, scalars::sought, status::Status};
use crate::{
    http::{Field, Fields, Input, Property, Raw, Refusal, Text, text},
    time::{DAY, Timestamp},
};
use serde_json::{Value, json};

const METADATA: &str = "metadata.";
/// Keys of metadata that one request may ask for.
pub(super) const MOST_KEYS: usize = 5;

/// A day or an instant: from when, and until before when, in microseconds.
#[derive(Clone, Copy, Debug)]
struct When {
    from: i64,
    before: i64,
}

impl Field for When {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let Timestamp(from) = Timestamp::parse(raw)?;
        // What is read as a time and is that short has none of a day.
        let length = if text(raw)?.trim().len() == "2025-06-13".len() { DAY } else { 1 };
        Ok(Self { from, before: from + length })
    }

    fn schema() -> Value {
        json!({
            "anyOf": [{ "type": "string", "format": "date-time" }, { "type": "string", "format": "date" }],
        })
    }
}

crate::input! {
    struct Fixed {
        /// Those of this action.
        action: Option<Text<0, { usize::MAX }>>,
        /// Those that are so far.
        status: Option<Status>,
        /// Those of this instant; of that UTC day, when it is a date.
        timestamp: Option<When>,
        /// Those logged then or later.
        timestamp_start: Option<When>,
        /// Those logged then or earlier; a date is the whole day.
        timestamp_end: Option<When>,
        /// What they are ordered by; `-` turns it around. `-timestamp` unless said.
        ordering: Option<Order>,
    }
}

/// What the rows of some logs have in common, and how they follow each other.
#[derive(Clone, Debug, Default)]
pub struct LogFilter {
    /// Their action.
    pub action: Option<String>,
    /// How far they are.
    pub status: Option<Status>,
    /// The first instant, in microseconds.
    pub from: Option<i64>,
    /// The first instant that is too late, in microseconds.
    pub before: Option<i64>,
    /// Key and value of scalars in their metadata, as they are searched.
    pub metadata: Vec<(String, String)>,
    /// What comes first.
    pub order: Order,
}

impl Input for LogFilter {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let fixed = Fixed::read(fields);
        let metadata = fields.after(METADATA);
        if metadata.len() > MOST_KEYS {
            let message = format!("Ask for no more than {MOST_KEYS} keys at once.");
            fields.refuse("metadata", json!([message]));
        }
        let Fixed { action, status, timestamp, timestamp_start, timestamp_end, ordering } = fixed?;
        let starts = [timestamp, timestamp_start].into_iter().flatten().map(|when| when.from);
        let ends = [timestamp, timestamp_end].into_iter().flatten().map(|when| when.before);
        Some(Self {
            action: action.map(Text::into_string),
            status,
            from: starts.max(),
            before: ends.min(),
            metadata: metadata.iter().map(|(key, value)| (sought(key), sought(value))).collect(),
            order: ordering.unwrap_or_default(),
        })
    }

    fn properties() -> Vec<Property> {
        let mut properties = Fixed::properties();
        properties.push(Property {
            name: "metadata",
            about: format!(
                "`metadata.<key>=<value>`, up to {MOST_KEYS} of them: those whose metadata has this text, number, \
                 `true`, `false` or `null` under this key at its top."
            ),
            required: false,
            schema: json!({
                "type": "object", "patternProperties": { "^metadata\\.": { "type": "string" } },
                "additionalProperties": false, "maxProperties": MOST_KEYS,
            }),
        });
        properties
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::query_of;

    fn bounds(query: &str) -> [Option<String>; 2] {
        let filter: LogFilter = query_of(query).expect("a filter");
        [filter.from, filter.before].map(|time| time.map(|time| Timestamp(time).to_string()))
    }

    #[test]
    fn a_date_is_a_day_and_a_time_an_instant() {
        let day = ["2025-06-13T00:00:00Z", "2025-06-14T00:00:00Z"].map(|it| Some(it.to_owned()));
        assert_eq!(bounds("timestamp=2025-06-13"), day);
        assert_eq!(bounds("timestamp_start=2025-06-13&timestamp_end=2025-06-13"), day);
        let instant = ["2025-06-13T13:05:00Z", "2025-06-13T13:05:00.000001Z"];
        let instant = instant.map(|it| Some(it.to_owned()));
        assert_eq!(bounds("timestamp=2025-06-13T15:05%2B02:00"), instant);
        assert_eq!(bounds("timestamp=2025-06-13&timestamp=2025-06-13T13:05:00Z"), instant);
        let narrowed =
            "timestamp=2025-06-13&timestamp_start=2025-06-13T13:05&timestamp_end=2025-06-13T13:05";
        assert_eq!(bounds(narrowed), instant, "what all of them allow");
    }
}
