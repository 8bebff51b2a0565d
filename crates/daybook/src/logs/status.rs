//! How far an action is.
//!
//! Not here: who may say so (`logs::routes`).

use crate::http::{Field, Raw, Refusal, refuse, text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::borrow::Cow;

/// How far an action is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not begun.
    #[default]
    Pending,
    /// Under way.
    InProgress,
    /// Done; `DONE` is another word for it.
    Completed,
}

impl Status {
    const ALL: [Self; 3] = [Self::Pending, Self::InProgress, Self::Completed];

    /// Its word, as it is stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
        }
    }

    /// The status with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// Choices are taken as they are written: neither trimmed nor folded.
impl Field for Status {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let word = text(raw)?;
        match Self::of(&word) {
            Some(status) => Ok(status),
            None if word == "DONE" => Ok(Self::Completed),
            None => refuse(format!("\"{word}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": ["PENDING", "IN_PROGRESS", "COMPLETED", "DONE"] })
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl JsonSchema for Status {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Status".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::ALL.map(Self::word) })
    }
}
