//! Users as the different clients want to see them; the order of keys is theirs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{identity::users::User, time::Timestamp};

/// A user as the sign-up answers it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NewlyCreated {
    pub(super) email: String,
    pub(super) username: String,
    pub(super) id: i64,
}

/// A user as they see themselves.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Oneself {
    email: String,
    id: i64,
    username: String,
}

impl From<User> for Oneself {
    fn from(user: User) -> Self {
        Self { email: user.email, id: user.id, username: user.username }
    }
}

/// A user with names.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Account {
    pub(super) id: i64,
    pub(super) username: String,
    pub(super) email: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            username: user.username,
            email: user.email,
            first_name: user.first_name,
            last_name: user.last_name,
        }
    }
}

/// A user as staff sees them; the last fields are for staff alone.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shown {
    email: String,
    pub(super) id: i64,
    username: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    for_staff: Option<ForStaff>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ForStaff {
    first_name: String,
    last_name: String,
    is_active: bool,
    is_staff: bool,
    date_joined: Timestamp,
    last_login: Option<Timestamp>,
}

impl Shown {
    /// A user, for staff or for themselves.
    pub(super) fn new(user: User, to_staff: bool) -> Self {
        let for_staff = to_staff.then_some(ForStaff {
            first_name: user.first_name,
            last_name: user.last_name,
            is_active: user.is_active,
            is_staff: user.is_staff,
            date_joined: user.date_joined,
            last_login: user.last_login,
        });
        Self { email: user.email, id: user.id, username: user.username, for_staff }
    }
}
