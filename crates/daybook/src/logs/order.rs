//! In which order logs follow each other: `?ordering=[-]timestamp|action|status|id`.
//!
//! Those that are alike follow by time, and then by id, in the same direction.
//!
//! Not here: the SQL of it (`logs::select`).

use crate::http::{Field, Raw, Refusal, refuse, text};
use serde_json::{Value, json};

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Key {
    /// When it was logged.
    #[default]
    Timestamp,
    /// What was done, by code points.
    Action,
    /// How far it is, by code points.
    Status,
    /// Its id.
    Id,
}

impl Key {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Timestamp, Self::Action, Self::Status, Self::Id];

    fn name(self) -> &'static str {
        match self {
            Self::Timestamp => "timestamp",
            Self::Action => "action",
            Self::Status => "status",
            Self::Id => "id",
        }
    }
}

/// What comes first; what was logged last, unless said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub key: Key,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { key: Key::Timestamp, descending: true }
    }
}

impl Field for Order {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let name = text(raw)?;
        let (descending, key) = match name.strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, name.as_str()),
        };
        match Key::ALL.into_iter().find(|it| it.name() == key) {
            Some(key) => Ok(Self { key, descending }),
            None => refuse(format!("\"{name}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        let both = Key::ALL
            .into_iter()
            .flat_map(|key| [key.name().to_owned(), format!("-{}", key.name())]);
        json!({ "type": "string", "enum": both.collect::<Vec<_>>() })
    }
}
