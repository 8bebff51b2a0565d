//! The two JSON objects inside a JWT, as far as we read them.
//!
//! Invariant: `user_id` is understood as a text and as a number, for both have been written.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

#[derive(serde::Deserialize)]
pub(super) struct Header {
    pub(super) alg: String,
}

#[derive(serde::Deserialize)]
pub(super) struct Claims {
    pub(super) token_type: Box<str>,
    pub(super) exp: i64,
    pub(super) user_id: Option<UserId>,
    pub(super) sid: Option<i64>,
    pub(super) generation: Option<i64>,
}

pub(super) struct UserId(pub(super) i64);

impl<'de> Deserialize<'de> for UserId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UserIdVisitor)
    }
}

struct UserIdVisitor;

impl Visitor<'_> for UserIdVisitor {
    type Value = UserId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a user id")
    }

    fn visit_u64<E: Error>(self, id: u64) -> Result<UserId, E> {
        i64::try_from(id).map(UserId).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<UserId, E> {
        id.parse().map(UserId).map_err(E::custom)
    }
}
