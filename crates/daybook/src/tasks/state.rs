//! How far a task is, and how urgent.
//!
//! Not here: what follows from it for reminders (`tasks::model`).

use crate::http::{Field, Raw, Refusal, refuse, text};
use serde_json::{Value, json};

crate::choice! {
    /// How far a task is.
    #[derive(Default)]
    pub enum State {
        /// Not begun.
        #[default]
        Open = "open",
        /// Under way.
        InProgress = "in_progress",
        /// Done.
        Done = "done",
        /// Given up.
        Cancelled = "cancelled",
    }
}

impl State {
    /// Whether nothing is left to do: it is done or given up.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }
}

/// How urgent a task is: 1 low, 2 medium, 3 high, 4 urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priority(pub i64);

impl Priority {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];
}

/// Medium.
impl Default for Priority {
    fn default() -> Self {
        Self(2)
    }
}

impl Field for Priority {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let written = text(raw)?;
        match Self::ALL.into_iter().find(|it| it.0.to_string() == written) {
            Some(priority) => Ok(priority),
            None => refuse(format!("\"{written}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "integer", "enum": Self::ALL.map(|it| it.0) })
    }
}
