//! What sort of thing happened.
//!
//! Not here: its details (`history::happened`).

use crate::http::{Field, Raw, Refusal, refuse, text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::borrow::Cow;

/// What sort of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityType {
    /// The account was made.
    Registered,
    /// Somebody logged in.
    Login,
    /// Somebody tried to, with a wrong password.
    LoginFailed,
    /// A session was ended by who had it.
    Logout,
    /// The account has a new password.
    PasswordChanged,
    /// The profile, the address or the name is another one.
    ProfileUpdated,
    /// A session ended in another way.
    SessionEnded,
    /// Data went out as a file.
    Export,
    /// A record of this history is gone.
    HistoryDeleted,
    /// Staff did something, or an operator did something to the account.
    AdminAction,
}

impl ActivityType {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Registered,
        Self::Login,
        Self::LoginFailed,
        Self::Logout,
        Self::PasswordChanged,
        Self::ProfileUpdated,
        Self::SessionEnded,
        Self::Export,
        Self::HistoryDeleted,
        Self::AdminAction,
    ];

    /// Its word, as it is stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Login => "login",
            Self::LoginFailed => "login_failed",
            Self::Logout => "logout",
            Self::PasswordChanged => "password_changed",
            Self::ProfileUpdated => "profile_updated",
            Self::SessionEnded => "session_ended",
            Self::Export => "export",
            Self::HistoryDeleted => "history_deleted",
            Self::AdminAction => "admin_action",
        }
    }

    /// The type with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Choices are taken as they are written: neither trimmed nor folded.
impl Field for ActivityType {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let word = text(raw)?;
        Self::of(&word).map_or_else(|| refuse(format!("\"{word}\" is not a valid choice.")), Ok)
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": Self::ALL.map(Self::word) })
    }
}

impl Serialize for ActivityType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl JsonSchema for ActivityType {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "ActivityType".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::ALL.map(Self::word) })
    }
}
