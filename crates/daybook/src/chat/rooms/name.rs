//! The name of a room: letters, digits, `_` and `-`, 64 at most.
//!
//! Those of direct rooms are made of the ids of the two, the lower one first, and nobody else takes them.
//! Not here: whether there is such a room (`chat::rooms::store`).

use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Field, Operation, Raw, Refusal, refuse, text},
};
use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use schemars::SchemaGenerator;
use serde_json::{Value, json};

/// The most characters.
const LONGEST: usize = 64;
/// How the names of direct rooms begin.
const DIRECT: &str = "direct-";

/// A name that a room may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomName(String);

impl RoomName {
    /// The name of the direct room of two users, the same for both.
    pub fn of_two(one: i64, other: i64) -> Self {
        Self(format!("{DIRECT}{}-{}", one.min(other), one.max(other)))
    }

    /// The name as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether somebody may give it to a room.
    pub(super) fn is_free(&self) -> bool {
        !self.0.starts_with(DIRECT)
    }

    /// The name, if a room may have it.
    pub fn of(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let fits = (1..=LONGEST).contains(&text.len()) && text.bytes().all(plain);
        fits.then(|| Self(text.to_owned()))
    }
}

impl Field for RoomName {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let text = text(raw)?;
        let text = text.trim();
        if text.is_empty() {
            return refuse("This field may not be blank.");
        }
        if text.chars().count() > LONGEST {
            return refuse(format!("Ensure this field has no more than {LONGEST} characters."));
        }
        match Self::of(text) {
            Some(name) if name.is_free() => Ok(name),
            Some(_) => refuse("Names that begin so are those of direct rooms."),
            None => refuse(
                "Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens.",
            ),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "pattern": format!("^[A-Za-z0-9_-]{{1,{LONGEST}}}$") })
    }
}

/// The `{name}` of the path; what no room can be called is not there.
impl FromRequestParts<App> for RoomName {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::not_found())?;
        let text = params.iter().find_map(|(name, value)| (name == "name").then_some(value));
        text.and_then(Self::of).ok_or_else(Error::not_found)
    }
}

impl Describe for RoomName {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameters.push(json!({
            "name": "name", "in": "path", "required": true, "schema": Self::schema(),
        }));
        operation.answers.push((404, None));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_slug() {
        for good in ["a", "general", "Team_7-b", "7", &"x".repeat(64)] {
            assert!(RoomName::of(good).is_some(), "{good}");
        }
        for bad in ["", "a b", "é", "a/b", "room:a", &"x".repeat(65)] {
            assert!(RoomName::of(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_room_of_two_has_one_name() {
        assert_eq!(RoomName::of_two(7, 3), RoomName::of_two(3, 7));
        assert!(!RoomName::of_two(3, 7).is_free());
    }
}
