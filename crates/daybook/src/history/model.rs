//! A record, as it is stored and as the wire shows it.

use super::ActivityType;
use crate::time::Timestamp;
use daybook_db::{FromRow, Row};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Something that happened to an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "HistoryRecord")]
pub struct Record {
    /// Its id.
    pub id: i64,
    /// The id of the profile, which is its user's.
    pub user_profile: i64,
    /// What sort of thing happened.
    pub activity_type: ActivityType,
    /// When.
    pub timestamp: Timestamp,
    /// What there is to tell of it; which members there are depends on the type.
    pub details: Details,
}

/// What there is to tell: a JSON object.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Details(Option<Box<RawValue>>);

impl Details {
    /// An object that is JSON already.
    pub fn of(json: String) -> Self {
        Self(RawValue::from_string(json).ok())
    }

    /// The object as text.
    pub fn as_json(&self) -> &str {
        self.0.as_deref().map_or("null", RawValue::get)
    }
}

impl JsonSchema for Details {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Details".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": true })
    }
}

impl FromRow for Record {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let word: String = row.get(2)?;
        Ok(Self {
            id: row.get(0)?,
            user_profile: row.get(1)?,
            activity_type: ActivityType::of(&word).unwrap_or(ActivityType::AdminAction),
            timestamp: Timestamp(row.get(3)?),
            details: Details::of(row.get(4)?),
        })
    }
}
